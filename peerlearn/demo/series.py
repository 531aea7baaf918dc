"""The series of the demo company: an hour for questions every other week, one of them elsewhere."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from peerlearn.people.models import Person
from programs.models import Program
from sessions.actions.booking import book_seat
from sessions.actions.plans import Plan
from sessions.actions.rule_series import schedule_series
from sessions.actions.scheduling import plan_of
from sessions.actions.series_changes import change_series
from sessions.models import LearningSession
from sessions.rules.recurrence import WEEKLY, Recurrence
from sessions.rules.series_changes import ONE

TITLE = "Bring a question: an hour with those who know"
WEDNESDAY, TIMES = 2, 6
HALF_PAST_FOUR = time(16, 30)


def make_series(
    program: Program,
    *,
    facilitator: Person,
    room: str,
    other_room: str,
    crowd: Sequence[Person],
    zone: str,
    by: Person,
    now: datetime,
) -> None:
    """Six Wednesdays from three weeks on, less those that are days off."""
    day = (now + timedelta(weeks=3)).astimezone(ZoneInfo(zone)).date()
    day += timedelta(days=(WEDNESDAY - day.weekday()) % 7)
    start = datetime.combine(day, HALF_PAST_FOUR, ZoneInfo(zone))
    plan = Plan(
        title=TITLE,
        description="No slides, no topic: whoever has a question brings it, and who knows answers.",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        time_zone=zone,
        capacity=20,
        kind=LearningSession.Kind.NETWORKING,
        facilitator=facilitator,
        room=room,
    )
    rule = Recurrence(WEEKLY, interval=2, weekdays=(WEDNESDAY,), count=TIMES)
    series = schedule_series(program, rule, plan, by=by, now=now)
    first, second, *_rest = series.occurrences.order_by("starts_at")
    elsewhere = replace(plan_of(second), room=other_room)
    change_series(second, elsewhere, scope=ONE, by=by, now=now)
    for person in crowd:
        if not first.is_led_by(person):
            book_seat(first, person=person, by=person)
