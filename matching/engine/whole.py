"""The optimum of a group whose scores do not fit in memory.

Solve it for the best pairs of each person, compare all pairs with the prices of that solution,
add those that would improve it, and solve again, until none would. Few rounds are enough, since
few of the pairs that somebody else's are better than can be in an optimum.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import BoolArray, IntArray
from .candidates import Candidates
from .certificate import bound_of, least_prices
from .flow import optimal_flow
from .hard import Listed
from .problem import LARGEST_SCORE, Problem, refuse_overflow
from .progress import Watch
from .proof import check_all_pairs
from .table import PairTable


@dataclass(frozen=True)
class Solution:
    """The last round: what was matched, with the prices and the bound for all pairs."""

    problem: Problem
    matched: BoolArray
    price: IntArray
    bound: int


def solve_whole(
    table: PairTable,
    candidates: Candidates,
    seats: IntArray,
    per_mentee: int,
    *,
    forbidden: Listed | None,
    rounds: int,
    watch: Watch,
) -> Solution:
    """Match people by `table`, beginning with `candidates`; at most `rounds` attempts at a proof.

    `candidates` may hold `forbidden` pairs, pairs of closed mentees and pairs below the floor.
    """
    pairs = _usable(table, candidates, forbidden, seats)
    for attempt in range(1, rounds + 1):
        problem = _problem(pairs, seats, per_mentee)
        watch.at("pairing", 0)
        matched = optimal_flow(problem)
        price = least_prices(problem, matched)
        watch.at("pairing", 1)
        verdict = check_all_pairs(table, problem, price, matched, watch)
        if verdict.proven or attempt == rounds:
            break
        pairs = pairs.joined(verdict.better)
    bound = bound_of(problem, price, matched, verdict.kept)
    price[seats == 0] = verdict.seatless
    return Solution(problem, matched, price, bound)


def _usable(
    table: PairTable, candidates: Candidates, forbidden: Listed | None, seats: IntArray
) -> Candidates:
    row, col = candidates.row, candidates.col
    usable = (candidates.quanta >= table.floor) & (seats[col] > 0) & ~table.closed[row]
    if forbidden is not None:
        width = max(1, table.shape[1])
        place = row.astype(np.int64) * width + col
        usable &= ~np.isin(place, forbidden.row * width + forbidden.col)
    return Candidates(candidates.keys[usable], candidates.shape)


def _problem(pairs: Candidates, seats: IntArray, per_mentee: int) -> Problem:
    mentees, mentors = pairs.shape
    problem = Problem(
        mentees=mentees,
        mentors=mentors,
        row=pairs.row,
        col=pairs.col,
        worth=pairs.quanta,
        lowest=0,
        seats=seats,
        per_mentee=per_mentee,
        spread=LARGEST_SCORE,
    )
    refuse_overflow(problem)
    return problem
