"""Votes on how and when to meet: opening one, voting, and setting the sessions."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from programs.permissions import may_take_part_in_writing
from sessions.actions.cadence import (
    cast_ballot,
    end_vote,
    open_vote,
    set_sessions,
    take_vote_back,
    unset_sessions,
)
from sessions.cadence_forms import BallotForm, VotePlanForm
from sessions.cadence_shown import outcome_words, shown_tally, week_of_ballot
from sessions.models import CadencePoll
from sessions.permissions import may_propose, may_schedule
from sessions.queries.cadence import ballot_of, polls_visible_to, set_drafts, tally_of
from sessions.rules.cadence import next_quarter
from sessions.views.topics import open_programs, topic_crumbs

DAYS_TO_VOTE = 7


@require_http_methods(["GET", "POST"])
@hr_admin_required
def open_poll(request: OrgRequest) -> HttpResponse:
    """Ask the people of a program how and when they would meet."""
    today = timezone.localdate()
    form = VotePlanForm(
        request.POST or None,
        programs=open_programs(request),
        zone=request.organization_settings.time_zone,
        initial={
            "program": request.GET.get("program"),
            "starts_on": next_quarter(today + timedelta(days=DAYS_TO_VOTE)),
            "closes_on": today + timedelta(days=DAYS_TO_VOTE),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            poll = open_vote(
                form.cleaned_data["program"], form.plan(), by=request.person, now=timezone.now()
            )
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("The vote is open. Everybody in the program gets a mail."))
            return _to_poll(request, poll)
    context = {"form": form, "zone": form.zone, "crumbs": topic_crumbs(request)}
    status = 422 if form.errors else 200
    return render(request, "sessions/cadence_open.html", context, status=status)


@require_http_methods(["GET", "POST"])
def show_poll(request: OrgRequest, poll_id: UUID) -> HttpResponse:
    """The ballot while the vote is open; the count once one has voted, and for HR."""
    poll, now = _one(request, poll_id), timezone.now()
    said = ballot_of(poll, request.person)
    form = BallotForm(request.POST or None, poll=poll, initial=_said(said))
    if request.method == "POST" and form.is_valid():
        try:
            cast_ballot(poll, **form.cleaned_data, by=request.person, now=now)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("Your vote is counted. You can change it while the vote is open."))
            return _to_poll(request, poll)
    is_open = poll.takes_votes(now=now)
    may_plan = may_schedule(request.membership)
    sees_count = bool(said) or may_plan or not is_open
    votes = may_propose(request.membership, poll.program)
    counted = tally_of(poll) if sees_count else None
    context = {
        "poll": poll,
        "form": form,
        "is_open": is_open,
        "may_vote": is_open and votes,
        "may_write": may_take_part_in_writing(request.person, poll.program),
        "week": week_of_ballot(poll, form),
        "count": shown_tally(poll, counted) if counted else None,
        "outcome": outcome_words(poll) if counted and counted.ballots else None,
        "has_voted": said is not None,
        "may_schedule": may_plan,
        "drafts": set_drafts(poll) if may_plan and poll.state == CadencePoll.State.SET else [],
        "crumbs": topic_crumbs(request, poll.program),
    }
    status = 422 if form.errors else 200
    return render(request, "sessions/cadence.html", context, status=status)


@require_POST
@hr_admin_required
def end(request: OrgRequest, poll_id: UUID) -> HttpResponse:
    """End the vote before its day."""
    poll = _one(request, poll_id)
    try:
        end_vote(poll, now=timezone.now())
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    return _to_poll(request, poll)


@require_POST
@hr_admin_required
def withdraw(request: OrgRequest, poll_id: UUID) -> HttpResponse:
    """Take the vote back."""
    poll = _one(request, poll_id)
    try:
        take_vote_back(poll)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
        return _to_poll(request, poll)
    flash(request, _("The vote is taken back."))
    return redirect(org_reverse(request.organization, "sessions:topics"))


@require_POST
@hr_admin_required
def set_all(request: OrgRequest, poll_id: UUID) -> HttpResponse:
    """Draft the sessions that suit most."""
    poll = _one(request, poll_id)
    try:
        drafts = set_sessions(poll, by=request.person, now=timezone.now())
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        said = ngettext(
            "%(count)d session is drafted. Check it and publish it.",
            "%(count)d sessions are drafted. Check them and publish them.",
            len(drafts),
        )
        undo = org_reverse(request.organization, "sessions:unset_cadence", poll.id)
        flash(request, said % {"count": len(drafts)}, undo_url=undo)
    return _to_poll(request, poll)


@require_POST
@hr_admin_required
def unset(request: OrgRequest, poll_id: UUID) -> HttpResponse:
    """Undo: discard those that are still drafts."""
    poll = _one(request, poll_id)
    try:
        gone = unset_sessions(poll, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        said = ngettext("%(count)d draft is gone.", "%(count)d drafts are gone.", gone)
        flash(request, said % {"count": gone})
    return _to_poll(request, poll)


def _said(said: Any) -> dict[str, Any]:
    if said is None:
        return {}
    return {"formats": said.formats, "slots": said.slots, "frequencies": said.frequencies}


def _one(request: OrgRequest, poll_id: UUID) -> CadencePoll:
    visible = polls_visible_to(request.person, request.membership)
    found: CadencePoll = get_object_or_404(visible, pk=poll_id)
    return found


def _to_poll(request: OrgRequest, poll: CadencePoll) -> HttpResponse:
    return redirect(org_reverse(request.organization, "sessions:cadence", poll.id))
