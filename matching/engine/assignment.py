"""Who is matched with whom: the optimum of the whole group, with its proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import BoolArray, FloatArray, IntArray, ScoresLike
from .certificate import least_prices, upper_bound
from .flow import optimal_flow
from .problem import QUANTA_PER_POINT, Problem, read_problem


@dataclass(frozen=True, eq=False)
class Assignment:
    """An optimal assignment. All figures are in points, the unit of the scores.

    pairs       whole numbers (mentee row, mentor column), by mentee and then by mentor
    total       sum of the pairs' scores, each rounded to 1e-4
    unmatched   mentee rows without any mentor
    bound       no assignment that serves as many people has a higher total than this
    gap         bound - total; 0 is a proof that this assignment is optimal
    prices      per mentor, what one seat more would add; a person more counts as in `rewards`
    scarce      per mentor, would one seat more give one person more a mentor (or a further one)?
    free        per mentor, seats that stayed empty
    rewards     what a mentee's first, second, ... mentor counts in the prices beside the score
    floor       the lowest score that could be matched, as given

    Anybody can check the proof from these figures. With d(i) mentors for mentee i,
    bound = sum(capacities * prices) - sum over i of sum(rewards[:d(i)])
    + sum over i and t of max(0, rewards[t] + t-th highest of (scores[i] - prices)).
    """

    pairs: IntArray
    total: float
    unmatched: IntArray
    bound: float
    gap: float
    prices: FloatArray
    scarce: BoolArray
    free: IntArray
    rewards: FloatArray
    floor: float | None

    @property
    def proven(self) -> bool:
        """Is there a proof that no better assignment exists?"""
        return self.gap == 0


def assign(
    scores: ScoresLike,
    capacities: Sequence[int] | npt.NDArray[Any],
    *,
    forbidden: BoolArray | None = None,
    per_mentee: int = 1,
    floor: float | None = None,
) -> Assignment:
    """Match as many mentees as possible; among all such assignments, the highest total.

    scores      one row per mentee, one column per mentor, in points: a dense array, or a
                sparse matrix with `tocoo()`, whose missing entries are not allowed. NaN: not
                allowed. Differences below 1e-4 point do not count.
    capacities  mentees that each mentor can take
    forbidden   True where a pair is not allowed, whatever its score
    per_mentee  mentors wanted for each mentee; nobody gets a second mentor at the price of
                somebody's first
    floor       lowest score that may be matched

    The same input gives the same assignment. Raises `ShapeError`, `ScoreError`,
    `CapacityError` or `SettingError` for input that makes no sense.
    """
    problem = read_problem(
        scores, capacities, forbidden=forbidden, per_mentee=per_mentee, floor=floor
    )
    matched = optimal_flow(problem)
    prices = least_prices(problem, matched)
    return _assignment(problem, matched, prices, floor)


def _assignment(
    problem: Problem, matched: BoolArray, prices: IntArray, floor: float | None
) -> Assignment:
    row, col = problem.row[matched].astype(np.int64), problem.col[matched].astype(np.int64)
    total = int(problem.worth[matched].sum()) + len(row) * problem.lowest
    bound = upper_bound(problem, prices, matched)
    return Assignment(
        pairs=np.column_stack([row, col]),
        total=total / QUANTA_PER_POINT,
        unmatched=np.setdiff1d(np.arange(problem.mentees), row),
        bound=bound / QUANTA_PER_POINT,
        gap=(bound - total) / QUANTA_PER_POINT,
        prices=prices / QUANTA_PER_POINT,
        scarce=prices > problem.shortage // 2,
        free=problem.seats - np.bincount(col, minlength=problem.mentors),
        # the pairs' worth is counted from the lowest score, the public figures from 0
        rewards=(problem.rewards - problem.lowest) / QUANTA_PER_POINT,
        floor=floor,
    )
