"""Soft rules: what makes a pair better, each as a value from 0 to 1 with a weight.

What the evidence weighs (Eby et al., Psychological Bulletin 139, 2013, 173 samples): likeness
below the surface (goals, values, struggles, ways of working) carries a mentoring relation,
likeness of the surface hardly. So no rule here knows a protected attribute.

`detail` gives plain data (ids, minutes, years) from which a page writes the reason in words.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite, isnan
from typing import ClassVar, TypeAlias

import numpy as np

from .arrays import BoolArray, FloatArray, ScoreArray
from .errors import SettingError
from .factors import Factors, Kinds, by_class, class_factors
from .hours import shared_by_day, shared_minutes, working_days
from .people import Columns

Detail: TypeAlias = Mapping[str, object]
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class SoftRule(ABC):
    """A wish. Its weight counts relative to the other rules' weights; 0 switches it off."""

    name: ClassVar[str]
    weight: float

    def __post_init__(self) -> None:
        if not (isfinite(self.weight) and self.weight >= 0):
            raise SettingError(f"The weight of {self.name} must be 0 or more, not {self.weight}.")

    @property
    def key(self) -> str:
        """What tells this rule from others of its name; its name where there is only one."""
        return self.name

    @abstractmethod
    def values(self, mentees: Columns, mentors: Columns) -> ScoreArray:
        """How far each pair (mentee row, mentor column) meets the wish, 0 to 1."""

    @abstractmethod
    def factors(self, mentees: Columns, mentors: Columns) -> Factors:
        """The same values as a product; they may differ in the last digits."""

    @abstractmethod
    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        """What there is to say about one pair (columns of length 1)."""


class KindWish(SoftRule):
    """A wish that depends on what kind of people the two are; there are few kinds."""

    @abstractmethod
    def kinds(self, people: Columns) -> Kinds:
        """What the rule wants to know of each person; one row per person."""

    @abstractmethod
    def table(self, mentees: Kinds, mentors: Kinds) -> ScoreArray:
        """The value of each pair of kinds."""

    def values(self, mentees: Columns, mentors: Columns) -> ScoreArray:
        return by_class(self.kinds(mentees), self.kinds(mentors), self.table)

    def factors(self, mentees: Columns, mentors: Columns) -> Factors:
        return class_factors(self.kinds(mentees), self.kinds(mentors), self.table)


@dataclass(frozen=True)
class WantedTopics(SoftRule):
    """The share of what the mentee wants to learn that the mentor knows."""

    name: ClassVar[str] = "wanted_topics"

    def values(self, mentees: Columns, mentors: Columns) -> ScoreArray:
        wanted = mentees.wanted.sum(axis=1, keepdims=True)
        share: ScoreArray = (mentees.wanted @ mentors.known.T) / np.maximum(wanted, 1)
        return share

    def factors(self, mentees: Columns, mentors: Columns) -> Factors:
        wanted = mentees.wanted.sum(axis=1, keepdims=True)
        return Factors(mentees.wanted / np.maximum(wanted, 1), mentors.known)

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        return {"topics": _both(mentee.people[0].wanted, mentor.people[0].known)}


@dataclass(frozen=True)
class SharedTopics(SoftRule):
    """Common ground: topics that both know, or that both want to learn."""

    name: ClassVar[str] = "shared_topics"

    def values(self, mentees: Columns, mentors: Columns) -> ScoreArray:
        common = mentees.known @ mentors.known.T + mentees.wanted @ mentors.wanted.T
        mine = mentees.known.sum(axis=1) + mentees.wanted.sum(axis=1)
        theirs = mentors.known.sum(axis=1) + mentors.wanted.sum(axis=1)
        return _likeness(common, mine, theirs)

    def factors(self, mentees: Columns, mentors: Columns) -> Factors:
        sides = (np.hstack([people.known, people.wanted]) for people in (mentees, mentors))
        return Factors(*map(_of_length_1, sides))

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        mine, theirs = mentee.people[0], mentor.people[0]
        return {
            "known": _both(mine.known, theirs.known),
            "wanted": _both(mine.wanted, theirs.wanted),
        }


@dataclass(frozen=True)
class SharedStruggles(SoftRule):
    """Both struggle with the same; only what both have marked is counted or named."""

    name: ClassVar[str] = "shared_struggles"

    def values(self, mentees: Columns, mentors: Columns) -> ScoreArray:
        common = mentees.struggles @ mentors.struggles.T
        return _likeness(common, mentees.struggles.sum(axis=1), mentors.struggles.sum(axis=1))

    def factors(self, mentees: Columns, mentors: Columns) -> Factors:
        return Factors(_of_length_1(mentees.struggles), _of_length_1(mentors.struggles))

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        return {"topics": _both(mentee.people[0].struggles, mentor.people[0].struggles)}


@dataclass(frozen=True)
class DifferentDepartment(KindWish):
    """A mix of perspectives: the two are of different departments."""

    name: ClassVar[str] = "different_department"

    def kinds(self, people: Columns) -> Kinds:
        return people.department

    def table(self, mentees: Kinds, mentors: Kinds) -> ScoreArray:
        mentee = mentees[:, None]
        differ: BoolArray = (mentee != mentors) & (mentee >= 0) & (mentors >= 0)
        return differ.astype(np.float32)

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        return {"mentee": mentee.people[0].department, "mentor": mentor.people[0].department}


