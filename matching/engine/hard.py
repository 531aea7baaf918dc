"""Hard rules: which pairs are never made. A rule's name says what was wrong with the pair.

A rule names its pairs in one of two ways that do not look at every pair: it depends on few kinds
of people, or it lists the few pairs that it forbids.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, NamedTuple

import numpy as np

from .arrays import BoolArray, IntArray
from .errors import SettingError
from .factors import Factors, Kinds, by_class, class_factors
from .hours import UNKNOWN, shared_by_day, working_days
from .people import Columns


class Listed(NamedTuple):
    """Pairs, as one array of mentee rows and one of mentor columns."""

    row: IntArray
    col: IntArray


class HardRule(ABC):
    """Something that no good score can outweigh; a `ListedRule` or a `KindRule`."""

    name: ClassVar[str]

    @property
    def key(self) -> str:
        """What tells this rule from others of its name; its name where there is only one."""
        return self.name

    @abstractmethod
    def forbids(self, mentees: Columns, mentors: Columns) -> BoolArray:
        """True for each pair (mentee row, mentor column) that may not be made."""


class ListedRule(HardRule):
    """A rule that forbids few pairs, and knows which."""

    @abstractmethod
    def listed(self, mentees: Columns, mentors: Columns) -> Listed:
        """The pairs that may not be made."""

    def forbids(self, mentees: Columns, mentors: Columns) -> BoolArray:
        forbidden = np.zeros((len(mentees), len(mentors)), np.bool_)
        forbidden[self.listed(mentees, mentors)] = True
        return forbidden


class KindRule(HardRule):
    """A rule that depends on what kind of people the two are; there are few kinds."""

    @abstractmethod
    def kinds(self, people: Columns) -> Kinds:
        """What the rule wants to know of each person; one row per person."""

    @abstractmethod
    def table(self, mentees: Kinds, mentors: Kinds) -> BoolArray:
        """True for each pair of kinds that may not meet."""

    def forbids(self, mentees: Columns, mentors: Columns) -> BoolArray:
        return by_class(self.kinds(mentees), self.kinds(mentors), self.table)

    def factors(self, mentees: Columns, mentors: Columns) -> Factors:
        """The table of 1 (may not be made) and 0."""
        return class_factors(self.kinds(mentees), self.kinds(mentors), self.table)


@dataclass(frozen=True)
class Oneself(ListedRule):
    """Nobody is their own mentor. Always applied; it need not be listed."""

    name: ClassVar[str] = "oneself"

    def listed(self, mentees: Columns, mentors: Columns) -> Listed:
        found = [
            (row, mentors.position[person.id])
            for row, person in enumerate(mentees.people)
            if person.id in mentors.position
        ]
        return _pairs(found)


@dataclass(frozen=True)
class ReportingLine(ListedRule):
    """Never two people of one reporting line: either above the other, at any depth."""

    name: ClassVar[str] = "reporting_line"

    def listed(self, mentees: Columns, mentors: Columns) -> Listed:
        mentee, below = _below(mentees, mentors)
        mentor, above = _below(mentors, mentees)
        return Listed(np.concatenate([mentee, above]), np.concatenate([below, mentor]))

    def forbids(self, mentees: Columns, mentors: Columns) -> BoolArray:
        mentee, mentor = mentees.tin[:, None], mentors.tin
        mentor_above = (mentor < mentee) & (mentee < mentors.tout)
        mentee_above = (mentee < mentor) & (mentor < mentees.tout[:, None])
        above: BoolArray = mentor_above | mentee_above
        return above


@dataclass(frozen=True)
class TooFewSharedHours(KindRule):
    """Both work for less than `minutes` of the day at the same time."""

    name: ClassVar[str] = "too_few_shared_hours"
    minutes: int = 60

    def __post_init__(self) -> None:
        if self.minutes < 0:
            raise SettingError(f"Shared minutes cannot be negative ({self.minutes}).")

    def kinds(self, people: Columns) -> Kinds:
        return working_days(people)

    def table(self, mentees: Kinds, mentors: Kinds) -> BoolArray:
        shared = shared_by_day(mentees, mentors)
        few: BoolArray = (shared != UNKNOWN) & (shared < self.minutes)
        return few


@dataclass(frozen=True)
class SameDepartment(KindRule):
    """Both are of the same department; for programs that cross the borders of departments."""

    name: ClassVar[str] = "same_department"

    def kinds(self, people: Columns) -> Kinds:
        return people.department

    def table(self, mentees: Kinds, mentors: Kinds) -> BoolArray:
        same: BoolArray = (mentees[:, None] == mentors) & (mentors >= 0)
        return same


@dataclass(frozen=True)
class Blocked(ListedRule):
    """Pairs that somebody ruled out, by the two people's ids; the order does not matter."""

    name: ClassVar[str] = "blocked"
    pairs: tuple[tuple[Hashable, Hashable], ...] = ()

    @cached_property
    def partners(self) -> dict[Hashable, set[Hashable]]:
        """For each person in a blocked pair, the others."""
        partners: dict[Hashable, set[Hashable]] = {}
        for one, other in self.pairs:
            partners.setdefault(one, set()).add(other)
            partners.setdefault(other, set()).add(one)
        return partners

    def listed(self, mentees: Columns, mentors: Columns) -> Listed:
        if not self.pairs:
            return _pairs([])
        found = [
            (row, mentors.position[partner])
            for row, person in enumerate(mentees.people)
            for partner in self.partners.get(person.id, ())
            if partner in mentors.position
        ]
        return _pairs(found)


def _pairs(found: list[tuple[int, int]]) -> Listed:
    row, col = np.array(found, np.int64).reshape(-1, 2).T
    return Listed(row, col)


def _below(over: Columns, under: Columns) -> Listed:
    """Who of `over` is above whom of `under`: everybody's reports are one interval of numbers."""
    order = np.argsort(under.tin, kind="stable")
    numbers = under.tin[order]
    start = np.searchsorted(numbers, over.tin, side="right")  # not oneself
    stop = np.maximum(np.searchsorted(numbers, over.tout), start)
    reports = stop - start
    before = np.cumsum(reports) - reports
    at = np.arange(int(reports.sum())) + np.repeat(start - before, reports)
    return Listed(np.repeat(np.arange(len(over)), reports), order[at])
