"""Pairs that HR fixes by hand before a program is matched."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.actions.fixing import fix_again, fix_pair, free_pair, free_together
from matching.errors import MatchingError, ReasonNeededError
from matching.fixing_forms import MENTEE, MENTOR, FixForm
from matching.models import FixedPair
from matching.queries.fixed_pairs import fixed_visible_to
from matching.queries.fixing import desk_of, fixed_lines, people_in_role
from matching.queries.runs import run_under_review
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Person
from peerlearn.people.queries.naming import people_like, written
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.models import Program
from programs.queries import programs_visible_to

PAGE_SIZE = 50


@hr_admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def fixed(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """What is fixed, and two people to be fixed."""
    program = program_to_fix(request, program_id)
    suggest = org_reverse(request.organization, "matching:fixed_people", program.id)
    given = _given(request, program)
    form = FixForm(request.POST or None, program=program, suggest=suggest, initial=given)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = fix_pair(program, by=request.person, **said)
        except ReasonNeededError as refused:
            form.need_reason(str(refused))
        except MatchingError as refused:
            form.add_error(None, str(refused))
        else:
            text = _("%(mentee)s stays with %(mentor)s in every matching, until you free them.")
            undo = org_reverse(request.organization, "matching:free_fixed", row.id)
            flash(request, text % _names(row), undo_url=undo)
            return redirect(org_reverse(request.organization, "matching:fixed", program.id))
    lines = fixed_lines(program, desk_of(program, now=timezone.now()))
    context = {
        "program": program,
        "form": form,
        "page": Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page")),
        "review": run_under_review(program),
        "crumbs": crumbs_of(request, program),
    }
    return render(request, "matching/fixed.html", context, status=422 if form.errors else 200)


@hr_admin_required
@require_safe
def fixed_people(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Options for the two fields while somebody types."""
    program = program_to_fix(request, program_id)
    role = MENTOR if request.GET.get("role") == MENTOR else MENTEE
    people = people_like(request.GET.get(role, ""), people_in_role(program, role))
    return render(request, "components/name_options.html", {"names": map(written, people)})


@hr_admin_required
@require_POST
def free_fixed(request: OrgRequest, fixed_id: UUID) -> HttpResponse:
    """Let a pair be changed by the next matching."""
    row = _row(request, fixed_id)
    free_pair(row, by=request.person)
    undo = org_reverse(request.organization, "matching:fix_again", row.id)
    text = _("%(mentee)s and %(mentor)s are free: the next matching may change them.")
    flash(request, text % _names(row), undo_url=undo)
    return _back(request, row)


@hr_admin_required
@require_POST
def again(request: OrgRequest, fixed_id: UUID) -> HttpResponse:
    """Fix a pair that was freed."""
    row = _row(request, fixed_id)
    try:
        fix_again(row, by=request.person)
    except MatchingError as refused:
        flash(request, str(refused), level="error")
    else:
        flash(request, _("%(mentee)s and %(mentor)s are fixed again.") % _names(row))
    return _back(request, row)


@hr_admin_required
@require_POST
def take_back(request: OrgRequest, fixed_id: UUID) -> HttpResponse:
    """Free all that was fixed at once with a pair, by one list."""
    row = _row(request, fixed_id)
    count = free_together(row, by=request.person)
    text = ngettext("%(count)d pair is free again.", "%(count)d pairs are free again.", count)
    flash(request, text % {"count": count})
    return _back(request, row)


def program_to_fix(request: OrgRequest, program_id: UUID) -> Program:
    """A program that an HR admin may match. Raises Http404."""
    return get_object_or_404(programs_visible_to(request.person, request.membership), id=program_id)


def crumbs_of(request: OrgRequest, program: Program) -> list[tuple[str, str]]:
    """The way to what is fixed in a program."""
    organization = request.organization
    return [
        (_("Matches"), org_reverse(organization, "matching:index")),
        (program.name, org_reverse(organization, "matching:overview", program.id)),
    ]


def _given(request: OrgRequest, program: Program) -> dict[str, Any]:
    """The two of the address, for whom only the reason is missing."""
    found: dict[str, Any] = {}
    for role in (MENTEE, MENTOR):
        try:
            key = UUID(request.GET.get(role, ""))
        except ValueError:
            continue
        person: Person | None = people_in_role(program, role).filter(id=key).first()
        if person:
            found[role] = person
    return found


def _row(request: OrgRequest, fixed_id: UUID) -> FixedPair:
    return get_object_or_404(fixed_visible_to(request.person, request.membership), id=fixed_id)


def _back(request: OrgRequest, row: FixedPair) -> HttpResponse:
    return redirect(org_reverse(request.organization, "matching:fixed", row.program_id))


def _names(row: FixedPair) -> dict[str, str]:
    return {"mentor": row.mentor.display_name, "mentee": row.mentee.display_name}
