"""Seat prices, and from them the proof that no better assignment exists.

Linear programming duality. Put a price on every mentor's seat and let each mentee take what
is best for them after paying: the seats' prices plus what the mentees keep is at least the
total of *any* assignment (weak duality), and equal to the total of an optimal one for the
right prices (the assignment polytope is integral: Hoffman & Kruskal 1956). So the bound needs
no trust in the solver: it is computed here from prices alone, and any prices give a valid one.

The right prices are the smallest ones that keep every mentee content with what they got: the
smallest competitive prices of Shapley & Shubik, "The assignment game I" (1971) and Demange,
Gale & Sotomayor, "Multi-item auctions" (1986). The price of a seat is what one seat more at
that mentor would add. They are longest paths in the residual graph (see Ahuja, Magnanti &
Orlin, "Network Flows", 1993, ch. 9: reduced cost optimality), found by relaxing all pairs of
the mentees whose position has changed until nothing changes, as Bellman and Ford do.
"""

import numpy as np

from .arrays import BoolArray, IntArray
from .problem import Problem

NEVER = -(2**62)


def least_prices(problem: Problem, matched: BoolArray) -> IntArray:
    """The smallest seat prices (quanta, one per mentor) under which `matched` is optimal.

    A pair that is not matched must not be worth more, after paying, than the mentee's worst
    matched one, nor worth filling a place that stayed empty. If `matched` is not optimal no
    such prices exist; what is reached after as many rounds as there are mentors is returned,
    and still gives a valid bound.
    """
    price = np.zeros(problem.mentors, np.int64)
    open_place = _worth_of_open_place(problem, matched)
    row, col, worth = problem.row[matched], problem.col[matched], problem.worth[matched]
    others = np.where(matched, NEVER, problem.worth)
    standing = np.full(problem.mentees, np.iinfo(np.int64).max)
    for _ in range(problem.mentors + 2):
        now = open_place.copy()
        np.minimum.at(now, row, worth - price[col])
        changed = np.flatnonzero(now < standing)
        standing = now
        if not _raise_prices(problem, price, others, standing, changed):
            break
    return price


def _worth_of_open_place(problem: Problem, matched: BoolArray) -> IntArray:
    """What a mentee has by leaving their next place empty; nothing to compare with if full."""
    count = np.bincount(problem.row[matched], minlength=problem.mentees)
    never_full = np.append(-problem.rewards, np.iinfo(np.int64).max)
    return never_full[count]


def _raise_prices(
    problem: Problem, price: IntArray, others: IntArray, standing: IntArray, changed: IntArray
) -> bool:
    """Raise prices in place until no changed mentee envies a seat. Returns if any was raised."""
    start, stop = problem.first[changed], problem.first[changed + 1]
    length = stop - start
    if not length.any():
        return False
    if len(changed) == problem.mentees:
        pairs: IntArray | slice = slice(None)
    else:
        before = np.cumsum(length) - length
        pairs = np.repeat(start - before, length) + np.arange(length.sum())
    bid = others[pairs] - np.repeat(standing[changed], length)
    seat = problem.col[pairs]
    higher = np.flatnonzero(bid > price[seat])
    np.maximum.at(price, seat[higher], bid[higher])
    return bool(higher.size)


def standing_of(problem: Problem, price: IntArray, matched: BoolArray) -> IntArray:
    """What each mentee has of their worst pair after paying, or of their next place if it is less.

    A pair that is worth more to a mentee, after paying, would improve the assignment.
    """
    standing = _worth_of_open_place(problem, matched)
    row, col, worth = problem.row[matched], problem.col[matched], problem.worth[matched]
    np.minimum.at(standing, row, worth - price[col])
    return standing


def upper_bound(problem: Problem, price: IntArray, matched: BoolArray) -> int:
    """No assignment that serves people as well as `matched` has a higher total (quanta).

    "As well" means: as many people with a first mentor, with a second one, and so on. Valid
    for any prices of at least 0; uses `matched` only for those numbers of people.
    """
    return bound_of(problem, price, matched, _kept_by_mentees(problem, price))


def bound_of(problem: Problem, price: IntArray, matched: BoolArray, kept: int) -> int:
    """`upper_bound`, where what all mentees keep at these prices is known already."""
    count = np.bincount(problem.row[matched], minlength=problem.mentees)
    earned = np.append(0, np.cumsum(problem.rewards))
    dual = int((problem.seats * price).sum()) + kept
    return dual - int(earned[count].sum()) + int(count.sum()) * problem.lowest


def _kept_by_mentees(problem: Problem, price: IntArray) -> int:
    """Each mentee takes the best pairs after paying, while that and the place's reward pay."""
    listed = np.flatnonzero(np.diff(problem.first))
    if not listed.size:
        return 0
    start = problem.first[listed]
    length = problem.first[listed + 1] - start
    surplus = problem.worth - price[problem.col]
    kept = 0
    for place, reward in enumerate(problem.rewards.tolist(), start=1):
        best = np.maximum.reduceat(surplus, start)
        kept += int(np.maximum(best + reward, 0).sum())
        if place < problem.per_mentee:
            _take_out_first(surplus, np.repeat(best, length), problem)
    return kept


def _take_out_first(surplus: IntArray, best: IntArray, problem: Problem) -> None:
    """Remove, in place, each mentee's best pair (the first of equal ones)."""
    ties = np.flatnonzero(surplus == best)
    _, once = np.unique(problem.row[ties], return_index=True)
    surplus[ties[once]] = NEVER
