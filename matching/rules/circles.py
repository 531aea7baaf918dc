"""How mixed circles are; without numpy, for pages.

The mix is that of `matching.engine.mix`: of all couples in a circle the share who differ, averaged
over what circles are mixed by. 0: all alike, 1: nobody shares anything.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import comb
from typing import NamedTuple
from uuid import UUID

from matching.rules.coffee import Couple
from matching.rules.reporting import Lines

FEWEST, MOST = 4, 8
# A circle that has planned nothing for so long is asked; HR is told of it after two weeks.
PATIENCE, QUIET = timedelta(days=10), timedelta(days=14)
DEPARTMENT, LOCATION, TENURE, GRADE = "department", "location", "tenure", "grade"
# Years here: those who came lately, those who know it, those who have always been here.
STEPS = (2, 6)
Record = tuple[str | None, ...]


@dataclass(frozen=True, kw_only=True)
class Fellow:
    """Somebody who can be in a circle."""

    id: UUID
    name: str = ""
    department: str = ""
    location: str = ""
    starts_on: date | None = None
    grade: str = ""
    manager: UUID | None = None


Circles = Mapping[UUID, Sequence[Fellow]]


class Mix(NamedTuple):
    """In how many attributes couples differ, of how many they could."""

    differ: int
    possible: int

    @property
    def share(self) -> float:
        """0 to 1; 0 where there is no couple."""
        return self.differ / self.possible if self.possible else 0.0

    @property
    def percent(self) -> int:
        """The same for people."""
        return round(100 * self.share)

    @property
    def tenths(self) -> float:
        """With one decimal: of many circles one move changes little."""
        return round(100 * self.share, 1)

    def plus(self, other: "Mix") -> "Mix":
        """Both together."""
        return Mix(self.differ + other.differ, self.possible + other.possible)

    def minus(self, other: "Mix") -> "Mix":
        """Without the other."""
        return Mix(self.differ - other.differ, self.possible - other.possible)


@dataclass(frozen=True)
class Mixing:
    """What circles are mixed by, on a day."""

    by: tuple[str, ...]
    today: date

    def record(self, fellow: Fellow) -> Record:
        """What counts of somebody; None is unknown, and differs from nothing."""
        return tuple(self._value(fellow, attribute) or None for attribute in self.by)

    def of(self, people: Sequence[Fellow]) -> Mix:
        """The mix of a circle."""
        columns = zip(*(self.record(one) for one in people), strict=True)
        counts = [Counter(value for value in column if value is not None) for column in columns]
        differ = sum(
            comb(each.total(), 2) - sum(comb(n, 2) for n in each.values()) for each in counts
        )
        return Mix(differ, comb(len(people), 2) * len(self.by))

    def of_all(self, circles: Iterable[Sequence[Fellow]]) -> Mix:
        """All circles together."""
        total = Mix(0, 0)
        for people in circles:
            total = total.plus(self.of(people))
        return total

    def beside(self, one: Fellow, people: Iterable[Fellow]) -> Mix:
        """The couples of one with each of some others."""
        mine = self.record(one)
        found = [_differences(mine, self.record(other)) for other in people]
        return Mix(sum(found), len(found) * len(self.by))

    def _value(self, fellow: Fellow, attribute: str) -> str:
        if attribute == TENURE:
            step = tenure_of(fellow, self.today)
            return "" if step is None else str(step)
        return str(getattr(fellow, attribute)).casefold()


def tenure_of(fellow: Fellow, today: date) -> int | None:
    """0: new here, 1: some years, 2: long; None where the first day is unknown."""
    if fellow.starts_on is None:
        return None
    years = (today - fellow.starts_on).days // 365
    return sum(years >= step for step in STEPS)


def _differences(one: Record, other: Record) -> int:
    pairs = zip(one, other, strict=True)
    return sum(a is not None and b is not None and a != b for a, b in pairs)


def in_line(people: Collection[UUID], lines: Lines) -> set[Couple]:
    """Couples of whom one stands above the other."""
    ids = set(people)
    return {frozenset((one, up)) for one in ids for up in lines.above(one) if up in ids}


def in_team(people: Iterable[Fellow]) -> set[Couple]:
    """Couples with the same manager."""
    teams: dict[UUID, list[UUID]] = {}
    for one in people:
        if one.manager:
            teams.setdefault(one.manager, []).append(one.id)
    return {frozenset(pair) for team in teams.values() for pair in combinations(team, 2)}


def couples_in(people: Iterable[UUID]) -> set[Couple]:
    """All couples of a group."""
    return {frozenset(pair) for pair in combinations(people, 2)}
