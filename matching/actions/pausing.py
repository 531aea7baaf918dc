"""A break of a pair: either asks for it, both see it, its clock stands still."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from matching.actions.dropping_times import drop_times
from matching.actions.ending import end_for_long_break
from matching.actions.meetings import call_off_planned
from matching.actions.moving import lock_pair, lock_standing_pair, move_pair
from matching.actions.telling import PAUSED, RESUMED, tell_other
from matching.errors import PauseDayError
from matching.models import Match, PairPause
from matching.rules.clock import is_long
from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from programs.actions.moves import hold_program
from programs.models import Enrollment, Program
from programs.rules.moves import pause_problem

State = Match.State


def pause_match(
    match: Match,
    *,
    returns_on: date,
    by: Person | None,
    today: date,
    away: UUID | None = None,
) -> Match:
    """Take a break until a day; a pair that pauses already comes back on the new day.

    `by` None: it comes from outside, and `away` says whose break it is. Both at once is one
    pause. What they have planned or proposed is called off. A mentor's long break ends the pair:
    another one is sought for the mentee. Raises NotAPairError, and PauseDayError with what is wrong
    about the day.
    """
    problem = pause_problem(returns_on, today=today, ends_on=match.program.ends_on)
    if problem and by is not None:
        raise PauseDayError(problem)
    with transaction.atomic():
        hold_program(match.program)  # before the pair, as whoever leaves a program does
        locked = lock_standing_pair(match)
        whose = by.id if by else away
        if whose == locked.mentor_id and is_long(today, returns_on):
            end_for_long_break(locked)
            return locked
        pause, is_new = PairPause.objects.get_or_create(
            match=locked, ended_at=None, defaults={"returns_on": returns_on}
        )
        if not is_new and pause.returns_on == returns_on:
            return locked
        PairPause.objects.filter(id=pause.id).update(returns_on=returns_on)
        move_pair(locked, State.PAUSED)
        dropped = drop_times([locked]) + call_off_planned(locked)
        cancel_notifications(cause=str(locked.id), kinds=[PAUSED, RESUMED])
        key = f"{pause.id}:{returns_on}"
        context = {"returns_on": returns_on, "dropped": dropped}
        tell_other(locked, by, PAUSED, key=key, context=context)
        return locked


def resume_match(match: Match, *, by: Person | None) -> Match:
    """Be back, before the day or on it (`by` None). Twice is once. Raises NotAPairError."""
    with transaction.atomic():
        locked = lock_standing_pair(match)
        if locked.state != State.PAUSED:
            return locked
        pause = PairPause.objects.filter(match=locked, ended_at=None).first()
        PairPause.objects.filter(match=locked, ended_at=None).update(ended_at=timezone.now())
        move_pair(locked, State.ACTIVE)
        cancel_notifications(cause=str(locked.id), kinds=[PAUSED])
        tell_other(locked, by, RESUMED, key=str(pause.id if pause else ""))
        return locked


def pause_matches_of(
    program: Program, person_id: UUID, role: str, *, returns_on: date, today: date
) -> None:
    """Who takes a break from a program in a role takes it from their pairs there."""
    for match in _pairs_of(program, [person_id], role, Match.TAKEN):
        pause_match(match, returns_on=returns_on, by=None, today=today, away=person_id)


def resume_matches_of(program: Program, person_id: UUID, role: str) -> None:
    """Who is back is back in their pairs, unless the other one takes a break from the program."""
    for match in _pairs_of(program, [person_id], role, [State.PAUSED]):
        if not _other_pauses(match, person_id):
            resume_match(match, by=None)


def resume_due_pauses(*, today: date) -> int:
    """End the pauses whose day has come. Returns how many."""
    due = PairPause.objects.filter(ended_at=None, returns_on__lte=today)
    matches = [pause.match for pause in due.select_related("match__program")]
    for match in matches:
        if lock_pair(match).state == State.PAUSED:
            resume_match(match, by=None)
    return len(matches)


def _pairs_of(
    program: Program, people: Collection[UUID], role: str, states: Collection[str]
) -> list[Match]:
    if role == Enrollment.Role.PARTICIPANT:
        return []
    mine = Q(mentor__in=people) if role == Enrollment.Role.MENTOR else Q(mentee__in=people)
    found = Match.objects.filter(mine, program=program, state__in=states)
    return list(found.select_related("program").order_by("id"))


def _other_pauses(match: Match, person_id: UUID) -> bool:
    role = "mentee" if match.mentor_id == person_id else "mentor"
    other = match.mentee_id if match.mentor_id == person_id else match.mentor_id
    return Enrollment.objects.filter(
        program=match.program_id, person=other, role=role, state=Enrollment.State.PAUSED
    ).exists()
