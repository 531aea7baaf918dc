"""When two people could meet for the first time: inside both working days, in the next week."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTES = 30
LONGEST_WAIT = timedelta(days=7)
LEAST_NOTICE = timedelta(hours=12)
WORK_STARTS, WORK_ENDS = time(9), time(17)
LUNCH_STARTS, LUNCH_ENDS = time(12), time(13)
STEP = timedelta(minutes=30)
LENGTH = timedelta(minutes=MINUTES)

Span = tuple[datetime, datetime]


def suggest_meetings(
    *, zones: tuple[ZoneInfo, ZoneInfo], now: datetime, count: int = 3
) -> list[datetime]:
    """Starts (UTC) of the next meetings of 30 minutes, at most one a day, soonest first.

    Each lies inside Monday to Friday, 9 to 17 h, of both zones, and outside of lunch where
    there is room, as near to the middle of the time that both share as can be. Fewer than
    `count`, or none, where the working days do not meet.
    """
    earliest = now + LEAST_NOTICE
    shared = [
        span
        for mine in _working_days(zones[0], now)
        for theirs in _working_days(zones[1], now)
        if (span := _overlap(mine, theirs, earliest))
    ]
    latest = now + LONGEST_WAIT
    starts = [start for span in shared if (start := _best_start(span, zones)) is not None]
    return _one_a_day([start for start in starts if start + LENGTH <= latest], zones[0])[:count]


def _working_days(zone: ZoneInfo, now: datetime) -> Iterator[Span]:
    today = now.astimezone(zone).date()
    for days in range(-1, LONGEST_WAIT.days + 2):
        day = today + timedelta(days=days)
        if day.weekday() < 5:
            yield _moment(day, WORK_STARTS, zone), _moment(day, WORK_ENDS, zone)


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def _overlap(mine: Span, theirs: Span, earliest: datetime) -> Span | None:
    start = max(mine[0], theirs[0], earliest)
    end = min(mine[1], theirs[1])
    return (start, end) if end - start >= LENGTH else None


def _best_start(span: Span, zones: tuple[ZoneInfo, ZoneInfo]) -> datetime | None:
    """A start on the half hour: outside of both lunches if there is one, nearest the middle."""
    start, end = span
    middle = start + (end - start - LENGTH) / 2
    possible = [at for at in _half_hours(start, end) if at + LENGTH <= end]
    return min(
        possible,
        key=lambda at: (sum(_is_lunch(at, zone) for zone in zones), abs(at - middle), at),
        default=None,
    )


def _half_hours(start: datetime, end: datetime) -> Iterator[datetime]:
    whole = start.replace(minute=start.minute // 30 * 30, second=0, microsecond=0)
    at = whole if whole == start else whole + STEP
    while at < end:
        yield at
        at += STEP


def _is_lunch(start: datetime, zone: ZoneInfo) -> bool:
    begins, ends = start.astimezone(zone).time(), (start + LENGTH).astimezone(zone).time()
    return begins < LUNCH_ENDS and ends > LUNCH_STARTS


def _one_a_day(starts: list[datetime], zone: ZoneInfo) -> list[datetime]:
    kept: dict[date, datetime] = {}
    for start in sorted(starts):
        kept.setdefault(start.astimezone(zone).date(), start)
    return list(kept.values())
