"""When whoever approves seats is reminded that somebody waits for an answer. Pure."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PATIENCE_DAYS = 2
MORNING = time(9)
SATURDAY = 5


def reminder_at(asked_at: datetime, zone: ZoneInfo, closed: Collection[date] = ()) -> datetime:
    """The morning after two whole working days; `closed` are days on which nobody works."""
    day, waited = asked_at.astimezone(zone).date(), 0
    while waited < PATIENCE_DAYS:
        day += timedelta(days=1)
        waited += day.weekday() < SATURDAY and day not in closed
    return datetime.combine(day, MORNING, tzinfo=zone).astimezone(UTC)
