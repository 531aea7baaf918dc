"""What a mentor says, in private, of those who have chosen them."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.actions.wishes import forget_wish, say_of_mentee
from matching.errors import MatchingError
from matching.queries.modes import can_choose, modes_of, programs_with_wishes
from matching.queries.wishes import suitors_of
from peerlearn.people.http import OrgRequest
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from programs.models import Program

SAID = {"first": 1, "gladly": 2, "fine": 3, "not": None}


@require_safe
def wishes(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Who has chosen me."""
    program = _program(request, program_id)
    modes = modes_of(program)
    context = {
        "program": program,
        "modes": modes,
        "is_open": can_choose(modes, program, today=timezone.localdate()),
        "suitors": suitors_of(program, request.person),
        "crumbs": [(_("My matches"), org_reverse(request.organization, "matching:mine"))],
    }
    return render(request, "matching/wishes.html", context)


def say(request: OrgRequest, program_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Say how gladly I would take one of them, or take it back."""
    program = _program(request, program_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    mentee = get_object_or_404(Person, id=mentee_id)
    said = request.POST.get("said", "")
    try:
        if said in SAID:
            say_of_mentee(program, mentee, rank=SAID[said], by=request.person)
            flash(request, _("Noted. Nobody reads it; it counts when all are matched."))
        else:
            forget_wish(program, mentee, by=request.person)
            flash(request, _("Taken back."))
    except (MatchingError, ProgramError) as refused:
        flash(request, str(refused), level="error")
    return redirect(org_reverse(request.organization, "matching:wishes", program.id))


def _program(request: OrgRequest, program_id: UUID) -> Program:
    for program in programs_with_wishes(request.person):
        if program.id == program_id:
            return program
    return get_object_or_404(Program.objects.none())
