"""Deadlines in working days: Monday to Friday, by the clock of the one who is to answer."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LAST_MINUTE = time(23, 59)
MORNING = time(9)


def working_day_after(day: date, days: int, *, off: Collection[date] = ()) -> date:
    """The day that comes so many working days after a day, which itself doesn't count."""
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day, off=off):
            days -= 1
    return day


def is_working_day(day: date, *, off: Collection[date] = ()) -> bool:
    """Whether people work on a day; `off` are days on which they don't, beside weekends."""
    return day.weekday() < 5 and day not in off


def end_of_working_days(
    start: datetime, days: int, zone: ZoneInfo, *, off: Collection[date] = ()
) -> datetime:
    """The last minute (UTC) of the working day that comes so many after `start`."""
    last = working_day_after(start.astimezone(zone).date(), days, off=off)
    return datetime.combine(last, LAST_MINUTE, tzinfo=zone).astimezone(UTC)


def morning_of(moment: datetime, zone: ZoneInfo) -> datetime:
    """Nine o'clock (UTC) of the day on which a moment lies in a zone."""
    day = moment.astimezone(zone).date()
    return datetime.combine(day, MORNING, tzinfo=zone).astimezone(UTC)
