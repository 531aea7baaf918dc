"""From what the caller gives to exact integers: the allowed pairs, their worth and the seats.

Scores become whole *quanta* of 1e-4 point. Whole numbers are what the flow solver takes, make
ties reproducible and the proof of optimality exact: a gap of 0 is 0, not "nearly 0".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import (
    BoolArray,
    FloatArray,
    Forbidden,
    IndexArray,
    IntArray,
    ScoresLike,
    SparseScores,
)
from .errors import CapacityError, ScoreError, SettingError, ShapeError

QUANTA_PER_POINT = 10_000
LARGEST_SCORE = QUANTA_PER_POINT  # of `score`
# The solver multiplies costs by the number of nodes, in 64 bits (Google OR-tools, issue 3811).
LARGEST_PRODUCT = 2**62


@dataclass(frozen=True, eq=False)
class Problem:
    """The allowed pairs, by mentee and then by mentor, with what each is worth.

    `worth` counts quanta above `lowest`, the least score of any allowed pair, so it is never
    negative; no pair is worth more than `spread`, also of those that are not listed. `shortage`
    is the price (in quanta) of one person too few: more than any change of the total can make
    up for. `seats` are the capacities as given.
    """

    mentees: int
    mentors: int
    row: IndexArray
    col: IndexArray
    worth: IntArray
    lowest: int
    seats: IntArray
    per_mentee: int
    spread: int

    @cached_property
    def first(self) -> IntArray:
        """Where each mentee's pairs begin; one entry more than there are mentees."""
        return np.searchsorted(self.row, np.arange(self.mentees + 1)).astype(np.int64)

    @cached_property
    def shortage(self) -> int:
        """The price of one person too few: no change of the total makes up for half of it."""
        most_pairs = min(self.mentees * self.per_mentee, int(self.seats.sum()))
        return (2 * most_pairs + 1) * (self.spread + 1)

    @cached_property
    def rewards(self) -> IntArray:
        """Quanta for a mentee's first, second, ... mentor: falling, so the first counts most.

        The sets of mentor places that can be filled together form a matroid (a gammoid), so the
        greedy order wins: filling as many first places as possible never costs a pair.
        """
        return self.shortage * np.arange(self.per_mentee, 0, -1, dtype=np.int64)


def read_problem(
    scores: ScoresLike,
    capacities: Sequence[int] | npt.NDArray[Any],
    *,
    forbidden: Forbidden | None,
    settled: Sequence[int] | npt.NDArray[Any] = (),
    per_mentee: int,
    floor: float | None,
) -> Problem:
    """Check everything and keep the pairs that are allowed. Raises a named `EngineError`."""
    row, col, quanta, shape = read_pairs(scores)
    mentees, mentors = shape
    seats = read_seats(capacities, mentors)
    keep = np.ones(len(quanta), np.bool_)
    if forbidden is not None:
        keep &= ~_is_forbidden(forbidden, row, col, shape)
    keep &= ~read_settled(settled, mentees)[row]
    if floor is not None:
        keep &= quanta >= read_floor(floor)
    row, col, quanta = row[keep], col[keep], quanta[keep]
    lowest = int(quanta.min()) if len(quanta) else 0
    worth = quanta - lowest
    problem = Problem(
        mentees=mentees,
        mentors=mentors,
        row=row.astype(np.int32),
        col=col.astype(np.int32),
        worth=worth,
        lowest=lowest,
        seats=seats,
        per_mentee=read_places(per_mentee, mentors),
        spread=int(worth.max(initial=0)),
    )
    refuse_overflow(problem)
    return problem


def read_pairs(scores: ScoresLike) -> tuple[IntArray, IntArray, IntArray, tuple[int, int]]:
    """Rows, columns and quanta of every pair that is allowed, in order, and the shape.

    Raises `ShapeError` or `ScoreError`.
    """
    row, col, points, shape = _stored(scores)
    if np.isinf(points).any():
        raise ScoreError("A score is infinite. Mark a pair that is not allowed with NaN instead.")
    allowed = ~np.isnan(points)
    quanta = np.rint(points[allowed] * QUANTA_PER_POINT)
    if np.abs(quanta).max(initial=0) >= 2**53:
        raise ScoreError("Scores must lie between -9e11 and 9e11 points to be added exactly.")
    return row[allowed], col[allowed], quanta.astype(np.int64), shape


def _stored(scores: ScoresLike) -> tuple[IntArray, IntArray, FloatArray, tuple[int, int]]:
    """Rows, columns and points of every pair that was given, in order, and the shape."""
    if isinstance(scores, SparseScores):
        return _stored_sparse(scores)
    dense = _numbers(scores)
    if dense.ndim != 2:
        raise ShapeError(f"Scores need 2 dimensions (mentees, mentors), not {dense.ndim}.")
    # ~isnan keeps infinities, which are refused by name later
    row, col = np.nonzero(~np.isnan(dense))
    return row, col, dense[row, col].astype(np.float64), (dense.shape[0], dense.shape[1])


