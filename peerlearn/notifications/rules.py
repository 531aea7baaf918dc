"""When a message leaves, and when it is tried again."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=6)


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after this many failed attempts; None when it is time to give up.

    The pauses add up to about twelve hours: a mail server that is down overnight loses nothing.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(FIRST_PAUSE * int(4 ** (attempts - 1)), LONGEST_PAUSE)


MORNING, EVENING = time(9), time(18)
SATURDAY = 5


def working_hour(now: datetime, zone: ZoneInfo) -> datetime:
    """Now, where it is between nine and six on a working day there; else the next nine o'clock of
    a working day, Monday to Friday.
    """
    there = now.astimezone(zone)
    day = there.date()
    if day.weekday() < SATURDAY and MORNING <= there.time() < EVENING:
        return now
    if there.time() >= MORNING:
        day += timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=zone)
