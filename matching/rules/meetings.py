"""When two people could meet for the first time: inside both working days, in the next week."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import zip_longest
from zoneinfo import ZoneInfo

MINUTES = 30
LONGEST_WAIT = timedelta(days=7)
LEAST_NOTICE = timedelta(hours=12)
WORK_STARTS, WORK_ENDS = time(9), time(17)
LUNCH_STARTS, LUNCH_ENDS = time(12), time(13)
STEP = timedelta(minutes=30)
LENGTH = timedelta(minutes=MINUTES)

Span = tuple[datetime, datetime]
Zones = tuple[ZoneInfo, ZoneInfo]
# The days on which each of the two doesn't work, in the order of their zones.
DaysOff = tuple[frozenset[date], frozenset[date]]
NO_DAYS_OFF: DaysOff = (frozenset(), frozenset())


def suggest_meetings(
    *, zones: Zones, now: datetime, count: int = 3, busy: Iterable[Span] = ()
) -> list[datetime]:
    """Starts (UTC) of the next meetings of 30 minutes, at most one a day, soonest first.

    Each lies inside Monday to Friday, 9 to 17 h, of both zones, outside of what is `busy`, and
    outside of lunch where there is room, as near to the middle of the time that both share as
    can be. Fewer than `count`, or none, where the working days do not meet.
    """
    return _free(_possible(zones, now), zones, busy)[:count]


def later_of(*days: date | None) -> date | None:
    """The last of some days, of which any may be unknown."""
    return max((day for day in days if day), default=None)


def counted_from(now: datetime, first_day: date | None, zones: Zones) -> datetime:
    """From when on to look for times: now, or so that none lies before a day to come, by the
    clocks of both.
    """
    if first_day is None:
        return now
    begins = max(_moment(first_day, time.min, zone) for zone in zones)
    return max(now, begins - LEAST_NOTICE)


def suggest_to_each(
    wishes: Iterable[tuple[Zones, Sequence[Span]]],
    *,
    now: datetime,
    first_days: Sequence[date | None] = (),
    days_off: Sequence[DaysOff] = (),
    count: int = 3,
) -> list[list[datetime]]:
    """The same for the pairs of one mentor, each with its zones and what the two have already:
    no two of them get the same time; the first chooses first. `first_days`: before which day each
    is proposed nothing; `days_off`: on which days it is proposed nothing either.
    """
    taken: list[Span] = []
    found = []
    for (zones, busy), first_day, off in zip_longest(wishes, first_days, days_off):
        begin = counted_from(now, first_day, zones)
        starts = _free(_possible(zones, begin, off or NO_DAYS_OFF), zones, [*taken, *busy])[:count]
        taken += [(start, start + LENGTH) for start in starts]
        found.append(starts)
    return found


@lru_cache(maxsize=256)
def _possible(
    zones: Zones, now: datetime, days_off: DaysOff = NO_DAYS_OFF
) -> tuple[tuple[datetime, ...], ...]:
    """For each stretch of time that both work, the starts in it, best first."""
    earliest, latest = now + LEAST_NOTICE, now + LONGEST_WAIT
    return tuple(
        tuple(at for at in best_first(span, zones) if at + LENGTH <= latest)
        for span in shared_hours(zones, days_off, earliest, latest)
    )


def shared_hours(
    zones: Zones,
    days_off: DaysOff,
    earliest: datetime,
    latest: datetime,
    *,
    length: timedelta = LENGTH,
) -> list[Span]:
    """The stretches of time, at least `length` long, in which both work, in order. They begin at
    the earliest moment, or later; the last one begins before the latest.
    """
    return sorted(
        span
        for mine in _working_days(zones[0], days_off[0], earliest, latest)
        for theirs in _working_days(zones[1], days_off[1], earliest, latest)
        if (span := _overlap(mine, theirs, earliest, length))
    )


def _free(
    possible: Iterable[Iterable[datetime]], zones: Zones, busy: Iterable[Span]
) -> list[datetime]:
    """One start a day on the first one's calendar, clear of what is busy."""
    spans = list(busy)
    kept: dict[date, datetime] = {}
    for starts in possible:
        start = next((at for at in starts if not is_taken(at, spans)), None)
        if start is not None:
            kept.setdefault(start.astimezone(zones[0]).date(), start)
    return sorted(kept.values())


def is_taken(start: datetime, spans: Iterable[Span], *, length: timedelta = LENGTH) -> bool:
    """Whether a meeting that begins then meets one of these spans."""
    return any(start < end and start + length > begin for begin, end in spans)


def _working_days(
    zone: ZoneInfo, days_off: frozenset[date], earliest: datetime, latest: datetime
) -> Iterator[Span]:
    day = earliest.astimezone(zone).date()
    last = latest.astimezone(zone).date()
    while day <= last:
        if day.weekday() < 5 and day not in days_off:
            yield _moment(day, WORK_STARTS, zone), _moment(day, WORK_ENDS, zone)
        day += timedelta(days=1)


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def _overlap(mine: Span, theirs: Span, earliest: datetime, length: timedelta) -> Span | None:
    start = max(mine[0], theirs[0], earliest)
    end = min(mine[1], theirs[1])
    return (start, end) if end - start >= length else None


def best_first(span: Span, zones: Zones, *, length: timedelta = LENGTH) -> list[datetime]:
    """The starts on the half hour: outside of both lunches first, nearest the middle first."""
    start, end = span
    middle = start + (end - start - length) / 2
    possible = [at for at in _half_hours(start, end) if at + length <= end]
    return sorted(
        possible,
        key=lambda at: (sum(_is_lunch(at, zone, length) for zone in zones), abs(at - middle), at),
    )


def _half_hours(start: datetime, end: datetime) -> Iterator[datetime]:
    whole = start.replace(minute=start.minute // 30 * 30, second=0, microsecond=0)
    at = whole if whole == start else whole + STEP
    while at < end:
        yield at
        at += STEP


def _is_lunch(start: datetime, zone: ZoneInfo, length: timedelta) -> bool:
    begins, ends = start.astimezone(zone).time(), (start + length).astimezone(zone).time()
    return begins < LUNCH_ENDS and ends > LUNCH_STARTS
