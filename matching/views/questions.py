"""All questions of a program, and for whom nobody can be asked: HR's page."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.offers import offer_next_mentor
from matching.errors import MatchingError
from matching.models import MatchRequest
from matching.queries.new_hires import searches_of
from matching.queries.proposals import people_by_id
from matching.queries.requests import requests_in
from matching.rules.left_out import explain_left_out
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from programs.models import Program
from programs.queries import programs_visible_to

PAGE_SIZE = 25


@hr_admin_required
@require_safe
def questions(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Who is asked for whom, and for whom nobody can be."""
    program = _program(request, program_id)
    searches = list(searches_of(program))
    people = people_by_id({one for search in searches for one in search.why.get("full", ())})
    names = {key: person.display_name for key, person in people.items()}
    context: dict[str, Any] = {
        "program": program,
        "page": Paginator(requests_in(program), PAGE_SIZE).get_page(request.GET.get("page")),
        "searches": [(one, explain_left_out(one.why, names=names)) for one in searches],
        "crumbs": [
            (_("Matches"), org_reverse(request.organization, "matching:index")),
            (program.name, org_reverse(request.organization, "matching:overview", program.id)),
        ],
    }
    return render(request, "matching/questions.html", context)


@hr_admin_required
@require_POST
def offer(request: OrgRequest, program_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Ask the mentor who fits a mentee best."""
    program = _program(request, program_id)
    mentee = get_object_or_404(Person, id=mentee_id)
    because = MatchRequest.Origin.ADMIN
    try:
        made = offer_next_mentor(program, mentee, because=because, by=request.person)
    except (MatchingError, ProgramError) as refused:
        flash(request, str(refused), level="error")
        return _back(request, program)
    if made is None:
        text = _("Nobody can be asked for %(name)s now; below is why.")
        flash(request, text % {"name": mentee.display_name}, level="error")
        return _back(request, program)
    undo = org_reverse(request.organization, "matching:request_withdraw", made.id)
    text = _("%(mentor)s is asked for %(mentee)s.")
    names = {"mentor": made.mentor.display_name, "mentee": mentee.display_name}
    flash(request, text % names, undo_url=undo)
    return _back(request, program)


def _back(request: OrgRequest, program: Program) -> HttpResponse:
    return redirect(org_reverse(request.organization, "matching:questions", program.id))


def _program(request: OrgRequest, program_id: UUID) -> Program:
    return get_object_or_404(programs_visible_to(request.person, request.membership), id=program_id)
