"""When a message leaves, and when it is tried again."""

from datetime import UTC, date, datetime, time, timedelta
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


def first_morning(day: date, zone: ZoneInfo) -> datetime:
    """Nine o'clock of a day there, or of the next working day."""
    return working_hour(datetime.combine(day, time(0), tzinfo=zone), zone)


# A day's mail comes at this hour; what is held later than so long before it waits for the next.
DIGEST_AT, DIGEST_CLOSED = time(8), timedelta(minutes=2)


def end_of_quiet(
    now: datetime, zone: ZoneInfo, quiet_from: time | None, quiet_until: time | None
) -> datetime | None:
    """When the quiet hours end in which `now` lies, on the clocks of a zone; None outside of them.

    They may span midnight. Equal ends are no hours.
    """
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return None
    there = now.astimezone(zone)
    clock, day = there.time().replace(tzinfo=None), there.date()
    if quiet_from < quiet_until:
        is_quiet, ends_on = quiet_from <= clock < quiet_until, day
    else:
        is_quiet = clock >= quiet_from or clock < quiet_until
        ends_on = day + timedelta(days=1) if clock >= quiet_from else day
    # A night that is an hour longer or shorter still ends by the clock.
    return _moment(ends_on, quiet_until, zone) if is_quiet else None


def next_digest(now: datetime, zone: ZoneInfo) -> datetime:
    """When the next daily mail goes to somebody in a zone."""
    day = now.astimezone(zone).date()
    while (moment := _moment(day, DIGEST_AT, zone)) < now + DIGEST_CLOSED:
        day += timedelta(days=1)
    return moment


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
