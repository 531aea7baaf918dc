"""What a change of one session would do to the others of its series."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from peerlearn.people.queries.holidays import days_without_sessions
from sessions.actions.holding import hold_room
from sessions.actions.plans import Plan, problems_of
from sessions.actions.scheduling import plan_of
from sessions.models import LearningSession, MeetingRoom
from sessions.queries.meeting_rooms import taken_by
from sessions.queries.rule_series import still_to_come
from sessions.rules.planning import Sentence
from sessions.rules.recurrence import SKIPPED, TWICE, shift_of
from sessions.rules.series_changes import Intent, changes_for, intent_of, kept_parts


@dataclass(frozen=True)
class Step:
    """What a change does to one session: its new plan, the parts of its own that it keeps or
    loses, and why it can't be.
    """

    session: LearningSession
    plan: Plan
    kept: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    note: str = ""
    problem: Sentence = ""


def steps_of(
    occurrence: LearningSession, plan: Plan, scope: str, *, overwrite: bool, now: datetime
) -> list[Step]:
    """What a change of one session would do to all that it is meant for; without a word or write.

    What was changed for another session alone stays, unless it is to be overwritten.
    """
    intent = intent_of(plan_of(occurrence).fields(), plan.fields())
    targets = still_to_come(occurrence, scope, now=now)
    held = list(targets.select_related("program", "presenter", "facilitator"))
    steps = [_step(one, occurrence, plan, intent, overwrite=overwrite) for one in held]
    return checked(steps, now=now)


def checked(steps: list[Step], *, now: datetime) -> list[Step]:
    """The steps with why each can't be, the places of all in their rooms aside."""
    closed = days_without_sessions()
    rooms: dict[tuple[str, object], MeetingRoom | None] = {}
    ids = [step.session.pk for step in steps]
    found = []
    for step in steps:
        key = (step.plan.room, step.session.meeting_room_id)
        if key not in rooms:
            rooms[key] = hold_room(step.plan.room, was=step.session)
        problem = _problem(step, rooms[key], but=ids, now=now)
        day = step.plan.starts_at.astimezone(ZoneInfo(step.plan.time_zone)).date()
        is_moved = step.plan.starts_at != step.session.starts_at
        note = _("a day off") if is_moved and day in closed else step.note
        found.append(replace(step, problem=problem, note=note))
    return found


def _step(
    one: LearningSession, edited: LearningSession, plan: Plan, intent: Intent, *, overwrite: bool
) -> Step:
    if one.pk == edited.pk:
        return Step(one, plan)
    kept = kept_parts(one.own_changes, intent, overwrite=overwrite)
    zone = ZoneInfo(one.time_zone)
    # A session that was moved for itself goes back to its place in the series.
    local = one.starts_at.astimezone(zone).date()
    day = one.repeats_on if "time" in one.own_changes and one.repeats_on else local
    changes = changes_for(intent, kept=kept, day=day, zone=zone)
    if "time_zone" in changes:
        changes.pop("time_zone")
    note = ""
    if intent.move is not None and "starts_at" in changes:
        meant = changes["starts_at"].astimezone(zone).date()
        note = _shift_words(shift_of(meant, intent.move.clock, zone))
    return Step(
        one,
        replace(plan_of(one), **changes),
        kept=frozenset(kept),
        own=frozenset(set(one.own_changes) & intent.parts),
        note=note,
    )


def _shift_words(shift: str) -> str:
    return {
        SKIPPED: _("an hour later: the clocks jump over this time"),
        TWICE: _("this time comes twice: the first one is meant"),
    }.get(shift, "")


def _problem(
    step: Step, room: MeetingRoom | None, *, but: Iterable[Any], now: datetime
) -> Sentence:
    problems = problems_of(step.session.program, step.plan, now=now, current=step.session)
    if problems:
        return next(iter(problems.values()))
    other = taken_by(room, (step.plan.starts_at, step.plan.ends_at), but=but)
    if room is None or other is None:
        return ""
    return _("%(room)s is taken then: “%(title)s”.") % {"room": room.label, "title": other.title}


def day_of(step: Step) -> date:
    """The day of a session before it is changed, on the clocks of its place."""
    zone = ZoneInfo(step.session.time_zone)
    day: date = step.session.starts_at.astimezone(zone).date()
    return day
