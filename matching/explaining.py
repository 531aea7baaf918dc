"""The reasons of pairs, and the other mentors that each mentee could have had, as plain data.

Imports numpy; only matching.pairing imports this module.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np

from matching.engine import Scores
from matching.engine.arrays import BoolArray, IntArray, ScoreArray
from matching.engine.people import Columns
from matching.rules.fit import NOT_WITH
from matching.rules.weights import PRIVATE_RULE

DECIMALS = 4
BLOCK = 64
MOST_ALLOWED, MOST_FORBIDDEN = 100, 20
# Working out a pair's reasons takes a fraction of a millisecond; large groups get fewer.
FEWEST_EXPLAINED, MOST_EXPLAINED, EXPLAINED_IN_ALL = 8, 25, 10_000


class Explainer:
    """Reads single pairs out of `Scores`. What two people keep private leaves here as a number."""

    def __init__(self, scores: Scores) -> None:
        self.scores = scores
        self.shares = scores.rules.shares()
        self.hard = scores.rules.hard

    @cached_property
    def mentors(self) -> list[Columns]:
        """Each mentor alone."""
        return [self.scores.mentors.one(col) for col in range(len(self.scores.mentors))]

    @cached_property
    def mentor_ids(self) -> list[str]:
        """Each mentor's id as text."""
        return [str(person.id) for person in self.scores.mentors.people]

    def points(self, row: int, col: int) -> float:
        """A pair's score, in the quanta that the engine adds up."""
        return round(self.scores.points(row, col), DECIMALS)

    def parts(self, row: int, col: int) -> list[dict[str, Any]]:
        """The parts of one pair's score."""
        values = [part.value for part in self.scores.parts(row, col)]
        return self._parts(self.scores.mentees.one(row), col, values)

    def candidates(self, heard: Callable[[float], None]) -> dict[UUID, list[dict[str, Any]]]:
        """For each mentee the best mentors, then the best of those who are not allowed, each
        with what forbids it. `heard` is told now and then what share is done.
        """
        found: dict[UUID, list[dict[str, Any]]] = {}
        mentees = self.scores.mentees
        of_block = self._of_all if self.scores.stored is not None else self._of_best
        for start in range(0, len(mentees), BLOCK):
            heard(start / len(mentees))
            part = mentees.part(start, start + BLOCK)
            for person, entries in zip(part.people, of_block(start, part), strict=True):
                found[person.id] = entries  # type: ignore[index]
        return found

    def _of_all(self, _start: int, mentees: Columns) -> Iterator[list[dict[str, Any]]]:
        """Out of all mentors."""
        mentors = self.scores.mentors
        values, forbids = self._values(mentees, mentors), self._forbids(mentees, mentors)
        for at in range(len(mentees)):
            everybody = np.arange(len(mentors))
            yield self._of_one(mentees.one(at), everybody, values[:, at], forbids[:, at])

    def _of_best(self, start: int, mentees: Columns) -> Iterator[list[dict[str, Any]]]:
        """Of a large group the rules look only at the mentors with the best scores."""
        table = self.scores.table
        stop = start + len(mentees)
        is_forbidden = table.rows(start, stop) < 0
        quanta = table.without_rules(start, stop)
        allowed = _best(np.where(is_forbidden, -1, quanta), MOST_ALLOWED)
        forbidden = _best(np.where(is_forbidden, quanta, -1), MOST_FORBIDDEN)
        for at in range(len(mentees)):
            chosen = np.union1d(allowed[at], forbidden[at])
            mentee, mentors = mentees.one(at), self.scores.mentors.only(chosen)
            values, forbids = self._values(mentee, mentors), self._forbids(mentee, mentors)
            yield self._of_one(mentee, chosen, values[:, 0], forbids[:, 0])

    def _values(self, mentees: Columns, mentors: Columns) -> ScoreArray:
        """One layer per soft rule."""
        layers = [rule.values(mentees, mentors) for rule, _share in self.shares]
        shape = (len(self.shares), len(mentees), len(mentors))
        return np.array(layers, np.float32).reshape(shape)

    def _forbids(self, mentees: Columns, mentors: Columns) -> BoolArray:
        """One layer per hard rule."""
        layers = [rule.forbids(mentees, mentors) for rule in self.hard]
        return np.array(layers, np.bool_)

    def _of_one(
        self, mentee: Columns, mentors: IntArray, values: ScoreArray, forbids: BoolArray
    ) -> list[dict[str, Any]]:
        """`values` and `forbids`: one row per rule, one column for each of these mentors."""
        in_all = EXPLAINED_IN_ALL // len(self.scores.mentees)
        explained = min(max(in_all, FEWEST_EXPLAINED), MOST_EXPLAINED)
        shares = np.array([share for _rule, share in self.shares])
        points = shares @ values
        order = np.argsort(-points, kind="stable")
        # whom one of the two doesn't want is on no list: HR learns nothing of it
        order = order[~self._unwanted(forbids)[order]]
        any_forbids: BoolArray = np.logical_or.reduce(forbids, axis=0)
        is_forbidden = any_forbids[order]
        allowed = order[~is_forbidden][:MOST_ALLOWED].tolist()
        forbidden = order[is_forbidden][:MOST_FORBIDDEN].tolist()

        cols = mentors.tolist()

        def entry(at: int, forbidden: list[str], *, explain: bool) -> dict[str, Any]:
            parts = self._parts(mentee, cols[at], values[:, at].tolist()) if explain else []
            return {
                "mentor": self.mentor_ids[cols[at]],
                "score": round(float(points[at]), DECIMALS),
                "forbidden": forbidden,
                "parts": parts,
            }

        return [
            *(entry(at, [], explain=rank < explained) for rank, at in enumerate(allowed)),
            *(entry(at, self._names(forbids[:, at]), explain=False) for at in forbidden),
        ]

    def _unwanted(self, forbids: BoolArray) -> BoolArray:
        """Ruled out by nothing but a private wish: what HR can know is told as ever."""
        is_private = np.array([rule.key == NOT_WITH for rule in self.hard])
        wished: BoolArray = np.logical_or.reduce(forbids[is_private], axis=0)
        known: BoolArray = np.logical_or.reduce(forbids[~is_private], axis=0)
        unwanted: BoolArray = wished & ~known
        return unwanted

    def _names(self, forbids: BoolArray) -> list[str]:
        rules = zip(self.hard, forbids, strict=True)
        return [rule.key for rule, does in rules if does and rule.key != NOT_WITH]

    def _parts(self, mentee: Columns, col: int, values: list[float]) -> list[dict[str, Any]]:
        mentor = self.mentors[col]
        return [
            {
                "rule": rule.key,
                "weight": round(share, DECIMALS),
                "value": round(value, DECIMALS),
                "detail": _public(rule.key, rule.detail(mentee, mentor)),
            }
            for (rule, share), value in zip(self.shares, values, strict=True)
        ]


def _best(quanta: ScoreArray, number: int) -> IntArray:
    """Per row, the columns of the largest entries; of equal ones the first."""
    width = quanta.shape[1]
    first = max(0, width - number)
    order = quanta.astype(np.int64) * width - np.arange(width)
    best: IntArray = np.argpartition(order, min(first, width - 1), axis=1)[:, first:]
    return best


def _public(rule: str, detail: Any) -> dict[str, Any]:
    """Without what is private: what two people share of it is between them."""
    if rule == PRIVATE_RULE:
        return {"count": len(detail["topics"])}
    return {key: list(one) if isinstance(one, tuple) else one for key, one in detail.items()}
