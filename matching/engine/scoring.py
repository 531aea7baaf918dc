"""The score of every pair, and the reasons behind any one of them.

The parts of a score are not stored (people x people x rules would be a large cube); a rule
works on any piece of the two sides, so the parts of one pair are the same rules on one pair.
Of a large group not even the scores are stored, but the best pairs of each person; any others
are made again when they are asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from .arrays import BoolArray, IntArray, ScoreArray
from .candidates import Candidates, best_candidates
from .criteria import Rules
from .errors import NotUnmatchedError, SettingError, ShapeError, TooManyPairsError
from .people import Columns, Person, encode
from .problem import QUANTA_PER_POINT
from .progress import Progress, Watch
from .soft import Detail
from .table import PairTable, pair_table

if TYPE_CHECKING:
    from .assignment import Assignment

DENSE_LIMIT = 4_000_000
CANDIDATES = 32


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
               that are not rules: "below_floor" (score too low) and "excluded" (by what was
               given to `assign` as forbidden)
    full       columns of the allowed mentors, best score first: a seat more at any of them
               would have given this mentee a mentor
    """

    reason: Literal["none_allowed", "all_full"]
    mentors: int
    forbidden: dict[str, int]
    full: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Scores:
    """Scores of all pairs, 0 to 1 in steps of 1e-4, with NaN for pairs that are not allowed.

    table       makes the scores, block by block
    stored      the scores, if there is room for them; see `values`
    candidates  of a large group, the best pairs of each person; None if all pairs are stored
    """

    table: PairTable
    mentees: Columns
    mentors: Columns
    rules: Rules
    stored: ScoreArray | None
    candidates: Candidates | None

    @property
    def values(self) -> ScoreArray:
        """All scores, mentees as rows. Raises `TooManyPairsError` for a large group."""
        if self.stored is None:
            rows, cols = self.table.shape
            raise TooManyPairsError(f"The scores of {rows} x {cols} pairs are not stored.")
        return self.stored

    @property
    def forbidden(self) -> BoolArray:
        """True for each pair that a hard rule does not allow; as large as `values`."""
        return np.isnan(self.values)

    def row(self, row: int) -> ScoreArray:
        """One mentee's scores with all mentors."""
        if self.stored is not None:
            stored: ScoreArray = self.stored[row]
            return stored
        made: ScoreArray = _points(self.table.rows(row, row + 1))[0]
        return made

    def points(self, row: int, col: int) -> float:
        """One pair's score; NaN if it is not allowed."""
        if self.stored is not None:
            return float(self.stored[row, col])
        quanta = self.table.pair(row, col)
        return quanta / QUANTA_PER_POINT if quanta >= 0 else nan

    def parts(self, row: int, col: int) -> list[Part]:
        """What makes up one pair's score, in the order of the rules; also for forbidden pairs."""
        mentee, mentor = self.mentees.one(row), self.mentors.one(col)
        return [
            Part(
                rule.key,
                share,
                float(rule.values(mentee, mentor)[0, 0]),
                rule.detail(mentee, mentor),
            )
            for rule, share in self.rules.shares()
        ]

    def forbidden_by(self, row: int, col: int) -> list[str]:
        """Names of the hard rules that do not allow this pair; empty if it is allowed."""
        mentee, mentor = self.mentees.one(row), self.mentors.one(col)
        return [rule.key for rule in self.rules.hard if rule.forbids(mentee, mentor)[0, 0]]

    def why_unmatched(self, row: int, assignment: "Assignment") -> Unmatched:
        """Why `assignment` (made from these scores) leaves this mentee without a mentor.

        Raises `NotUnmatchedError` if it does not, `ShapeError` if it is of other scores.
        """
        if len(assignment.free) != len(self.mentors):
            raise ShapeError("The assignment was made from other scores.")
        mentee = self.mentees.one(row)
        if row not in assignment.unmatched:
            raise NotUnmatchedError(f"Mentee {row} has a mentor.")
        counts = {
            rule.key: int(rule.forbids(mentee, self.mentors).sum()) for rule in self.rules.hard
        }
        values = self.row(row)
        allowed = np.flatnonzero(~np.isnan(values))
        too_low = _below(values[allowed], assignment.floor)
        counts["below_floor"] = int(too_low.sum())
        allowed = allowed[~too_low]
        # an optimum leaves no seat free that this mentee could have had: it was forbidden
        excluded = assignment.free[allowed] > 0
        counts["excluded"] = int(excluded.sum())
        full = _best_first(values, allowed[~excluded])
        return Unmatched(
            reason="all_full" if full else "none_allowed",
            mentors=len(self.mentors),
            forbidden={name: count for name, count in counts.items() if count},
            full=full,
        )


def score(
    mentees: Sequence[Person],
    mentors: Sequence[Person],
    rules: Rules,
    *,
    dense_limit: int = DENSE_LIMIT,
    k: int = CANDIDATES,
    block_rows: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Scores:
    """Score every pair.

    dense_limit  up to so many pairs the scores are stored; of more, the candidates only
    k            candidates to find for each mentee and for each mentor
    block_rows   mentees to score at once; as many as fit into some MiB if not given
    progress     hears "scoring" and the share that is done
    cancelled    asked before each block

    Raises `PersonError` if somebody is twice on one side, `CancelledError` if `cancelled()`.
    """
    for name, number in (("k", k), ("block_rows", block_rows or 1)):
        if number < 1:
            raise SettingError(f"{name} must be at least 1, not {number}.")
    rows, cols = encode(mentees, mentors)
    table = pair_table(rows, cols, rules, height=block_rows)
    watch = Watch(progress, cancelled)
    if len(rows) * len(cols) <= dense_limit:
        return Scores(table, rows, cols, rules, _all_points(table, watch), None)
    return Scores(table, rows, cols, rules, None, best_candidates(table, k, watch))


def score_blocks(
    mentees: Columns, mentors: Columns, rules: Rules, *, block_rows: int | None = None
) -> Iterator[tuple[int, ScoreArray]]:
    """The scores from the first mentee to the last, in blocks of rows: (first row, block).

    For groups whose whole table does not fit in memory.
    """
    for block in pair_table(mentees, mentors, rules, height=block_rows).blocks(Watch(), "scoring"):
        yield block.start, _points(block.quanta)


def _all_points(table: PairTable, watch: Watch) -> ScoreArray:
    points = np.empty(table.shape, np.float32)
    for block in table.blocks(watch, "scoring"):
        points[block.start : block.stop] = _points(block.quanta)
    return points


def _points(quanta: ScoreArray) -> ScoreArray:
    points: ScoreArray = np.where(
        quanta < 0, np.float32(np.nan), quanta / np.float32(QUANTA_PER_POINT)
    )
    return points


def _best_first(values: ScoreArray, cols: IntArray) -> tuple[int, ...]:
    order = np.argsort(-values[cols], kind="stable")
    return tuple(cols[order].tolist())


def _below(values: ScoreArray, floor: float | None) -> BoolArray:
    """Which scores are too low, with the rounding that `assign` uses."""
    if floor is None:
        return np.zeros(len(values), np.bool_)
    quanta = np.rint(values.astype(np.float64) * QUANTA_PER_POINT)
    below: BoolArray = quanta < np.rint(floor * QUANTA_PER_POINT)
    return below
