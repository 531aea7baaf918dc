"""Rules about columns that only one organization has: "same team", "level at least as high".

Each has the column's name in its key, so that there may be one per column.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from .arrays import BoolArray, ScoreArray
from .factors import Kinds
from .hard import KindRule
from .people import Columns
from .soft import Detail, KindWish


@dataclass(frozen=True)
class MustBeSame(KindRule):
    """What is told of both differs."""

    name: ClassVar[str] = "same"
    column: str = ""

    @property
    def key(self) -> str:
        return f"{self.name}:{self.column}"

    def kinds(self, people: Columns) -> Kinds:
        return people.facts.of(self.column)

    def table(self, mentees: Kinds, mentors: Kinds) -> BoolArray:
        return _differ(mentees, mentors)


@dataclass(frozen=True)
class MustDiffer(MustBeSame):
    """What is told of both is the same."""

    name: ClassVar[str] = "different"

    def table(self, mentees: Kinds, mentors: Kinds) -> BoolArray:
        return _same(mentees, mentors)


@dataclass(frozen=True)
class MustBeAtLeast(KindRule):
    """The mentor's number is lower than the mentee's."""

    name: ClassVar[str] = "at_least"
    column: str = ""

    @property
    def key(self) -> str:
        return f"{self.name}:{self.column}"

    def kinds(self, people: Columns) -> Kinds:
        return people.ranks.of(self.column)

    def table(self, mentees: Kinds, mentors: Kinds) -> BoolArray:
        lower: BoolArray = mentors < mentees[:, None]
        return lower


@dataclass(frozen=True)
class WishSame(KindWish):
    """Better if what is told of both is the same."""

    name: ClassVar[str] = "same"
    column: str = ""

    @property
    def key(self) -> str:
        return f"{self.name}:{self.column}"

    def kinds(self, people: Columns) -> Kinds:
        return people.facts.of(self.column)

    def table(self, mentees: Kinds, mentors: Kinds) -> ScoreArray:
        return _same(mentees, mentors).astype(np.float32)

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        both = (mentee.people[0].facts, mentor.people[0].facts)
        first, second = (facts.get(self.column) for facts in both)
        return {"column": self.column, "mentee": first, "mentor": second}


@dataclass(frozen=True)
class WishDifferent(WishSame):
    """Better if what is told of both differs."""

    name: ClassVar[str] = "different"

    def table(self, mentees: Kinds, mentors: Kinds) -> ScoreArray:
        return _differ(mentees, mentors).astype(np.float32)


@dataclass(frozen=True)
class WishAtLeast(KindWish):
    """Better if the mentor's number is at least as high."""

    name: ClassVar[str] = "at_least"
    column: str = ""

    @property
    def key(self) -> str:
        return f"{self.name}:{self.column}"

    def kinds(self, people: Columns) -> Kinds:
        return people.ranks.of(self.column)

    def table(self, mentees: Kinds, mentors: Kinds) -> ScoreArray:
        at_least: BoolArray = mentors >= mentees[:, None]
        return at_least.astype(np.float32)

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        return {"column": self.column}


def _same(mentees: Kinds, mentors: Kinds) -> BoolArray:
    same: BoolArray = (mentees[:, None] == mentors) & (mentors >= 0)
    return same


def _differ(mentees: Kinds, mentors: Kinds) -> BoolArray:
    mentee = mentees[:, None]
    differ: BoolArray = (mentee != mentors) & (mentee >= 0) & (mentors >= 0)
    return differ
