"""The other mentors that each mentee could have had, and the parts of pairs' scores, as plain data.

Imports numpy; only matching.pairing imports this module.
"""

from collections.abc import Callable, Iterator
from math import isnan
from typing import NamedTuple
from uuid import UUID

import numpy as np

from matching.engine import Scores
from matching.engine.arrays import BoolArray, IntArray, ScoreArray
from matching.engine.candidates import NOISE_LEVELS, best_of_rows, row_noise
from matching.engine.hard import ListedRule
from matching.engine.naming import Forbidding
from matching.engine.problem import QUANTA_PER_POINT
from matching.rules.fit import NOT_WITH
from matching.rules.options import pack
from matching.rules.weights import PRIVATE_RULE

DECIMALS = 4
MOST_ALLOWED, MOST_FORBIDDEN = 100, 20
NOT_THIS = np.float32(-1)
FIRST = 2**14  # more than any score
LARGEST = FIRST * NOISE_LEVELS
ROWS_AT_ONCE = 64
MOST_SHARED = 255


class Some(NamedTuple):
    """Pairs of a block of mentees: row in the block, mentor, score in quanta; best first."""

    row: IntArray
    col: IntArray
    quanta: IntArray

    def only(self, kept: BoolArray) -> "Some":
        """Those of them."""
        return Some(self.row[kept], self.col[kept], self.quanta[kept])


class Explainer:
    """Reads pairs out of `Scores`. What two people keep private leaves here as a number."""

    def __init__(self, scores: Scores) -> None:
        self.scores, self.table = scores, scores.table
        self.hard = scores.rules.hard
        self.forbidding = Forbidding(scores.mentees, scores.mentors, self.hard)
        self.is_private = np.array([rule.key == NOT_WITH for rule in self.hard])
        self.most_unwanted = max(
            (
                int(np.bincount(rule.listed(scores.mentees, scores.mentors).row, minlength=1).max())
                for rule in self.hard
                if isinstance(rule, ListedRule) and rule.key == NOT_WITH
            ),
            default=0,
        )
        height, width = min(self.table.height, len(scores.mentees)), len(scores.mentors)
        self.blocks = np.empty((2, height, width), np.float32)  # used again and again
        self.noise = row_noise(*self.table.shape)
        soft = {rule.key: rule for rule, _share in scores.rules.shares()}
        self.private = soft.get(PRIVATE_RULE)

    def points(self, row: int, col: int) -> float:
        """A pair's score, in the quanta that the engine adds up; also of one against the rules."""
        points = self.scores.points(row, col)
        if isnan(points):
            points = float(self.scores.table.without_rules(row, row + 1)[0, col]) / QUANTA_PER_POINT
        return round(points, DECIMALS)

    def options(
        self, chosen: dict[int, int], heard: Callable[[float], None]
    ) -> Iterator[tuple[UUID, bytes]]:
        """For each mentee the best mentors, then the best of those who are not allowed, as
        matching.rules.options packs them. `heard` is told now and then what share is done.

        chosen   mentee row → mentor column: who is among the mentee's options in any case
        """
        mentees, height = len(self.scores.mentees), self.table.height
        for start in range(0, mentees, height):
            heard(start / mentees)
            stop = min(start + height, mentees)
            allowed, forbidden, bits = self._of_block(start, stop, chosen)
            private = [self._private(start, stop, each) for each in (allowed, forbidden)]
            people = self.scores.mentees.people[start:stop]
            packed = _packed(len(people), allowed, forbidden, bits, private)
            for person, options in zip(people, packed, strict=True):
                yield person.id, options  # type: ignore[misc]

    def _of_block(
        self, start: int, stop: int, chosen: dict[int, int]
    ) -> tuple[Some, Some, BoolArray]:
        """The best who are allowed, the best who are not, and of these by which rules."""
        rows, soft = self.blocks[:, : stop - start]
        self.table.rows(start, stop, out=rows)
        self.table.without_rules(start, stop, out=soft)
        np.copyto(soft, NOT_THIS, where=rows >= 0)
        mine = {row - start: chosen[row] for row in range(start, stop) if row in chosen}
        allowed = self._best(rows, start, MOST_ALLOWED, mine)
        forbidden = self._best(soft, start, MOST_FORBIDDEN + self.most_unwanted, {})
        by_rule = self.forbidding.of(forbidden.row + start, forbidden.col)[~self.is_private]
        # whom one of the two doesn't want is on no list: HR learns nothing of it
        known = by_rule.any(axis=0)
        forbidden, by_rule = forbidden.only(known), by_rule[:, known]
        few = _place_in_row(forbidden.row) < MOST_FORBIDDEN
        return allowed, forbidden.only(few), by_rule[:, few]

    def _best(self, quanta: ScoreArray, start: int, most: int, mine: dict[int, int]) -> Some:
        """At most so many of each row that aren't negative, and `mine` in any case. Writes over
        `quanta`. A small fixed noise tells equal scores apart: there may be thousands.
        """
        quanta += self.noise[start : start + len(quanta)]
        pairs = (list(mine.keys()), list(mine.values()))
        points_of_mine = np.zeros(len(quanta), np.int64)
        points_of_mine[pairs[0]] = quanta[pairs]
        quanta[pairs] = FIRST
        row, col = _best_of_slices(quanta, most)
        levels = (quanta[row, col] * NOISE_LEVELS).astype(np.int64)
        row, col, levels = _in_order(row, col, levels, len(self.scores.mentors))
        few = _place_in_row(row) < most
        row, col, points = row[few], col[few], levels[few] // NOISE_LEVELS
        points = np.where(points == FIRST, points_of_mine[row], points)
        return Some(*_in_order(row, col, points, len(self.scores.mentors)))

    def _private(self, start: int, stop: int, pairs: Some) -> tuple[IntArray, IntArray] | None:
        """What struggles gave to each pair, in quanta, and how many the two share."""
        if self.private is None:
            return None
        mentees, mentors = self.scores.mentees.part(start, stop), self.scores.mentors
        value = self.private.values(mentees, mentors)[pairs.row, pairs.col]
        shared = (mentees.struggles @ mentors.struggles.T)[pairs.row, pairs.col]
        return np.rint(value * QUANTA_PER_POINT), np.minimum(shared, MOST_SHARED)


