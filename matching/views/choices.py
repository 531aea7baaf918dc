"""The mentors whom a mentee could have instead: look, choose, swap."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.choices import choose_mentor, swap_mentors
from matching.errors import MatchingError
from matching.forms import CandidateFilter
from matching.models import Match, MatchRun
from matching.queries import runs_visible_to
from matching.queries.candidates import current_proposal, swaps_for
from matching.queries.unlisted import candidates_called
from matching.views.candidate_rows import candidate_rows
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.queries.load import loads_of

PAGE_SIZE = 20


@hr_admin_required
@require_safe
def candidates(request: OrgRequest, run_id: UUID, mentee_id: UUID) -> HttpResponse:
    """The mentors whom a mentee could have instead."""
    run = run_under_review(request, run_id)
    mentee = mentee_of(run, mentee_id)
    form = CandidateFilter(request.GET)
    found = candidates_called(run, mentee, form.wanted())
    loads = loads_of([each.mentor for each in found], now=timezone.now())
    rows = candidate_rows(
        found,
        mentee,
        swaps_for(run, mentee, found),
        loads=loads,
        rules=run.rules,
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    organization = request.organization
    context: dict[str, Any] = {
        "run": run,
        "mentee": mentee,
        "now": current_proposal(run, mentee),
        "form": form,
        "page": page,
        "crumbs": [
            (_("Matches"), org_reverse(organization, "matching:index")),
            (run.program.name, org_reverse(organization, "matching:overview", run.program_id)),
            (_("Pairs"), org_reverse(organization, "matching:run", run.id)),
        ],
    }
    return render(request, "matching/candidates.html", context)


@hr_admin_required
@require_POST
def choose(request: OrgRequest, run_id: UUID, mentee_id: UUID, mentor_id: UUID) -> HttpResponse:
    """Give a mentee this mentor."""
    run = run_under_review(request, run_id)
    mentee = mentee_of(run, mentee_id)
    before = current_proposal(run, mentee)
    try:
        match = choose_mentor(run, mentee=mentee, mentor_id=mentor_id, by=request.person)
    except MatchingError as refused:
        return _refused(request, run, mentee, refused)
    text = _("%(mentor)s is proposed for %(mentee)s.") % _names(match)
    flash(request, text, undo_url=undo_of_choice(request, match, before))
    return redirect(org_reverse(request.organization, "matching:run", run.id))


@hr_admin_required
@require_POST
def swap(request: OrgRequest, run_id: UUID, mentee_id: UUID, other_id: UUID) -> HttpResponse:
    """Give a mentee the mentor of another one, and the other way round."""
    run = run_under_review(request, run_id)
    mentee, other = mentee_of(run, mentee_id), mentee_of(run, other_id)
    try:
        match = swap_mentors(run, mentee=mentee, other=other, by=request.person)
    except MatchingError as refused:
        return _refused(request, run, mentee, refused)
    text = _("%(mentor)s is proposed for %(mentee)s instead of %(other)s.") % {
        **_names(match),
        "other": other.display_name,
    }
    undo = org_reverse(request.organization, "matching:swap", run.id, other.id, mentee.id)
    flash(request, text, undo_url=undo)
    page, query = org_reverse(request.organization, "matching:run", run.id), request.GET.urlencode()
    return redirect(f"{page}?{query}" if query else page)


def _refused(
    request: OrgRequest, run: MatchRun, mentee: Person, refused: MatchingError
) -> HttpResponse:
    flash(request, str(refused), level="error")
    return redirect(org_reverse(request.organization, "matching:candidates", run.id, mentee.id))


def mentee_of(run: MatchRun, mentee_id: UUID) -> Person:
    """A mentee of the run. Raises Http404."""
    return get_object_or_404(Person, id=mentee_id, match_candidates__run=run)


def undo_of_choice(request: OrgRequest, match: Match, before: Match | None) -> str:
    """Where a choice is taken back: the address of who was proposed before."""
    if before is None or before.id == match.id:
        return org_reverse(request.organization, "matching:set_aside", match.id)
    ids = (match.run_id, match.mentee_id, before.mentor_id)
    return org_reverse(request.organization, "matching:choose", *ids)


def run_under_review(request: OrgRequest, run_id: UUID) -> MatchRun:
    """A run whose pairs can be changed. Raises Http404."""
    runs = runs_visible_to(request.membership).filter(state=MatchRun.State.DONE)
    return get_object_or_404(runs, id=run_id)


def _names(match: Match) -> dict[str, str]:
    return {"mentor": match.mentor.display_name, "mentee": match.mentee.display_name}
