"""When whoever approves seats is reminded that somebody waits for an answer. Pure."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PATIENCE_DAYS = 2
MORNING = time(9)
SATURDAY = 5


# Mails about answers wait so long, that a slip is taken back before anybody reads of it; not where
# the session begins soon.
TAKEN_BACK_FOR = timedelta(minutes=5)
SOON = timedelta(hours=1)


def answer_leaves_at(answered_at: datetime, starts_at: datetime) -> datetime:
    """When somebody who asked for a seat is told of the answer; until then it can be taken back."""
    is_soon = starts_at - answered_at < SOON
    return answered_at if is_soon else answered_at + TAKEN_BACK_FOR


def reminder_at(asked_at: datetime, zone: ZoneInfo, closed: Collection[date] = ()) -> datetime:
    """The morning after two whole working days; `closed` are days on which nobody works."""
    day, waited = asked_at.astimezone(zone).date(), 0
    while waited < PATIENCE_DAYS:
        day += timedelta(days=1)
        waited += day.weekday() < SATURDAY and day not in closed
    return datetime.combine(day, MORNING, tzinfo=zone).astimezone(UTC)
