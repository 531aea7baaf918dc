"""A match as its two people see it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.meetings import record_first_meeting, say_in_touch, take_back_first_meeting
from matching.errors import MatchingError
from matching.models import Match
from matching.pair_forms import AgainForm, GoalForm, MetForm, PlanForm
from matching.permissions import may_tell_about
from matching.queries.health import health_of_pair
from matching.queries.inbox import my_questions
from matching.queries.my_matches import MyMatch, my_matches
from matching.queries.pair_page import pair_page
from matching.queries.times import next_times
from matching.rules.invitations import Slot
from matching.views.own_pair import act, card, known_match, own_match, said_about, seen_by_reader
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


@require_safe
def mine(request: OrgRequest) -> HttpResponse:
    """Who is my mentor, whose mentor am I."""
    found = my_matches(request.person, now=timezone.now())
    mentees = {one.match.program_id for one in found if one.is_mentee}
    context = {"matches": found, **my_questions(request.person, matched_in=mentees)}
    return render(request, "matching/mine.html", context)


@require_safe
def match(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """One match: all of it for its two people, names alone for HR admins."""
    found = known_match(request, match_id)
    if not may_tell_about(request.person, found):
        return render(request, "matching/match_names.html", _from_outside(request, found))
    seen = seen_by_reader(request, found)
    context = {
        "mine": seen,
        "page": pair_page(seen, request.person),
        "next": _next(request, seen),
        "crumbs": [(_("My matches"), org_reverse(request.organization, "matching:mine"))],
        "plan": PlanForm(initial={"at": None if seen.to_tell else seen.planned_at}),
        "met": MetForm(initial={"on": timezone.localdate()}),
        "goal": GoalForm(),
        "again": AgainForm(),
        **said_about(found, request),
        "is_page": True,
    }
    return render(request, "matching/match.html", context)


def _from_outside(request: OrgRequest, found: Match) -> dict[str, Any]:
    """What HR reads of a pair: names, state and health."""
    stands = found.state in Match.TAKEN and found.published_at is not None
    addresses = [person.email for person in (found.mentee, found.mentor) if person.email]
    page = org_reverse(request.organization, "matching:health", found.program_id)
    return {
        "match": found,
        "finding": health_of_pair(found, now=timezone.now()) if stands else None,
        "addresses": ",".join(addresses),
        "crumbs": [
            (_("Matches"), org_reverse(request.organization, "matching:index")),
            (
                found.program.name,
                org_reverse(request.organization, "matching:overview", found.program_id),
            ),
            (_("How pairs are doing"), page),
        ],
    }


def _next(request: OrgRequest, seen: MyMatch) -> list[Slot]:
    """What the next meeting could be, where the two have met and have nothing before them."""
    ahead = seen.life.planned or seen.asked or seen.is_paused or seen.is_over
    if seen.meeting is None or ahead:
        return []
    return next_times(seen.match, request.person, now=timezone.now())


@require_POST
def first_meeting(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """We have met."""
    found = own_match(request, match_id)
    try:
        record_first_meeting(found, by=request.person)
    except MatchingError as refused:
        flash(request, str(refused), level="error")
    else:
        undo = org_reverse(request.organization, "matching:first_meeting_undo", found.id)
        flash(request, _("Good start! Your first meeting is noted."), undo_url=undo)
    return card(request, found)


@require_POST
def first_meeting_undo(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """We haven't met after all."""
    found = own_match(request, match_id)
    try:
        take_back_first_meeting(found, by=request.person)
    except MatchingError as refused:
        flash(request, str(refused), level="error")
    else:
        flash(request, _("Your first meeting is open again."))
    return card(request, found)


@require_POST
def in_touch(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """We haven't met, but we are in touch."""
    found = own_match(request, match_id)
    said = _("Noted: nobody asks for a week.")
    return act(request, found, lambda: say_in_touch(found, by=request.person), said)
