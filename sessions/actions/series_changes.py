"""Changing several sessions of a series at once, and calling them off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from programs.actions.moves import must_not_be_archived
from programs.errors import ProgramError
from sessions.actions.calling_off import call_off_all
from sessions.actions.holding import hold_room
from sessions.actions.line_changes import renew_offers
from sessions.actions.plans import Plan
from sessions.actions.rule_series import SeriesRefusedError
from sessions.actions.scheduling import (
    CarriedOut,
    booked_in,
    carry_out,
    change_session,
    leaders_of,
    plan_of,
    seat_no_leaders,
    settle,
    waiting_in,
)
from sessions.actions.series_messages import (
    LEADING,
    NOT_LEADING,
    parts_of_people,
    tell_leaders_of_series,
    tell_series_change,
)
from sessions.actions.series_splits import move_rule, split_series
from sessions.actions.series_steps import Step, day_of, steps_of
from sessions.models import LearningSession, SeriesChange, SessionSeries
from sessions.queries.rule_series import changed_since, concerned, still_to_come
from sessions.rules.recurrence import BadRuleError
from sessions.rules.series_changes import ALL, FOLLOWING, ONE, intent_of

AT_ONCE, AT_THE_END = "IMMEDIATE", "DEFERRED"


class SeriesSeenError(ProgramError):
    """Somebody else has changed sessions of the series since; `sessions` are those."""

    def __init__(self, sessions: Sequence[LearningSession]) -> None:
        self.sessions = list(sessions)
        super().__init__(_("Somebody else has changed this series. Nothing was overwritten."))


class NothingToChangeError(ProgramError):
    """None of the sessions is still to come."""

    def __init__(self) -> None:
        super().__init__(_("No session of this series is still to come."))


@dataclass(frozen=True)
class Outcome:
    """What a change of several sessions did: to how many, and how many people were told."""

    sessions: list[LearningSession]
    told: int
    change: SeriesChange | None = field(default=None)


def change_series(
    occurrence: LearningSession,
    plan: Plan,
    *,
    scope: str,
    overwrite: bool = False,
    seen: str | None = None,
    by: Person,
    now: datetime,
) -> Outcome:
    """Carry what was changed in one session into those that follow it, or into all to come. Each
    person is told once. What is over, or has begun, stays as it is.

    Raises SeriesSeenError where others have changed since, SeriesRefusedError with the dates that
    can't be, NothingToChangeError, and ProgramOverError.
    """
    with transaction.atomic():
        series = _hold(occurrence, seen=seen, now=now)
        current = LearningSession.objects.select_related("program").get(pk=occurrence.pk)
        must_not_be_archived(current.program)
        if scope == ONE:
            return _change_one(current, plan, by=by)
        intent = intent_of(plan_of(current).fields(), plan.fields())
        steps = steps_of(current, plan, scope, overwrite=overwrite, now=now)
        if not steps:
            raise NothingToChangeError
        refuse_problems(steps)
        if scope == FOLLOWING:
            series = split_series(series, current)
        days = intent.move.days if intent.move else 0
        if days:
            _move(series, days)
        change = SeriesChange(series=series, by=by, days=days)
        told = carry_steps(steps, change, parts=intent.parts)
    return Outcome([step.session for step in steps], told, change)


def _change_one(current: LearningSession, plan: Plan, *, by: Person) -> Outcome:
    """What is changed for one alone is its own: changes of several let it be."""
    before, sequence = plan_of(current), current.sequence
    changed = change_session(current, plan, by=by)
    parts = intent_of(before.fields(), plan_of(changed).fields()).parts
    changed.own_changes = sorted({*changed.own_changes, *parts})
    changed.save(update_fields=["own_changes"])
    told = concerned([changed]).people if changed.sequence != sequence else 0
    return Outcome([changed], told)


def refuse_problems(steps: Sequence[Step]) -> None:
    """Raises SeriesRefusedError with the dates that can't be."""
    if refused := [(day_of(step), step.problem) for step in steps if step.problem]:
        raise SeriesRefusedError(refused)


def carry_steps(steps: Sequence[Step], change: SeriesChange, *, parts: set[str]) -> int:
    """Write all plans, and what they were before, and tell each person once; returns how many
    people. Needs the locks of the series and its sessions.
    """
    before = {str(step.session.pk): plan_of(step.session) for step in steps}
    done = _carry_all(steps, parts, days=change.days)
    for one in done:
        if one.changed:
            key = str(one.session.pk)
            change.before[key] = as_json(before[key], one.changed)
            change.after[key] = as_json(plan_of(one.session), one.changed)
    change.changed = sorted(set().union(*(one.changed for one in done)))
    change.save()
    told = _tell(done, change)
    for one in done:
        if one.is_moved:
            renew_offers(one.session)
        settle(one)
    return told


