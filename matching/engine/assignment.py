"""Who is matched with whom: the optimum of the whole group, with its proof."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import BoolArray, FloatArray, Forbidden, IntArray, ScoresLike
from .candidates import best_candidates
from .certificate import least_prices, upper_bound
from .errors import SettingError
from .evening import evened
from .flow import optimal_flow
from .hard import Listed
from .problem import (
    QUANTA_PER_POINT,
    read_floor,
    read_forbidden,
    read_places,
    read_problem,
    read_seats,
    read_settled,
)
from .progress import Progress, Watch
from .scoring import CANDIDATES, Scores
from .whole import Solution, solve_whole

FEW_PAIRS = 100_000  # of which the flow takes all, rather than look for the best of them


@dataclass(frozen=True, eq=False)
class Assignment:
    """An optimal assignment. All figures are in points, the unit of the scores.

    pairs       whole numbers (mentee row, mentor column), by mentee and then by mentor
    points      each pair's score, rounded to 1e-4
    total       sum of the pairs' scores
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
    points: FloatArray
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


def assign(  # noqa: PLR0913  what limits the result, and how it is reached
    scores: ScoresLike | Scores,
    capacities: Sequence[int] | npt.NDArray[Any],
    *,
    forbidden: Forbidden | None = None,
    settled: Sequence[int] | npt.NDArray[Any] = (),
    held: Sequence[int] | npt.NDArray[Any] | None = None,
    per_mentee: int = 1,
    floor: float | None = None,
    rounds: int = 40,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Assignment:
    """Match as many mentees as possible; among all such assignments, the highest total. Among
    those of the same total, the one in which the mentors have the most even loads.

    scores      one row per mentee, one column per mentor, in points: a dense array, or a
                sparse matrix with `tocoo()`, whose missing entries are not allowed. NaN: not
                allowed. Differences below 1e-4 point do not count. Or what `score` returns; of
                a large group the proof is about all pairs, not only the candidates
    capacities  mentees that each mentor can take
    forbidden   pairs that are not allowed, whatever their score: a mask of all pairs, or a
                tuple of rows and columns
    settled     mentees who take no part: no pair is allowed for them
    held        mentees whom each mentor has beside these; they count in the loads alone
    per_mentee  mentors wanted for each mentee; nobody gets a second mentor at the price of
                somebody's first
    floor       lowest score that may be matched
    rounds      of a large group: how often to add the pairs that stand against a proof. If that
                is not enough `gap` says by how much the total could be higher at most
    progress    hears "pairing" or "proving" and the share that is done; several times over
    cancelled   asked often; if it answers yes, the work is given up

    The same input gives the same assignment. Raises `ShapeError`, `ScoreError`, `CapacityError`
    or `SettingError` for input that makes no sense, `CancelledError` if `cancelled()`.
    """
    if rounds < 1:
        raise SettingError(f"rounds must be at least 1, not {rounds}.")
    watch = Watch(progress, cancelled)
    if isinstance(scores, Scores) and (scores.stored is None or scores.stored.size > FEW_PAIRS):
        solution = _assign_whole(
            scores, capacities, forbidden, settled, per_mentee, floor, rounds=rounds, watch=watch
        )
        return _assignment(solution, floor, held)
    watch.at("pairing", 0)
    problem = read_problem(
        scores.values if isinstance(scores, Scores) else scores,
        capacities,
        forbidden=forbidden,
        settled=settled,
        per_mentee=per_mentee,
        floor=floor,
    )
    matched = optimal_flow(problem)
    price = least_prices(problem, matched)
    watch.at("proving", 0)
    bound = upper_bound(problem, price, matched)
    return _assignment(Solution(problem, matched, price, bound), floor, held)


def _assign_whole(
    scores: Scores,
    capacities: Sequence[int] | npt.NDArray[Any],
    forbidden: Forbidden | None,
    settled: Sequence[int] | npt.NDArray[Any],
    per_mentee: int,
    floor: float | None,
    *,
    rounds: int,
    watch: Watch,
) -> Solution:
    shape = scores.table.shape
    candidates = scores.candidates
    if candidates is None:
        candidates = best_candidates(scores.table, CANDIDATES, watch, "pairing")
    listed = None if forbidden is None else Listed(*read_forbidden(forbidden, shape))
    table = scores.table.restricted(
        forbidden=listed,
        settled=read_settled(settled, shape[0]),
        floor=0 if floor is None else read_floor(floor),
    )
    return solve_whole(
        table,
        candidates,
        read_seats(capacities, shape[1]),
        read_places(per_mentee, shape[1]),
        forbidden=listed,
        rounds=rounds,
        watch=watch,
    )


def _assignment(
    solution: Solution, floor: float | None, held: Sequence[int] | npt.NDArray[Any] | None
) -> Assignment:
    problem, prices = solution.problem, solution.price
    before = np.zeros(problem.mentors, np.int64)
    if held is not None:
        before = read_seats(held, problem.mentors)
    matched = evened(problem, prices, solution.matched, before)
    row, col = problem.row[matched].astype(np.int64), problem.col[matched].astype(np.int64)
    total = int(problem.worth[matched].sum()) + len(row) * problem.lowest
    bound = solution.bound
    return Assignment(
        pairs=np.column_stack([row, col]),
        points=(problem.worth[matched] + problem.lowest) / QUANTA_PER_POINT,
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