def _packed(
    number: int,
    allowed: Some,
    forbidden: Some,
    by_rule: BoolArray,
    private: list[tuple[IntArray, IntArray] | None],
) -> Iterator[bytes]:
    """The options of each mentee of a block."""
    bits = np.packbits(by_rule.T, axis=1, bitorder="little")
    sides = [
        (
            np.searchsorted(pairs.row, np.arange(number + 1)),
            pairs.col.astype("<u4"),
            pairs.quanta.astype("<u2"),
            *([] if own is None else [own[0].astype("<u2"), own[1].astype("<u1")]),
        )
        for pairs, own in zip((allowed, forbidden), private, strict=True)
    ]
    (first, *columns), (first_not, *columns_not) = sides
    for at in range(number):
        mine, not_mine = slice(*first[at : at + 2]), slice(*first_not[at : at + 2])
        numbers, quanta, *own = [
            one[mine].tobytes() + other[not_mine].tobytes()
            for one, other in zip(columns, columns_not, strict=True)
        ]
        yield pack(
            numbers,
            quanta,
            bits[not_mine].tobytes(),
            b"".join(own),
            allowed=mine.stop - mine.start,
            forbidden=not_mine.stop - not_mine.start,
        )


def _best_of_slices(quanta: ScoreArray, most: int) -> tuple[IntArray, IntArray]:
    """As `best_of_rows`, by as many rows as stay in the processor's cache."""
    found = [
        (row + start, col)
        for start in range(0, len(quanta), ROWS_AT_ONCE)
        for row, col in [best_of_rows(quanta[start : start + ROWS_AT_ONCE], most)]
    ]
    rows, cols = zip(*found, strict=True)
    return np.concatenate(rows), np.concatenate(cols)


def _in_order(
    row: IntArray, col: IntArray, value: IntArray, width: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Pairs by row, the largest value first, then by column: sorted as single whole numbers, in a
    third of the time.
    """
    missing = LARGEST - value
    key = (row * (LARGEST + 1) + missing) * width + col
    key.sort()
    key, col = np.divmod(key, width)
    row, missing = np.divmod(key, LARGEST + 1)
    return row, col, LARGEST - missing


def _place_in_row(row: IntArray) -> IntArray:
    """Of pairs in the order of their rows: which one of its row each is."""
    return np.arange(len(row)) - np.searchsorted(row, row)
