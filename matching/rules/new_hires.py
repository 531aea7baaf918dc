"""Whose first day has come, by their own clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Nobody is asked in the night before.
MORNING = time(8)
# Who has been here for longer is no new hire.
NEW_FOR = timedelta(days=30)


def is_new_hire(starts_on: date | None, *, now: datetime, zone: ZoneInfo) -> bool:
    """Whether somebody's first day has begun, and not long ago."""
    if starts_on is None:
        return False
    there = now.astimezone(zone)
    begun = datetime.combine(starts_on, MORNING, tzinfo=zone)
    return begun <= there and there.date() - starts_on <= NEW_FOR
