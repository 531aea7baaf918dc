"""Times to propose for the next meeting of a pair: which are free, and which may be proposed. Pure.

All of them lie inside the working hours of both, on a day on which both work, clear of what
either has already.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from matching.rules.meetings import (
    NO_DAYS_OFF,
    STEP,
    DaysOff,
    Span,
    Zones,
    best_first,
    is_taken,
    shared_hours,
)

MOST = 3
LENGTHS = (30, 45, 60)
# From how many days on they are looked for, for how long, and how far ahead one may be.
WINDOW = timedelta(days=14)
FARTHEST = timedelta(days=90)
BETWEEN_MEETINGS = timedelta(days=7)
NOTICE = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When two people can meet: their zones, the days off of each, and what they have already.

    `asked` are times that other open proposals hold: not suggested, but they keep nobody away.
    """

    zones: Zones
    days_off: DaysOff = NO_DAYS_OFF
    busy: Sequence[Span] = field(default_factory=list)
    asked: Sequence[Span] = field(default_factory=list)


def looked_for_from(now: datetime, last_met_at: datetime | None) -> datetime:
    """From when on the next meeting is suggested: a week after the last one."""
    return max(now, last_met_at + BETWEEN_MEETINGS) if last_met_at else now


def free_times(hours: Hours, begin: datetime, *, minutes: int, count: int = 8) -> list[datetime]:
    """Starts (UTC) of the next two weeks, soonest first: one in each half of a shared day."""
    length = timedelta(minutes=minutes)
    earliest, taken = begin + NOTICE, [*hours.busy, *hours.asked]
    kept: dict[tuple[date, bool], datetime] = {}
    spans = shared_hours(hours.zones, hours.days_off, earliest, begin + WINDOW, length=length)
    for span in spans:
        for at in best_first(span, hours.zones, length=length):
            local = at.astimezone(hours.zones[0])
            if not is_taken(at, taken, length=length):
                kept.setdefault((local.date(), local.hour < 12), at)
    return _apart(sorted(kept.values()), length)[:count]


def _apart(starts: Sequence[datetime], length: timedelta) -> list[datetime]:
    """Without those that begin while the one before them lasts."""
    kept: list[datetime] = []
    for at in starts:
        if not kept or at >= kept[-1] + max(length, STEP):
            kept.append(at)
    return kept


def spread(starts: Sequence[datetime], hours: Hours) -> list[datetime]:
    """Three of them, on days of their own where that is possible."""
    by_day: dict[date, datetime] = {}
    for at in starts:
        by_day.setdefault(at.astimezone(hours.zones[0]).date(), at)
    first = list(by_day.values())[:MOST]
    rest = [at for at in starts if at not in first]
    return sorted([*first, *rest[: MOST - len(first)]])


def number_problem(starts: Sequence[datetime]) -> str:
    """What is wrong with how many there are; "" for nothing."""
    if not starts:
        return _("Choose one time at least.")
    return _("Choose up to three times.") if len(starts) > MOST else ""


def is_in_time(at: datetime, now: datetime) -> bool:
    """Whether a time is ahead, and not too far."""
    return now < at < now + FARTHEST


def suits_both(hours: Hours, at: datetime, *, minutes: int) -> bool:
    """Whether it lies inside the working hours of both."""
    length = timedelta(minutes=minutes)
    day = timedelta(days=1)
    spans = shared_hours(hours.zones, hours.days_off, at - day, at + day, length=length)
    return any(start <= at and at + length <= end for start, end in spans)


def outside_of(hours: Hours, at: datetime, *, minutes: int) -> tuple[bool, bool]:
    """For each of the two, in the order of their zones: whether it lies outside of their working
    hours, or on a day off of theirs.
    """
    first, second = (
        not suits_both(Hours(zones=(zone, zone), days_off=(off, off)), at, minutes=minutes)
        for zone, off in zip(hours.zones, hours.days_off, strict=True)
    )
    return first, second


def is_free(hours: Hours, at: datetime, *, minutes: int) -> bool:
    """Whether neither of the two has something else then."""
    return not is_taken(at, hours.busy, length=timedelta(minutes=minutes))
