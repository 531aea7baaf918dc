"""The scores of all pairs, made block by block, again and again, and never all at once.

Scores are whole quanta (1e-4 point). A float32 holds them exactly up to 2^24, so what is compared
and added from here on is exact. A block is made by the same multiplication each time and comes
out the same to the last bit; that is why the best pairs of *both* sides and every proof read the
same blocks of rows (another split of the sum could round a pair to the next quantum).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from .arrays import BoolArray, IntArray, ScoreArray
from .criteria import Rules
from .factors import Factors, side_by_side
from .hard import KindRule, Listed, ListedRule
from .people import Columns
from .problem import QUANTA_PER_POINT
from .progress import Watch

FORBIDDEN = np.float32(-4.0e7)  # far below any score or price; several add up to less still
FEWEST_ROWS = 256  # of a block: each multiplication reads all mentors anew
PAIRS_AT_ONCE = 2**22


class Block(NamedTuple):
    """Rows from `start` on. `quanta` is written over by the next block."""

    start: int
    quanta: ScoreArray

    @property
    def stop(self) -> int:
        return self.start + len(self.quanta)


@dataclass(frozen=True, eq=False)
class PairTable:
    """What every block is made of; pairs that are not allowed come out far below 0.

    soft      the wishes, as factors of quanta
    both      the wishes and the hard rules by kinds of people, which add `FORBIDDEN`
    listed    further pairs that are not allowed, by row
    first     where the listed pairs of each row begin
    closed    mentees for whom no pair is allowed
    height    rows of a block
    floor     lowest score that is allowed, in quanta
    """

    soft: Factors
    both: Factors
    listed: Listed
    first: IntArray
    closed: BoolArray
    height: int
    floor: float = 0

    @property
    def shape(self) -> tuple[int, int]:
        """Mentees and mentors."""
        return len(self.both.left), len(self.both.right)

    def blocks(self, watch: Watch, stage: str) -> Iterator[Block]:
        """All pairs, from the first mentee to the last."""
        mentees, mentors = self.shape
        buffer = np.empty((min(self.height, mentees), mentors), np.float32)
        for start in range(0, mentees, self.height):
            watch.at(stage, start / mentees)
            block = buffer[: min(self.height, mentees - start)]
            np.matmul(self.both.left[start : start + len(block)], self.both.right.T, out=block)
            self._finish(start, block)
            yield Block(start, block)
        watch.at(stage, 1)

    def rows(self, start: int, stop: int, out: ScoreArray | None = None) -> ScoreArray:
        """Some mentees with all mentors; in `out` if it is given, which costs much less."""
        rows: ScoreArray = np.matmul(self.both.left[start:stop], self.both.right.T, out=out)
        self._finish(start, rows)
        return rows

    def pair(self, mentee: int, mentor: int) -> float:
        """One pair."""
        listed = self.listed.col[self.first[mentee] : self.first[mentee + 1]]
        if self.closed[mentee] or mentor in listed:
            return float(FORBIDDEN)
        quanta = float(np.rint(self.both.left[mentee] @ self.both.right[mentor]))
        return quanta if quanta >= self.floor else float(FORBIDDEN)

    def without_rules(self, start: int, stop: int, out: ScoreArray | None = None) -> ScoreArray:
        """What some mentees' pairs would be worth if all were allowed."""
        rows: ScoreArray = np.matmul(self.soft.left[start:stop], self.soft.right.T, out=out)
        return np.rint(rows, out=rows)

    def _finish(self, start: int, block: ScoreArray) -> None:
        stop = start + len(block)
        np.rint(block, out=block)
        if self.floor > 0:
            np.putmask(block, block < self.floor, FORBIDDEN)
        listed = slice(self.first[start], self.first[stop])
        block[self.listed.row[listed] - start, self.listed.col[listed]] = FORBIDDEN
        block[self.closed[start:stop]] = FORBIDDEN

    def restricted(
        self, *, forbidden: Listed | None = None, settled: BoolArray | None = None, floor: float = 0
    ) -> "PairTable":
        """The same scores, with fewer pairs allowed."""
        closed = self.closed if settled is None else self.closed | settled
        listed = self.listed
        if forbidden is not None:
            listed = _by_row([listed, forbidden])
        first = _first(listed, len(closed))
        return replace(self, listed=listed, first=first, closed=closed, floor=floor)


def pair_table(
    mentees: Columns, mentors: Columns, rules: Rules, *, height: int | None = None
) -> PairTable:
    """Work out the factors of all rules. `height`: rows per block."""
    sides = (mentees, mentors)
    soft = side_by_side(
        ((rule.factors(*sides), share * QUANTA_PER_POINT) for rule, share in rules.shares()),
        len(mentees),
        len(mentors),
    )
    hard = side_by_side(
        (
            (rule.factors(*sides), float(FORBIDDEN))
            for rule in rules.hard
            if isinstance(rule, KindRule)
        ),
        len(mentees),
        len(mentors),
    )
    listed = _by_row(_listed(rule, *sides) for rule in rules.hard if not isinstance(rule, KindRule))
    if not hard.left.shape[1]:
        both = soft
    else:
        both = Factors(*(np.hstack(pair) for pair in zip(soft, hard, strict=True)))
        wishes = soft.left.shape[1]
        soft = Factors(both.left[:, :wishes], both.right[:, :wishes])
    return PairTable(
        soft=soft,
        both=both,
        listed=listed,
        first=_first(listed, len(mentees)),
        closed=np.zeros(len(mentees), np.bool_),
        height=height or max(FEWEST_ROWS, PAIRS_AT_ONCE // max(1, len(mentors))),
    )


def _listed(rule: object, mentees: Columns, mentors: Columns) -> Listed:
    if isinstance(rule, ListedRule):
        return rule.listed(mentees, mentors)
    raise TypeError(f"{rule!r} is neither a ListedRule nor a KindRule.")


def _by_row(parts: Iterable[Listed]) -> Listed:
    given = list(parts)
    empty = np.zeros(0, np.int64)
    row = np.concatenate([empty, *(part.row for part in given)])
    col = np.concatenate([empty, *(part.col for part in given)])
    order = np.argsort(row, kind="stable")
    return Listed(row[order], col[order])


def _first(listed: Listed, mentees: int) -> IntArray:
    return np.searchsorted(listed.row, np.arange(mentees + 1)).astype(np.int64)
