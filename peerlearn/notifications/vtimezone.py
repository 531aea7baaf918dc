"""What a calendar file says of a zone's clocks (VTIMEZONE, RFC 5545 section 3.6.5).

Each change of the clocks stands on its own. The form with RDATE that the icalendar package writes
is allowed too, but ical.js, in Thunderbird and Nextcloud, doesn't see its first change: entries of
the summer stood there an hour late.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True)
class Change:
    """The clocks of a zone from a moment on, and by how much they were off UTC before."""

    moment: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def vtimezone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """A zone's clocks from the beginning of a year to the end of another."""
    told = Timezone()
    told.add("tzid", zone.key)
    for change in changes(zone, first_year, last_year):
        observance = TimezoneDaylight() if change.is_summer else TimezoneStandard()
        observance.add("dtstart", (change.moment + change.before).replace(tzinfo=None))
        observance.add("tzoffsetfrom", change.before)
        observance.add("tzoffsetto", change.after)
        observance.add("tzname", change.name)
        told.add_component(observance)
    return told


@lru_cache(maxsize=512)
def changes(zone: ZoneInfo, first_year: int, last_year: int) -> tuple[Change, ...]:
    """How the clocks are a day before these years begin, and each change until they end."""
    return tuple(_changes(zone, first_year, last_year))


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    moment, end = (
        datetime(first_year, 1, 1, tzinfo=UTC) - DAY,
        datetime(last_year + 1, 1, 2, tzinfo=UTC),
    )
    yield _change(zone, moment, _offset(zone, moment))
    while moment < end:
        later = moment + DAY
        if _offset(zone, later) != _offset(zone, moment):
            yield _change(zone, _moment_of_change(zone, moment, later), _offset(zone, moment))
        moment = later


def _moment_of_change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second of the new offset, halving the time between."""
    old = _offset(zone, before)
    while after - before > SECOND:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    return after


def _change(zone: ZoneInfo, moment: datetime, before: timedelta) -> Change:
    there = moment.astimezone(zone)
    return Change(
        moment,
        before,
        _offset(zone, moment),
        there.tzname() or zone.key,
        is_summer=bool(there.dst()),
    )


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
