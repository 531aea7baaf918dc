"""A match as its two people see it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.meetings import record_first_meeting, take_back_first_meeting
from matching.models import Match
from matching.permissions import may_tell_about
from matching.queries import matches_visible_to
from matching.queries.inbox import my_questions
from matching.queries.my_matches import as_seen_by, my_matches
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
    found = _match(request, match_id)
    crumbs = [(_("My matches"), org_reverse(request.organization, "matching:mine"))]
    if not may_tell_about(request.person, found):
        return render(request, "matching/match_names.html", {"match": found})
    seen = as_seen_by(request.person, [found], now=timezone.now())[0]
    return render(request, "matching/match.html", {"mine": seen, "crumbs": crumbs})


@require_POST
def first_meeting(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """We have met."""
    found = _own_match(request, match_id)
    record_first_meeting(found, by=request.person)
    undo = org_reverse(request.organization, "matching:first_meeting_undo", found.id)
    flash(request, _("Good start! Your first meeting is noted."), undo_url=undo)
    return _answer(request, found)


@require_POST
def first_meeting_undo(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """We haven't met after all."""
    found = _own_match(request, match_id)
    take_back_first_meeting(found, by=request.person)
    flash(request, _("Your first meeting is open again."))
    return _answer(request, found)


def _match(request: OrgRequest, match_id: UUID) -> Match:
    return get_object_or_404(matches_visible_to(request.person, request.membership), id=match_id)


def _own_match(request: OrgRequest, match_id: UUID) -> Match:
    found = _match(request, match_id)
    if not may_tell_about(request.person, found):
        raise Http404
    return found


def _answer(request: OrgRequest, found: Match) -> HttpResponse:
    """The card again for htmx, which may stand on another page; else the match's own page."""
    if request.htmx:
        seen = as_seen_by(request.person, [found], now=timezone.now())[0]
        return render(request, "matching/_my_match.html", {"mine": seen})
    return redirect(org_reverse(request.organization, "matching:match", found.id))
