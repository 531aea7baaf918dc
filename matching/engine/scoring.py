"""The score of every pair, and the reasons behind any one of them.

The parts of a score are not stored (people x people x rules would be a large cube); a rule
works on any piece of the two sides, so the parts of one pair are the same code on one pair.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from .arrays import BoolArray, IntArray, ScoreArray
from .assignment import Assignment
from .criteria import Rules
from .errors import NotUnmatchedError, ShapeError
from .people import Columns, Person, encode
from .problem import QUANTA_PER_POINT
from .soft import Detail

PAIRS_AT_ONCE = 2**20  # keeps the arrays between two steps of a rule within a few MiB


class Part(NamedTuple):
    """One rule's part in a pair's score: `weight * value` points."""

    rule: str
    weight: float  # share of the whole; the shares of all rules add up to 1
    value: float  # 0 to 1
    detail: Detail


@dataclass(frozen=True)
class Unmatched:
    """Why a mentee has no mentor.

    reason     "none_allowed": no mentor may be paired with this mentee; "all_full": some may,
               but their seats went to others at the optimum
    mentors    how many mentors there were
    forbidden  mentors ruled out, by rule; one mentor may be ruled out by several. Two names
               that are not rules: "below_floor" (score too low) and "excluded" (by the mask
               that was given to `assign`)
    full       columns of the allowed mentors, best score first: a seat more at any of them
               would have given this mentee a mentor
    """

    reason: Literal["none_allowed", "all_full"]
    mentors: int
    forbidden: dict[str, int]
    full: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Scores:
    """Scores of all pairs, 0 to 1, with NaN for pairs that are not allowed."""

    values: ScoreArray
    mentees: Columns
    mentors: Columns
    rules: Rules

    @property
    def forbidden(self) -> BoolArray:
        """True for each pair that a hard rule does not allow."""
        return np.isnan(self.values)

    def parts(self, row: int, col: int) -> list[Part]:
        """What makes up one pair's score, in the order of the rules; also for forbidden pairs."""
        mentee, mentor = self.mentees.one(row), self.mentors.one(col)
        return [
            Part(
                rule.name,
                share,
                float(rule.values(mentee, mentor)[0, 0]),
                rule.detail(mentee, mentor),
            )
            for rule, share in self.rules.shares()
        ]

    def forbidden_by(self, row: int, col: int) -> list[str]:
        """Names of the hard rules that do not allow this pair; empty if it is allowed."""
        mentee, mentor = self.mentees.one(row), self.mentors.one(col)
        return [rule.name for rule in self.rules.hard if rule.forbids(mentee, mentor)[0, 0]]

    def why_unmatched(self, row: int, assignment: Assignment) -> Unmatched:
        """Why `assignment` (made from these scores) leaves this mentee without a mentor.

        Raises `NotUnmatchedError` if it does not, `ShapeError` if it is of other scores.
        """
        if len(assignment.free) != len(self.mentors):
            raise ShapeError("The assignment was made from other scores.")
        mentee = self.mentees.one(row)
        if row not in assignment.unmatched:
            raise NotUnmatchedError(f"Mentee {row} has a mentor.")
        counts = {
            rule.name: int(rule.forbids(mentee, self.mentors).sum()) for rule in self.rules.hard
        }
        allowed = np.flatnonzero(~np.isnan(self.values[row]))
        too_low = _below(self.values[row, allowed], assignment.floor)
        counts["below_floor"] = int(too_low.sum())
        allowed = allowed[~too_low]
        # an optimum leaves no seat free that this mentee could have had: the mask forbade it
        excluded = assignment.free[allowed] > 0
        counts["excluded"] = int(excluded.sum())
        full = self._best_first(row, allowed[~excluded])
        return Unmatched(
            reason="all_full" if full else "none_allowed",
            mentors=len(self.mentors),
            forbidden={name: count for name, count in counts.items() if count},
            full=full,
        )

    def _best_first(self, row: int, cols: IntArray) -> tuple[int, ...]:
        order = np.argsort(-self.values[row, cols], kind="stable")
        return tuple(cols[order].tolist())


def score(mentees: Sequence[Person], mentors: Sequence[Person], rules: Rules) -> Scores:
    """Score every pair. Raises `PersonError` if somebody is twice on one side."""
    rows, cols = encode(mentees, mentors)
    values = np.empty((len(rows), len(cols)), np.float32)
    for start, block in score_blocks(rows, cols, rules):
        values[start : start + len(block)] = block
    return Scores(values, rows, cols, rules)


def score_blocks(
    mentees: Columns, mentors: Columns, rules: Rules
) -> Iterator[tuple[int, ScoreArray]]:
    """The scores from the first mentee to the last, in blocks of rows: (first row, block).

    For groups whose whole table does not fit in memory.
    """
    height = max(1, PAIRS_AT_ONCE // max(1, len(mentors)))
    for start in range(0, len(mentees), height):
        yield start, _block(mentees.part(start, start + height), mentors, rules)


def _block(mentees: Columns, mentors: Columns, rules: Rules) -> ScoreArray:
    block = np.zeros((len(mentees), len(mentors)), np.float32)
    for rule, share in rules.shares():
        block += np.float32(share) * rule.values(mentees, mentors)
    for hard in rules.hard:
        block[hard.forbids(mentees, mentors)] = np.nan
    return block


def _below(values: ScoreArray, floor: float | None) -> BoolArray:
    """Which scores are too low, with the rounding that `assign` uses."""
    if floor is None:
        return np.zeros(len(values), np.bool_)
    quanta = np.rint(values.astype(np.float64) * QUANTA_PER_POINT)
    below: BoolArray = quanta < np.rint(floor * QUANTA_PER_POINT)
    return below
