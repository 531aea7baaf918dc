"""Public holidays: a plain list of dates that an organization keeps, a line each. Pure.

A line is a day, then the place where it holds in square brackets if not everywhere, then what it
is called: "2026-12-26 [Berlin] Second Christmas Day".
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from peerlearn.web.days import FIRST_YEAR, LAST_YEAR
from peerlearn.web.single_line import one_line

LINE = re.compile(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?=[ \[]|$) ?(?:\[([^\[\]]*)\])? ?(.*)$")
MOST = 500
# As in a calendar's text, for brackets say where a day holds.
_ROUND = str.maketrans("[]", "()")
LONGEST_NAME = 100
SATURDAY = 5


@dataclass(frozen=True, order=True)
class Holiday:
    """A day on which nobody works; at one location, or everywhere when it is ""."""

    day: date
    location: str = ""
    name: str = ""

    def __str__(self) -> str:
        place = f"[{self.location}]" if self.location else ""
        return " ".join(filter(None, (self.day.isoformat(), place, self.name)))


def read_holidays(text: str) -> tuple[list[Holiday], list[int]]:
    """The holidays of a list in order, each once, and the numbers of the lines that are none.

    So is a day of a year that makes no sense.
    """
    found: set[Holiday] = set()
    unread: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        holiday = _read(one_line(line))
        if holiday is None:
            unread.append(number)
        else:
            found.add(holiday)
    return sorted(found), unread


def called(name: str) -> str:
    """What a day is called, of any text: in one line, and nothing in it is read as a place."""
    return one_line(name).translate(_ROUND)[:LONGEST_NAME].strip()


def written(holidays: Iterable[Holiday]) -> str:
    """The list as text."""
    return "\n".join(map(str, holidays))


def everywhere(text: str) -> frozenset[date]:
    """The days on which nobody works at any place."""
    return frozenset(one.day for one in read_holidays(text)[0] if not one.location)


def days_at(locations: Iterable[str], text: str) -> list[frozenset[date]]:
    """For each location, as people write it, the days on which nobody works there."""
    holidays = read_holidays(text)[0]
    return [
        frozenset(
            one.day
            for one in holidays
            if not one.location or one.location.casefold() == location.strip().casefold()
        )
        for location in locations
    ]


def is_day_off(day: date, closed: Collection[date]) -> bool:
    """Whether nobody works on a day: one of the `closed`, or of a weekend."""
    return day in closed or day.weekday() >= SATURDAY


def is_between_years(day: date) -> bool:
    """Whether hardly anybody works on it, whatever a list says: 24 December to 1 January."""
    return (day.month == 12 and day.day >= 24) or (day.month == 1 and day.day == 1)


def between_years() -> frozenset[date]:
    """All such days of the years that make sense."""
    return _BETWEEN_YEARS


def open_day(day: date, closed: Collection[date]) -> date:
    """A day, or from one of the `closed` the next working day that is none."""
    if day not in closed:
        return day
    while is_day_off(day, closed):
        day += timedelta(days=1)
    return day


def open_day_before(day: date, closed: Collection[date]) -> date:
    """The same, the other way: the last working day up to a day that isn't closed."""
    while is_day_off(day, closed):
        day -= timedelta(days=1)
    return day


def _read(line: str) -> Holiday | None:
    found = LINE.match(line)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return Holiday(day, (found[2] or "").strip(), found[3].strip())


_BETWEEN_YEARS = frozenset(
    day
    for year in range(FIRST_YEAR, LAST_YEAR + 1)
    for day in (*(date(year, 12, number) for number in range(24, 32)), date(year, 1, 1))
)