@dataclass(frozen=True)
class SameSite(KindWish):
    """Both work at the same place and can meet in person."""

    name: ClassVar[str] = "same_site"

    def kinds(self, people: Columns) -> Kinds:
        return people.location

    def table(self, mentees: Kinds, mentors: Kinds) -> ScoreArray:
        same: BoolArray = (mentees[:, None] == mentors) & (mentors >= 0)
        return same.astype(np.float32)

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        return {"mentee": mentee.people[0].location, "mentor": mentor.people[0].location}


@dataclass(frozen=True)
class SharedHours(KindWish):
    """Time of day in which both work; `ideal` minutes or more count in full."""

    name: ClassVar[str] = "shared_hours"
    ideal: int = 8 * 60

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.ideal <= 0:
            raise SettingError(f"The ideal number of shared minutes must be above 0: {self.ideal}.")

    def kinds(self, people: Columns) -> Kinds:
        return working_days(people)

    def table(self, mentees: Kinds, mentors: Kinds) -> ScoreArray:
        share = shared_by_day(mentees, mentors) / np.float32(self.ideal)
        return np.clip(share, 0, 1).astype(np.float32)

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        minutes = int(shared_minutes(mentee, mentor)[0, 0])
        return {"minutes": minutes if minutes >= 0 else None}


@dataclass(frozen=True)
class SeniorityGap(KindWish):
    """How far the mentor is ahead of the mentee.

    The value rises from 0 (not ahead) to 1 at `ideal_from`, stays there up to `ideal_to`, and
    falls to 0 at `limit`, where the two are too far apart to learn from each other.
    """

    ideal_from: float = 1
    ideal_to: float = inf
    limit: float = inf

    def __post_init__(self) -> None:
        super().__post_init__()
        ordered = 0 < self.ideal_from <= self.ideal_to
        if not (ordered and (self.ideal_to < self.limit or self.limit == inf)):
            raise SettingError(
                f"The gap of {self.name} must rise from 0 over {self.ideal_from} and "
                f"{self.ideal_to} to {self.limit}."
            )

    @abstractmethod
    def gap(self, mentees: Kinds, mentors: Kinds) -> FloatArray:
        """How far each mentor is ahead of each mentee; NaN where it is unknown."""

    def table(self, mentees: Kinds, mentors: Kinds) -> ScoreArray:
        gap = self.gap(mentees, mentors)
        value = np.clip(gap / self.ideal_from, 0, 1)
        if self.limit < inf:
            fall = (self.limit - gap) / (self.limit - self.ideal_to)
            value = np.minimum(value, np.clip(fall, 0, 1))
        return np.nan_to_num(value).astype(np.float32)

    def _ahead(self, mentee: Columns, mentor: Columns) -> float | None:
        gap = float(self.gap(self.kinds(mentee), self.kinds(mentor))[0, 0])
        return None if isnan(gap) else gap


@dataclass(frozen=True)
class TenureGap(SeniorityGap):
    """Years that the mentor has been in the company for longer, counted in whole months."""

    name: ClassVar[str] = "tenure_gap"
    ideal_from: float = 2

    def kinds(self, people: Columns) -> Kinds:
        return people.started

    def gap(self, mentees: Kinds, mentors: Kinds) -> FloatArray:
        years: FloatArray = (mentees[:, None] - mentors) / MONTHS_A_YEAR
        return years

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        return {"years": self._ahead(mentee, mentor)}


@dataclass(frozen=True)
class GradeGap(SeniorityGap):
    """Grades by which the mentor is above."""

    name: ClassVar[str] = "grade_gap"
    ideal_to: float = 3
    limit: float = 8

    def kinds(self, people: Columns) -> Kinds:
        return people.grade

    def gap(self, mentees: Kinds, mentors: Kinds) -> FloatArray:
        grades: FloatArray = mentors - mentees[:, None]
        return grades

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        return {"grades": self._ahead(mentee, mentor)}


def _both(mine: Sequence[Hashable], theirs: Sequence[Hashable]) -> tuple[Hashable, ...]:
    """What is in both, once each, in my order."""
    others = set(theirs)
    return tuple(topic for topic in dict.fromkeys(mine) if topic in others)


def _likeness(common: ScoreArray, mine: ScoreArray, theirs: ScoreArray) -> ScoreArray:
    """Cosine: common topics over the geometric mean of how many each has."""
    both = np.sqrt(np.maximum(mine, 1))[:, None] * np.sqrt(np.maximum(theirs, 1))
    likeness: ScoreArray = np.minimum(common / both, 1)
    return likeness


def _of_length_1(topics: ScoreArray) -> ScoreArray:
    """Each person's topics as a vector of length 1; nothing stays nothing."""
    number = topics.sum(axis=1, keepdims=True)
    vectors: ScoreArray = topics / np.sqrt(np.maximum(number, 1))
    return vectors