def _stored_sparse(scores: SparseScores) -> tuple[IntArray, IntArray, FloatArray, tuple[int, int]]:
    entries = scores.tocoo()
    if len(entries.shape) != 2:
        raise ShapeError(f"Scores need 2 dimensions (mentees, mentors), not {len(entries.shape)}.")
    mentees, mentors = entries.shape
    row, col = np.asarray(entries.row, np.int64), np.asarray(entries.col, np.int64)
    for index, limit in ((row, mentees), (col, mentors)):
        if index.size and not 0 <= index.min() <= index.max() < limit:
            raise ShapeError("A stored pair lies outside the shape of the sparse scores.")
    order = np.lexsort((col, row))
    row, col = row[order], col[order]
    twice = (np.diff(row) == 0) & (np.diff(col) == 0)
    if twice.any():
        at = int(np.argmax(twice))
        raise ScoreError(f"The pair of mentee {row[at]} and mentor {col[at]} has two scores.")
    return row, col, _numbers(entries.data)[order].astype(np.float64), (mentees, mentors)


def _numbers(values: Any) -> npt.NDArray[Any]:
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ShapeError(f"The rows of the scores have different lengths: {error}.") from error
    if array.dtype.kind not in "fiub":
        raise ScoreError(f"Scores must be real numbers, not {array.dtype}.")
    return array


def read_seats(capacities: Sequence[int] | npt.NDArray[Any], mentors: int) -> IntArray:
    """The capacities as whole numbers. Raises `ShapeError` or `CapacityError`."""
    given = np.asarray(capacities)
    if given.shape != (mentors,):
        raise ShapeError(
            f"There are {mentors} mentors, but capacities have the shape {given.shape}."
        )
    if not mentors:
        return np.zeros(0, np.int64)
    if given.dtype.kind not in "iuf" or not np.array_equal(given, np.floor(given)):
        raise CapacityError("Capacities must be whole numbers of mentees.")
    if given.min() < 0:
        worst = int(np.argmin(given))
        raise CapacityError(f"Mentor {worst} has a negative capacity ({given[worst]}).")
    seats: IntArray = np.minimum(given, 2**31).astype(np.int64)
    return seats


def read_forbidden(forbidden: Forbidden, shape: tuple[int, int]) -> tuple[IntArray, IntArray]:
    """Rows and columns of the pairs of a mask, or of two lists. Raises `ShapeError`."""
    if not isinstance(forbidden, tuple):
        row, col = np.nonzero(_mask(forbidden, shape))
        return row, col
    row, col = (np.asarray(side) for side in forbidden)
    if row.shape != col.shape or row.ndim != 1:
        raise ShapeError(f"Forbidden pairs: {row.shape} rows, but {col.shape} columns.")
    for side, limit in zip((row, col), shape, strict=True):
        if side.size and not (side.dtype.kind in "iu" and 0 <= side.min() <= side.max() < limit):
            raise ShapeError("A forbidden pair lies outside the shape of the scores.")
    return row.astype(np.int64), col.astype(np.int64)


def _is_forbidden(
    forbidden: Forbidden, row: IntArray, col: IntArray, shape: tuple[int, int]
) -> BoolArray:
    if not isinstance(forbidden, tuple):
        mask: BoolArray = _mask(forbidden, shape)[row, col]
        return mask
    listed_row, listed_col = read_forbidden(forbidden, shape)
    width = max(1, shape[1])
    return np.isin(row * width + col, listed_row * width + listed_col)


def _mask(forbidden: npt.NDArray[Any], shape: tuple[int, int]) -> BoolArray:
    mask = np.asarray(forbidden)
    if mask.shape != shape:
        raise ShapeError(f"Scores have the shape {shape}, but forbidden {mask.shape}.")
    if mask.dtype != np.bool_:
        raise ShapeError(f"The mask of forbidden pairs must be of booleans, not {mask.dtype}.")
    return mask


def read_settled(settled: Sequence[int] | npt.NDArray[Any], mentees: int) -> BoolArray:
    """Which mentees take no part. Raises `ShapeError` for a row that is not there."""
    rows = np.asarray(settled, np.int64)
    if rows.size and not 0 <= rows.min() <= rows.max() < mentees:
        raise ShapeError(f"A settled mentee is not among the {mentees}.")
    out = np.zeros(mentees, np.bool_)
    out[rows] = True
    return out


def read_floor(floor: float) -> float:
    """The floor in quanta. Raises `SettingError`."""
    if not np.isfinite(floor):
        raise SettingError(f"The lowest score that may be matched must be finite, not {floor}.")
    return float(np.rint(floor * QUANTA_PER_POINT))


def read_places(per_mentee: int, mentors: int) -> int:
    """Mentors for each mentee, no more than there are. Raises `SettingError`."""
    if isinstance(per_mentee, bool) or not isinstance(per_mentee, (int, np.integer)):
        raise SettingError(f"per_mentee must be a whole number, not {per_mentee!r}.")
    if per_mentee < 1:
        raise SettingError(f"per_mentee must be at least 1, not {per_mentee}.")
    return max(1, min(int(per_mentee), mentors))


def refuse_overflow(problem: Problem) -> None:
    """Raise `ScoreError` for scores that are too far apart for the solver's 64 bits."""
    nodes = problem.mentees + problem.mentors + 3
    dearest = problem.per_mentee * problem.shortage + problem.spread
    if nodes * dearest >= LARGEST_PRODUCT:
        points = problem.spread / QUANTA_PER_POINT
        raise ScoreError(
            f"Scores that lie {points:g} points apart are too far apart to be weighed exactly "
            f"for {problem.mentees} mentees and {problem.mentors} mentors; scale them down."
        )