def as_json(plan: Plan, names: Iterable[str]) -> dict[str, Any]:
    """Fields of a plan as they are kept: people by their id, moments as text."""
    told = plan.fields()
    return {name: _kept(told[name]) for name in sorted(names)}


def _kept(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return str(value.pk) if isinstance(value, Person) else value


def _hold(occurrence: LearningSession, *, seen: str | None, now: datetime) -> SessionSeries:
    """The series, locked with all its sessions to come. Raises SeriesSeenError."""
    if occurrence.repeats_id is None:
        raise NothingToChangeError
    series: SessionSeries = SessionSeries.objects.select_for_update().get(pk=occurrence.repeats_id)
    held = still_to_come(occurrence, ALL, now=now).select_for_update(no_key=True)
    list(held.order_by("pk"))
    if seen is not None and (others := changed_since(occurrence, seen, now=now)):
        raise SeriesSeenError(others)
    return series


def _move(series: SessionSeries, days: int) -> None:
    try:
        move_rule(series, days=days)
    except BadRuleError as error:
        raise SeriesRefusedError([(series.first_day, str(error))]) from error


def _carry_all(steps: Sequence[Step], parts: set[str], *, days: int) -> list[CarriedOut]:
    """Sessions may take each other's place in a room meanwhile."""
    done = []
    _check_rooms(AT_THE_END)
    for step in steps:
        room = hold_room(step.plan.room, was=step.session)
        carried = carry_out(step.session, step.plan, room=room)
        _place_in_series(step.session, parts - step.kept, days=days)
        seat_no_leaders(step.session, carried.led_before)
        done.append(carried)
    try:
        _check_rooms(AT_ONCE)
    except IntegrityError as error:
        sentence = _("Two of them would be in one room at once.")
        raise SeriesRefusedError([(day_of(steps[0]), sentence)]) from error
    return done


def _check_rooms(when: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS learning_session_room_free {when}")


def _place_in_series(one: LearningSession, given: set[str], *, days: int) -> None:
    """What was given to all is nobody's own any more."""
    one.own_changes = sorted(set(one.own_changes) - given)
    if days and one.repeats_on is not None:
        one.repeats_on += timedelta(days=days)
    one.save(update_fields=["own_changes", "repeats_on"])


def _tell(done: Sequence[CarriedOut], change: SeriesChange) -> int:
    """Tell each person once, those who lead now or did before apart."""
    altered = [one for one in done if one.is_in_calendars]
    moved = any(one.is_moved for one in done)
    seats = [booking for one in altered for booking in booked_in(one.session)]
    stayed = [
        (person, one.session)
        for one in altered
        for person in leaders_of(one.session) & one.led_before
    ]
    waits = [
        entry
        for one in done
        if one.is_moved
        for entry in waiting_in(one.session)
        if not entry.is_offered
    ]
    told = tell_series_change(parts_of_people(seats, stayed, waits), change=change.pk, moved=moved)
    for kind, leaders in ((LEADING, _new(done)), (NOT_LEADING, _gone(done))):
        for person, sessions in leaders.items():
            tell_leaders_of_series(sessions, [person], kind=kind, change=change.pk)
            told += 1
    return told


Led = dict[Person, list[LearningSession]]


def _new(done: Sequence[CarriedOut]) -> Led:
    found: Led = {}
    for one in done:
        for person in leaders_of(one.session) - one.led_before:
            found.setdefault(person, []).append(one.session)
    return found


def _gone(done: Sequence[CarriedOut]) -> Led:
    found: Led = {}
    for one in done:
        for person in one.led_before - leaders_of(one.session):
            found.setdefault(person, []).append(one.session)
    return found


def cancel_series(
    occurrence: LearningSession,
    *,
    scope: str,
    reason: str,
    seen: str | None = None,
    by: Person,
    now: datetime,
) -> Outcome:
    """Call off a session with those that follow it, or all to come; each person is told once.

    Again it finds none to call off. Raises SeriesSeenError.
    """
    with transaction.atomic():
        _hold(occurrence, seen=seen, now=now)
        held = list(
            still_to_come(occurrence, scope, now=now).select_related(
                "program", "presenter", "facilitator"
            )
        )
        told = call_off_all(held, reason=reason)
    return Outcome(held, told)
