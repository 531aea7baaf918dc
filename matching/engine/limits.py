"""Hard rules that an organization may switch on: languages, places, how far apart two may be.

Unknown never forbids, as everywhere.
"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from .arrays import BoolArray, FloatArray
from .errors import SettingError
from .factors import Kinds
from .hard import KindRule
from .people import Columns
from .soft import MONTHS_A_YEAR


@dataclass(frozen=True)
class NoSharedLanguage(KindRule):
    """No language that both speak."""

    name: ClassVar[str] = "no_shared_language"

    def kinds(self, people: Columns) -> Kinds:
        return people.languages

    def table(self, mentees: Kinds, mentors: Kinds) -> BoolArray:
        mine, theirs = mentees.sum(axis=1, keepdims=True) > 0, mentors.sum(axis=1) > 0
        none: BoolArray = mine & theirs & (mentees @ mentors.T == 0)
        return none


@dataclass(frozen=True)
class SameLocation(KindRule):
    """Both work at the same place; for programs that join places."""

    name: ClassVar[str] = "same_location"

    def kinds(self, people: Columns) -> Kinds:
        return people.location

    def table(self, mentees: Kinds, mentors: Kinds) -> BoolArray:
        same: BoolArray = (mentees[:, None] == mentors) & (mentors >= 0)
        return same


@dataclass(frozen=True)
class OtherLocation(SameLocation):
    """They work at different places; for programs that meet in person."""

    name: ClassVar[str] = "other_location"

    def table(self, mentees: Kinds, mentors: Kinds) -> BoolArray:
        mentee = mentees[:, None]
        differ: BoolArray = (mentee != mentors) & (mentee >= 0) & (mentors >= 0)
        return differ


@dataclass(frozen=True)
class GapLimit(KindRule):
    """How far the mentor has to be ahead at least, or may be at most."""

    limit: float = 1

    def __post_init__(self) -> None:
        if not 0 < self.limit < np.inf:
            raise SettingError(f"The limit of {self.name} must be above 0, not {self.limit}.")

    @abstractmethod
    def gap(self, mentees: Kinds, mentors: Kinds) -> FloatArray:
        """How far each mentor is ahead of each mentee; NaN where it is unknown."""

    @abstractmethod
    def is_broken(self, gap: FloatArray) -> BoolArray:
        """Where the gap is out of the limit; NaN is not."""

    def table(self, mentees: Kinds, mentors: Kinds) -> BoolArray:
        return self.is_broken(self.gap(mentees, mentors))


class _AtLeast(GapLimit):
    def is_broken(self, gap: FloatArray) -> BoolArray:
        broken: BoolArray = gap < self.limit
        return broken


class _AtMost(GapLimit):
    def is_broken(self, gap: FloatArray) -> BoolArray:
        broken: BoolArray = gap > self.limit
        return broken


class _OfTenure(GapLimit):
    """In years, counted in whole months."""

    def kinds(self, people: Columns) -> Kinds:
        return people.started

    def gap(self, mentees: Kinds, mentors: Kinds) -> FloatArray:
        years: FloatArray = (mentees[:, None] - mentors) / MONTHS_A_YEAR
        return years


class _OfGrade(GapLimit):
    """In grades."""

    def kinds(self, people: Columns) -> Kinds:
        return people.grade

    def gap(self, mentees: Kinds, mentors: Kinds) -> FloatArray:
        grades: FloatArray = mentors - mentees[:, None]
        return grades


@dataclass(frozen=True)
class TenureTooClose(_AtLeast, _OfTenure):
    """The mentor is less than `limit` years ahead."""

    name: ClassVar[str] = "tenure_too_close"


@dataclass(frozen=True)
class TenureTooFar(_AtMost, _OfTenure):
    """The mentor is more than `limit` years ahead."""

    name: ClassVar[str] = "tenure_too_far"


@dataclass(frozen=True)
class GradeTooClose(_AtLeast, _OfGrade):
    """The mentor is less than `limit` grades above."""

    name: ClassVar[str] = "grade_too_close"


@dataclass(frozen=True)
class GradeTooFar(_AtMost, _OfGrade):
    """The mentor is more than `limit` grades above."""

    name: ClassVar[str] = "grade_too_far"
