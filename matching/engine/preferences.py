"""Who accepts whom, and in which order: the two sides of a stable matching, checked.

A preference list names people of the other side by their position, best first; an inner list is
a tie. Only pairs in which each names the other can be matched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from .arrays import IntArray
from .errors import PreferenceError
from .problem import read_seats

Preferences: TypeAlias = Sequence[Sequence[int | Sequence[int]]]
"""One list per person: positions on the other side, best first; an inner list is a tie."""
Ranks: TypeAlias = tuple[dict[int, int], ...]
Tiers: TypeAlias = tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, eq=False)
class Market:
    """Two sides that accept each other in some pairs.

    mentees, mentors  per person, the rank of each acceptable other; 0 is best, equal is a tie
    seats             per mentor, mentees that they can take
    """

    mentees: Ranks
    mentors: Ranks
    seats: IntArray

    @cached_property
    def tiers(self) -> Tiers:
        """Per mentee, the groups of mentors of equal rank, best first."""
        return tuple(tuple(map(tuple, _tiers(ranks))) for ranks in self.mentees)

    @property
    def has_ties(self) -> bool:
        """Does anybody rank two acceptable others equally?"""
        return any(len(set(ranks.values())) < len(ranks) for ranks in self.mentees + self.mentors)

    @property
    def most(self) -> int:
        """No matching has more pairs than this; it need not be reached."""
        taken = sum(bool(ranks) for ranks in self.mentees)
        given = sum(
            min(seats, len(ranks))
            for seats, ranks in zip(self.seats.tolist(), self.mentors, strict=True)
        )
        return int(min(taken, given))


def read_market(
    mentee_preferences: Preferences,
    mentor_preferences: Preferences,
    capacities: Sequence[int] | npt.NDArray[Any],
) -> Market:
    """Check the lists, and keep the pairs in which each accepts the other.

    Raises `PreferenceError` for a list that makes no sense, `ShapeError` or `CapacityError` for
    such capacities.
    """
    mentees = _ranks("mentee", mentee_preferences, len(mentor_preferences))
    mentors = _ranks("mentor", mentor_preferences, len(mentee_preferences))
    return Market(
        mentees=_mutual(mentees, mentors),
        mentors=_mutual(mentors, mentees),
        seats=read_seats(capacities, len(mentors)),
    )


def _ranks(side: str, preferences: Preferences, others: int) -> Ranks:
    return tuple(
        dict(_ranked(f"{side} {person}", listed, others))
        for person, listed in enumerate(preferences)
    )


def _ranked(
    whose: str, listed: Sequence[int | Sequence[int]], others: int
) -> Iterator[tuple[int, int]]:
    seen: set[int] = set()
    for rank, entry in enumerate(listed):
        for other in _members(entry):
            if isinstance(other, bool) or not isinstance(other, int | np.integer):
                raise PreferenceError(f"The list of {whose} names {other!r}: not a position.")
            if not 0 <= other < others:
                raise PreferenceError(
                    f"The list of {whose} names {other}; the other side has {others} people."
                )
            if other in seen:
                raise PreferenceError(f"The list of {whose} names {other} twice.")
            seen.add(int(other))
            yield int(other), rank


def _members(entry: Any) -> Sequence[Any]:
    is_tie = isinstance(entry, list | tuple | np.ndarray)
    return entry if is_tie else (entry,)


def _mutual(own: Ranks, others: Ranks) -> Ranks:
    return tuple(
        {other: rank for other, rank in ranks.items() if person in others[other]}
        for person, ranks in enumerate(own)
    )


def _tiers(ranks: dict[int, int]) -> list[list[int]]:
    tiers: dict[int, list[int]] = {}
    for other, rank in sorted(ranks.items(), key=lambda item: item[1]):
        tiers.setdefault(rank, []).append(other)
    return list(tiers.values())
