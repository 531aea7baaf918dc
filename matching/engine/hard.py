"""Hard rules: which pairs are never made. A rule's name says what was wrong with the pair."""

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from .arrays import BoolArray
from .errors import SettingError
from .hours import UNKNOWN, shared_minutes
from .people import Columns


class HardRule(ABC):
    """Something that no good score can outweigh."""

    name: ClassVar[str]

    @abstractmethod
    def forbids(self, mentees: Columns, mentors: Columns) -> BoolArray:
        """True for each pair (mentee row, mentor column) that may not be made."""


@dataclass(frozen=True)
class Oneself(HardRule):
    """Nobody is their own mentor. Always applied; it need not be listed."""

    name: ClassVar[str] = "oneself"

    def forbids(self, mentees: Columns, mentors: Columns) -> BoolArray:
        same = np.zeros((len(mentees), len(mentors)), np.bool_)
        for row, person in enumerate(mentees.people):
            if person.id in mentors.position:
                same[row, mentors.position[person.id]] = True
        return same


@dataclass(frozen=True)
class ReportingLine(HardRule):
    """Never two people of one reporting line: either above the other, at any depth."""

    name: ClassVar[str] = "reporting_line"

    def forbids(self, mentees: Columns, mentors: Columns) -> BoolArray:
        mentee, mentor = mentees.tin[:, None], mentors.tin
        mentor_above = (mentor < mentee) & (mentee < mentors.tout)
        mentee_above = (mentee < mentor) & (mentor < mentees.tout[:, None])
        above: BoolArray = mentor_above | mentee_above
        return above


@dataclass(frozen=True)
class TooFewSharedHours(HardRule):
    """Both work for less than `minutes` of the day at the same time."""

    name: ClassVar[str] = "too_few_shared_hours"
    minutes: int = 60

    def __post_init__(self) -> None:
        if self.minutes < 0:
            raise SettingError(f"Shared minutes cannot be negative ({self.minutes}).")

    def forbids(self, mentees: Columns, mentors: Columns) -> BoolArray:
        shared = shared_minutes(mentees, mentors)
        few: BoolArray = (shared != UNKNOWN) & (shared < self.minutes)
        return few


@dataclass(frozen=True)
class SameDepartment(HardRule):
    """Both are of the same department; for programs that cross the borders of departments."""

    name: ClassVar[str] = "same_department"

    def forbids(self, mentees: Columns, mentors: Columns) -> BoolArray:
        mentee, mentor = mentees.department[:, None], mentors.department
        same: BoolArray = (mentee == mentor) & (mentee >= 0)
        return same


@dataclass(frozen=True)
class Blocked(HardRule):
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

    def forbids(self, mentees: Columns, mentors: Columns) -> BoolArray:
        blocked = np.zeros((len(mentees), len(mentors)), np.bool_)
        for row, person in enumerate(mentees.people):
            for partner in self.partners.get(person.id, ()):
                if partner in mentors.position:
                    blocked[row, mentors.position[partner]] = True
        return blocked
