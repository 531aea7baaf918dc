"""Who may meet whom in a round, and what each meeting is worth after the earlier rounds.

Everything that a round is judged by becomes one whole number per pair, so that every method
here pursues the same order of aims: fewest people who meet again, then fewest who meet again at
once, then the highest sum of weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TypeAlias

import numpy as np

from .arrays import BoolArray, IntArray, ScoresLike
from .errors import HistoryError, ScoreError
from .problem import LARGEST_PRODUCT, QUANTA_PER_POINT, read_pairs

Group: TypeAlias = tuple[int, ...]
NOT_ALLOWED = -(2**62)
# Beyond this a further repetition costs no more: it keeps the figures within 64 bits.
MOST_TIMES = 3


@dataclass(frozen=True, eq=False)
class Meetings:
    """The allowed pairs of people (first below second, in order), and their worth in quanta.

    `times` says how often a pair met in earlier rounds, `triples` how often each person sat in
    a group of three. `spread` is the price of one unfairness: more than any weight.
    """

    people: int
    first: IntArray
    second: IntArray
    points: IntArray
    worth: IntArray
    times: IntArray
    triples: IntArray

    @cached_property
    def spread(self) -> int:
        return int(np.ptp(self.points)) + 1 if len(self.points) else 1

    @cached_property
    def keys(self) -> IntArray:
        return self.first * self.people + self.second

    def find(self, one: IntArray, other: IntArray) -> IntArray:
        """Where these pairs stand among the allowed ones; -1 if they are not."""
        keys = self.keys
        wanted = np.minimum(one, other) * self.people + np.maximum(one, other)
        at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        if not len(keys):
            return np.full(len(wanted), -1)
        found: IntArray = np.where(keys[at] == wanted, at, -1)
        return found

    def worth_of(self, one: IntArray, other: IntArray) -> IntArray:
        """What these meetings are worth, NOT_ALLOWED where there must be none."""
        at = self.find(one, other)
        if not len(self.worth):
            return np.full(len(at), NOT_ALLOWED)
        worth: IntArray = np.where(at < 0, NOT_ALLOWED, self.worth[at])
        return worth

    @cached_property
    def has_partner(self) -> BoolArray:
        """Who may meet anybody at all?"""
        ends = np.concatenate([self.first, self.second])
        known: BoolArray = np.bincount(ends, minlength=self.people) > 0
        return known


def read_meetings(weights: ScoresLike, history: Sequence[Sequence[Sequence[int]]]) -> Meetings:
    """Check the weights and the earlier rounds.

    Raises `ShapeError` or `ScoreError` for such weights, `HistoryError` for rounds that name
    somebody who is not there.
    """
    row, col, quanta, (people, others) = read_pairs(weights)
    if people != others:
        raise ScoreError(f"Weights need as many rows as columns, not {people} and {others}.")
    upper = _symmetric(row, col, quanta, people)
    row, col, quanta = row[upper], col[upper], quanta[upper]
    rounds = [[_group(group, people) for group in groups] for groups in history]
    met = _counts([group for groups in rounds for group in groups], people)
    recent = _counts(rounds[-1] if rounds else [], people)
    keys = (row * people + col).tolist()
    times = np.array([met.get(key, 0) for key in keys], np.int64)
    again = np.array([recent.get(key, 0) for key in keys], np.int64)
    return Meetings(
        people=people,
        first=row,
        second=col,
        points=quanta,
        worth=quanta - _price(quanta, times, again, people),
        times=times,
        triples=_triples(rounds, people),
    )


def _symmetric(row: IntArray, col: IntArray, quanta: IntArray, people: int) -> BoolArray:
    """Which of the stored pairs have first < second, after checking that each is there twice."""
    upper, lower = row < col, row > col
    there = np.argsort(row[upper] * people + col[upper])
    back = np.argsort(col[lower] * people + row[lower])
    same = (
        np.array_equal(row[upper][there], col[lower][back])
        and np.array_equal(col[upper][there], row[lower][back])
        and np.array_equal(quanta[upper][there], quanta[lower][back])
    )
    if not same:
        raise ScoreError("The weight of a pair must be the same in both directions.")
    return upper


def _group(group: Sequence[int], people: int) -> Group:
    members = tuple(int(member) for member in group)
    if len(set(members)) < len(members) or not all(0 <= one < people for one in members):
        raise HistoryError(f"An earlier round has the group {members} of {people} people.")
    return members


def _counts(groups: Sequence[Group], people: int) -> dict[int, int]:
    met: dict[int, int] = {}
    for group in groups:
        for one, other in combinations(sorted(group), 2):
            met[one * people + other] = met.get(one * people + other, 0) + 1
    return met


def _price(quanta: IntArray, times: IntArray, again: IntArray, people: int) -> IntArray:
    """What it takes off a meeting's worth that the two have met before.

    Raises `ScoreError` if the figures would not fit into the solvers' 64 bits.
    """
    spread = int(np.ptp(quanta)) + 1 if len(quanta) else 1
    at_once = spread * (people // 2 + 1)
    once = at_once * (people + 1)
    most = min(int(times.max(initial=0)), MOST_TIMES)
    if 2 * (people + 1) * (spread + most * once + at_once) >= LARGEST_PRODUCT:
        raise ScoreError(
            f"Weights that lie {spread / QUANTA_PER_POINT:g} points apart are too far apart to "
            f"be weighed exactly for {people} people; scale them down."
        )
    price: IntArray = once * np.minimum(times, MOST_TIMES) + at_once * np.minimum(again, 1)
    return price


def _triples(rounds: Sequence[Sequence[Group]], people: int) -> IntArray:
    sat = [member for groups in rounds for group in groups if len(group) > 2 for member in group]
    return np.bincount(np.array(sat, np.int64), minlength=people).astype(np.int64)
