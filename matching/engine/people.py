"""People as records, and the same people as columns for arithmetic on all pairs at once."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import FloatArray, IndexArray, IntArray, ScoreArray
from .errors import PersonError

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, kw_only=True)
class Person:
    """What the rules may know of somebody. Unknown (None, empty) never forbids and never pays.

    id          the same value on both sides is the same person
    wanted      topics this person wants to learn; each topic is any hashable value
    known       topics this person knows
    struggles   topics this person struggles with (private: used only where both have it)
    utc_offset  minutes ahead of UTC (on the day that matters; zones move with the season)
    workday     first and last minute of work after local midnight; may run past midnight
    started     first day in the company
    grade       rank as a number, higher is more senior
    reporting   (tin, tout) of `reporting_intervals` over the whole organization
    languages   spoken, each any hashable value
    facts       what else is known, by name: "team" → "Blue"; for rules that ask for the same
    ranks       what else can be compared, by name: "level" → 4
    answers     share of what was asked of this mentor that was answered in time, 0 to 1
    waits       whether this mentee stayed without a mentor last time
    """

    id: Hashable
    wanted: Sequence[Hashable] = ()
    known: Sequence[Hashable] = ()
    struggles: Sequence[Hashable] = ()
    department: Hashable | None = None
    location: Hashable | None = None
    utc_offset: int | None = None
    workday: tuple[int, int] = (9 * 60, 17 * 60)
    started: date | None = None
    grade: float | None = None
    reporting: tuple[int, int] | None = None
    languages: Sequence[Hashable] = ()
    facts: Mapping[str, Hashable] = field(default_factory=dict)
    ranks: Mapping[str, float] = field(default_factory=dict)
    answers: float | None = None
    waits: bool = False

    def __post_init__(self) -> None:
        start, end = self.workday
        if not (0 <= start < MINUTES_A_DAY and 0 <= end <= MINUTES_A_DAY and start != end):
            raise PersonError(f"The workday of {self.id} is {start} to {end} minutes.")
        if self.reporting is not None and not 0 <= self.reporting[0] < self.reporting[1]:
            raise PersonError(f"The reporting interval of {self.id} is {self.reporting}.")


@dataclass(frozen=True, eq=False)
class Named:
    """Columns that only this organization has, by name; taken by rows like any other column."""

    columns: Mapping[str, npt.NDArray[Any]]
    unknown: npt.NDArray[Any]

    def __getitem__(self, rows: slice | IntArray) -> "Named":
        chosen = {name: column[rows] for name, column in self.columns.items()}
        return Named(chosen, self.unknown[rows])

    def of(self, name: str) -> npt.NDArray[Any]:
        """One column; of a name that nobody told anything of, all unknown."""
        return self.columns.get(name, self.unknown)


@dataclass(frozen=True, eq=False)
class Columns:
    """One side (the mentees, or the mentors), one array entry per person.

    Codes are shared between the two sides of one `encode`; -1 and NaN stand for unknown.
    """

    people: tuple[Person, ...]
    wanted: ScoreArray
    known: ScoreArray
    struggles: ScoreArray
    department: IndexArray
    location: IndexArray
    work_start: IntArray  # minute of the UTC day
    work_length: IntArray  # minutes
    started: FloatArray  # month, counted from the year 0
    grade: FloatArray
    tin: IntArray
    tout: IntArray
    languages: ScoreArray
    facts: Named  # of codes
    ranks: Named  # of numbers
    answers: FloatArray
    waits: ScoreArray

    def __len__(self) -> int:
        return len(self.people)

    def part(self, start: int, stop: int) -> "Columns":
        """The people from `start` up to `stop`."""
        return Columns(*(getattr(self, each.name)[start:stop] for each in fields(self)))

    def only(self, positions: IntArray) -> "Columns":
        """The people at these positions, in this order."""
        people, *columns = (getattr(self, each.name) for each in fields(self))
        chosen = tuple(people[position] for position in positions.tolist())
        return Columns(chosen, *(column[positions] for column in columns))

    def one(self, position: int) -> "Columns":
        """One person, as columns of length 1. IndexError if there is no such person."""
        if not 0 <= position < len(self):
            raise IndexError(f"There is no person {position} among {len(self)}.")
        return self.part(position, position + 1)

    @cached_property
    def position(self) -> dict[Hashable, int]:
        """Where each person stands, by id."""
        return {person.id: at for at, person in enumerate(self.people)}


@dataclass
class _Codes:
    """Numbers for values, in the order in which they are first seen."""

    numbers: dict[Hashable, int] = field(default_factory=dict)

    def number(self, value: Hashable | None) -> int:
        return -1 if value is None else self.numbers.setdefault(value, len(self.numbers))


@dataclass
class _Shared:
    """The numbers that both sides use."""

    topics: _Codes = field(default_factory=_Codes)
    departments: _Codes = field(default_factory=_Codes)
    locations: _Codes = field(default_factory=_Codes)
    languages: _Codes = field(default_factory=_Codes)
    facts: dict[str, _Codes] = field(default_factory=dict)
    ranks: dict[str, None] = field(default_factory=dict)


def encode(mentees: Sequence[Person], mentors: Sequence[Person]) -> tuple[Columns, Columns]:
    """Columns for both sides. Raises `PersonError` if somebody is twice on one side."""
    for side, people in (("mentees", mentees), ("mentors", mentors)):
        seen: set[Hashable] = set()
        for person in people:
            if person.id in seen:
                raise PersonError(f"{person.id} is twice among the {side}.")
            seen.add(person.id)
    codes = _Shared()
    for person in (*mentees, *mentors):
        for topic in (*person.wanted, *person.known, *person.struggles):
            codes.topics.number(topic)
        for language in person.languages:
            codes.languages.number(language)
        for name in person.facts:
            codes.facts.setdefault(name, _Codes())
        codes.ranks.update(dict.fromkeys(person.ranks))
    first, second = (_columns(tuple(people), codes) for people in (mentees, mentors))
    return first, second


def _columns(people: tuple[Person, ...], codes: _Shared) -> Columns:
    def numbers(of: Callable[[Person], float | None]) -> FloatArray:
        return np.array([_or_nan(of(person)) for person in people], np.float64)

    reporting = [person.reporting or (-1, -1) for person in people]
    start, length = _hours(people)
    return Columns(
        people=people,
        wanted=_membership((person.wanted for person in people), len(people), codes.topics),
        known=_membership((person.known for person in people), len(people), codes.topics),
        struggles=_membership((person.struggles for person in people), len(people), codes.topics),
        department=np.array([codes.departments.number(p.department) for p in people], np.int32),
        location=np.array([codes.locations.number(p.location) for p in people], np.int32),
        work_start=start,
        work_length=length,
        started=numbers(lambda person: _month(person.started)),
        grade=numbers(lambda person: person.grade),
        tin=np.array([tin for tin, _ in reporting], np.int64),
        tout=np.array([tout for _, tout in reporting], np.int64),
        languages=_membership((p.languages for p in people), len(people), codes.languages),
        facts=_facts(people, codes.facts),
        ranks=_ranks(people, codes.ranks),
        answers=numbers(lambda person: person.answers),
        waits=np.array([person.waits for person in people], np.float32),
    )


def _facts(people: tuple[Person, ...], codes: Mapping[str, _Codes]) -> Named:
    columns = {
        name: np.array([each.number(person.facts.get(name)) for person in people], np.int32)
        for name, each in codes.items()
    }
    return Named(columns, np.full(len(people), -1, np.int32))


def _ranks(people: tuple[Person, ...], names: Iterable[str]) -> Named:
    columns = {
        name: np.array([_or_nan(person.ranks.get(name)) for person in people], np.float64)
        for name in names
    }
    return Named(columns, np.full(len(people), np.nan))


def _month(when: date | None) -> int | None:
    return None if when is None else 12 * when.year + when.month


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _membership(chosen: Iterable[Sequence[Hashable]], people: int, topics: _Codes) -> ScoreArray:
    """1 where a person (row) has a topic (column). Sums of such entries are exact in float32."""
    table = np.zeros((people, len(topics.numbers)), np.float32)
    for row, mine in enumerate(chosen):
        table[row, [topics.numbers[topic] for topic in mine]] = 1
    return table


def _hours(people: tuple[Person, ...]) -> tuple[IntArray, IntArray]:
    """Start of work in UTC and its length, in minutes; length -1 where the zone is unknown."""
    start = np.zeros(len(people), np.int64)
    length = np.full(len(people), -1, np.int64)
    for at, person in enumerate(people):
        if person.utc_offset is not None:
            begin, end = person.workday
            start[at] = (begin - person.utc_offset) % MINUTES_A_DAY
            length[at] = (end - begin) % MINUTES_A_DAY or MINUTES_A_DAY
    return start, length
