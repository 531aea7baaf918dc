"""Holding a vote on how and when to meet, and setting the sessions that it wants."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import zip_longest
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from peerlearn.people.queries.holidays import days_without_sessions
from programs.actions.moves import lock_program, must_not_be_over
from programs.errors import ConductNotAcceptedError
from programs.models import Program
from programs.permissions import may_take_part_in_writing
from sessions.actions.cadence_mails import ask_for_votes, tell_end, tell_outcome
from sessions.actions.drafting import discard_draft
from sessions.actions.topic_planning import about_topic, draft_like
from sessions.actions.topic_release import note_planned
from sessions.models import CadenceBallot, CadencePoll, CadenceSlot, LearningSession
from sessions.queries.cadence import outcome_of_poll, set_drafts
from sessions.queries.proposals import open_proposals, usual_session
from sessions.rules.cadence import (
    MOST_HOURS,
    MOST_WEEKS,
    Outcome,
    VoteOpenError,
    VoteOverError,
    VotePlanError,
    checked_ballot,
    days_of_series,
)
from sessions.rules.drafting import likely_moment
from sessions.rules.proposals import seats_for

State = CadencePoll.State


@dataclass(frozen=True)
class VotePlan:
    """What a vote is about: sessions in so many `weeks` from `starts_on` on, at one of the `hours`
    on the clocks of `time_zone`.
    """

    starts_on: date
    weeks: int
    hours: tuple[time, ...]
    time_zone: str
    closes_at: datetime


def open_vote(program: Program, plan: VotePlan, *, by: Person, now: datetime) -> CadencePoll:
    """Ask the people of a program how and when they would meet. Each gets a mail.

    Raises VoteOpenError, VotePlanError, ProgramOverError.
    """
    _check(plan, now=now)
    with transaction.atomic():
        lock_program(program)
        if CadencePoll.objects.filter(program=program, state=State.OPEN).exists():
            raise VoteOpenError
        poll = CadencePoll.objects.create(
            program=program,
            starts_on=plan.starts_on,
            weeks=plan.weeks,
            hours=[f"{hour:%H:%M}" for hour in sorted(set(plan.hours))],
            time_zone=plan.time_zone,
            closes_at=plan.closes_at,
            created_by=by,
        )
        ask_for_votes(poll)
        tell_end(poll)
    return poll


def cast_ballot(
    poll: CadencePoll,
    *,
    formats: Iterable[str],
    slots: Iterable[str],
    frequencies: Iterable[int],
    by: Person,
    now: datetime,
) -> CadenceBallot:
    """Say all that suits oneself; said again, it is what was said last.

    Raises VoteOverError, EmptyBallotError, ConductNotAcceptedError, ProgramOverError.
    """
    ballot = checked_ballot(formats, slots, frequencies, hours=poll.hours)
    must_not_be_over(poll.program)
    if not may_take_part_in_writing(by, poll.program):
        raise ConductNotAcceptedError
    with transaction.atomic():
        held = CadencePoll.objects.select_for_update(no_key=True).get(pk=poll.pk)
        if not held.takes_votes(now=now):
            raise VoteOverError
        said, _is_new = CadenceBallot.objects.update_or_create(
            poll=held,
            person=by,
            defaults={
                "formats": sorted(ballot.formats),
                "slots": sorted(ballot.slots),
                "frequencies": sorted(ballot.frequencies),
            },
        )
        cancel_notifications(cause=f"{poll.id}.{by.id}")
    return said


def end_vote(poll: CadencePoll, *, now: datetime) -> CadencePoll:
    """End a vote now; one that is over stays as it is. Raises VoteOverError for one taken back."""
    with transaction.atomic():
        held = _held(poll)
        if held.state == State.CANCELLED:
            raise VoteOverError
        if held.takes_votes(now=now):
            held.closes_at = now
            held.save(update_fields=["closes_at"])
            cancel_notifications(cause=str(held.id))
    return held


def take_vote_back(poll: CadencePoll) -> CadencePoll:
    """Withdraw a vote whose sessions aren't set; twice is once. Raises VoteOverError."""
    with transaction.atomic():
        held = _held(poll)
        if held.state == State.SET:
            raise VoteOverError
        held.state = State.CANCELLED
        held.save(update_fields=["state"])
        cancel_notifications(cause=str(held.id))
    return held


