"""What a change of one session would do to the others of its series."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from peerlearn.people.queries.holidays import days_without_sessions
from programs.queries import accepted_facilitators
from sessions.actions.holding import hold_room, too_many_for
from sessions.actions.plans import Plan, problems_of
from sessions.actions.scheduling import plan_of
from sessions.models import LearningSession, MeetingRoom
from sessions.queries.meeting_rooms import held_among, taken_among
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
    if not steps:
        return []
    closed = days_without_sessions()
    program = steps[0].session.program
    accepted = set(accepted_facilitators(program).values_list("pk", flat=True))
    rooms = _rooms_of(steps)
    spans = [(step.plan.starts_at, step.plan.ends_at) for step in steps]
    held = held_among(rooms.values(), spans, but=[step.session.pk for step in steps])
    found = []
    for step in steps:
        room = rooms[_place(step)]
        day = step.plan.starts_at.astimezone(ZoneInfo(step.plan.time_zone)).date()
        is_moved = step.plan.starts_at != step.session.starts_at
        found.append(
            replace(
                step,
                problem=_problem(step, room, held=held, accepted=accepted, now=now),
                note=_("a day off") if is_moved and day in closed else step.note,
            )
        )
    return found


def _place(step: Step) -> tuple[str, bool, object]:
    """What says which room a step means: a session whose words stay keeps its own."""
    stays = step.plan.room == step.session.room
    return step.plan.room, stays, step.session.meeting_room_id if stays else None


def _rooms_of(steps: Iterable[Step]) -> dict[tuple[str, bool, object], MeetingRoom | None]:
    rooms: dict[tuple[str, bool, object], MeetingRoom | None] = {}
    for step in steps:
        if _place(step) not in rooms:
            rooms[_place(step)] = hold_room(step.plan.room, was=step.session)
    return rooms


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
    step: Step,
    room: MeetingRoom | None,
    *,
    held: Iterable[LearningSession],
    accepted: set[UUID],
    now: datetime,
) -> Sentence:
    one, plan = step.session, step.plan
    problems = problems_of(one.program, plan, now=now, current=one, facilitators=accepted)
    seats = (plan.video_url, plan.capacity, plan.fields()["remote_capacity"])
    if plan.room != one.room or seats != (one.video_url, one.capacity, one.remote_capacity):
        problems |= too_many_for(room, *seats)
    if problems:
        return next(iter(problems.values()))
    other = taken_among(held, room, (plan.starts_at, plan.ends_at))
    if room is None or other is None:
        return ""
    return _("%(room)s is taken then: “%(title)s”.") % {"room": room.label, "title": other.title}


def day_of(step: Step) -> date:
    """The day of a session before it is changed, on the clocks of its place."""
    zone = ZoneInfo(step.session.time_zone)
    day: date = step.session.starts_at.astimezone(zone).date()
    return day