def set_sessions(poll: CadencePoll, *, by: Person, now: datetime) -> list[LearningSession]:
    """End the vote and draft the sessions that suit most, the most wanted topics first; those who
    voted are told. Set already, it changes nothing.

    Raises NobodyVotedError, VoteOverError, VotePlanError, ProgramOverError.
    """
    with transaction.atomic():
        program = lock_program(poll.program)
        held = _held(poll)
        if held.state == State.SET:
            return list(set_drafts(held))
        if held.state == State.CANCELLED:
            raise VoteOverError
        outcome = outcome_of_poll(held)
        days = [
            day
            for day in days_of_series(
                outcome, first_day=held.starts_on, weeks=held.weeks, closed=days_without_sessions()
            )
            if likely_moment(day, outcome.clock, ZoneInfo(held.time_zone)) > now
        ]
        if not days:
            raise VotePlanError(_("All days of this vote are over. Hold another one."))
        drafts = _draft_all(program, held, outcome, days, by=by, now=now)
        held.state, held.closes_at = State.SET, min(held.closes_at, now)
        held.revision += 1
        held.save(update_fields=["state", "closes_at", "revision"])
        cancel_notifications(cause=str(held.id))
        tell_outcome(held, outcome, drafts)
    return drafts


def unset_sessions(poll: CadencePoll, *, by: Person) -> int:
    """Undo: discard what is still a draft, and open its topics again. Returns how many.

    Published sessions stay. Raises ProgramOverError.
    """
    with transaction.atomic():
        lock_program(poll.program)
        held = _held(poll)
        gone = sum(discard_draft(draft, by=by) for draft in set_drafts(held))
        if held.state == State.SET:
            held.state = State.OPEN
            held.save(update_fields=["state"])
            cancel_notifications(cause=f"{held.id}.outcome")
    return gone


def _check(plan: VotePlan, *, now: datetime) -> None:
    if plan.closes_at <= now:
        raise VotePlanError(_("The vote must end in the future."))
    if plan.closes_at.date() >= plan.starts_on:
        raise VotePlanError(_("The vote must end before the first day of the sessions."))
    if not 1 <= plan.weeks <= MOST_WEEKS:
        raise VotePlanError(_("Plan from 1 to 26 weeks."))
    if not 1 <= len(set(plan.hours)) <= MOST_HOURS:
        raise VotePlanError(_("Offer from one to six hours of the day."))


def _held(poll: CadencePoll) -> CadencePoll:
    held: CadencePoll = CadencePoll.objects.select_for_update(no_key=True).get(pk=poll.pk)
    return held


def _draft_all(
    program: Program,
    poll: CadencePoll,
    outcome: Outcome,
    days: list[date],
    *,
    by: Person,
    now: datetime,
) -> list[LearningSession]:
    usual, zone = usual_session(program), ZoneInfo(poll.time_zone)
    kind = LearningSession.Kind(outcome.format)
    waiting = _("%(kind)s: topic to come") % {"kind": str(kind.label).capitalize()}
    drafts = []
    for day, topic in zip_longest(days, open_proposals(program)[: len(days)]):
        start = likely_moment(day, outcome.clock, zone)
        about = about_topic(topic) if topic else {"title": waiting, "capacity": seats_for(0)}
        draft = draft_like(usual, program, start, zone, by=by, kind=kind, **about)
        CadenceSlot.objects.create(poll=poll, learning_session=draft, title=waiting)
        if topic:
            note_planned(topic, draft, by=by, now=now)
        drafts.append(draft)
    return drafts
