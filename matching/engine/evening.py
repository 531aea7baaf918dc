"""Of equally good assignments the one that spreads the mentees over the mentors.

A last tie-break behind the total, and free of it: with the right prices, a pair can be in an
optimum only if it is worth as much to its mentee, after paying, as what the mentee has, and a seat
with a price is never empty. So mentees move along such pairs alone, and only the loads of mentors
whose seats are free of price change; the total, the prices and the proof stay. Each further mentee
of a mentor costs one more than the one before (a convex price, as parallel arcs), which makes the
loads as even as they can be: Harvey, Ladner, Lovász & Tamir, "Semi-matchings for bipartite graphs
and load balancing" (J. Algorithms 59, 2006). Costs are so small that the flow is quick, and
without a tie there is none.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import BoolArray, IntArray
from .problem import Problem


@dataclass(frozen=True)
class _Moves:
    """Who can move: pairs as positions in the problem, with all that stays as it is taken out.

    pairs   where the mentees who can move could be, and are
    places  pairs of each mentee among them
    load    of each mentor among them
    room    of each mentor, the seats that those who stay leave
    held    of each mentor, the mentees who stay
    """

    pairs: IntArray
    places: IntArray
    load: IntArray
    room: IntArray
    held: IntArray


def evened(problem: Problem, price: IntArray, matched: BoolArray, held: IntArray) -> BoolArray:
    """The optimum `matched`, or another one of the same mentees, total and prices whose loads are
    the most even. `held` are the mentees whom each mentor has beside these.
    """
    cheap = (price == 0) & (problem.seats > 0)
    if not _is_uneven(problem, matched, held, cheap):
        return matched
    moves = _moves(problem, price, matched, held)
    if not moves.pairs.size:
        return matched
    result = matched.copy()
    result[moves.pairs] = _spread(problem, moves, cheap)
    return result


def _is_uneven(problem: Problem, matched: BoolArray, held: IntArray, cheap: BoolArray) -> bool:
    """Whether some mentor has two more than one who has a seat left."""
    load = np.bincount(problem.col[matched], minlength=problem.mentors)
    free = cheap & (load < problem.seats)
    if not free.any():
        return False
    loaded = cheap & (load > 0)
    load = load + held
    return bool(load[loaded].max(initial=0) - load[free].min() > 1)


def _moves(problem: Problem, price: IntArray, matched: BoolArray, held: IntArray) -> _Moves:
    row, col = problem.row, problem.col
    surplus = problem.worth - price[col]
    worst = np.full(problem.mentees, np.iinfo(np.int64).max)
    np.minimum.at(worst, row[matched], surplus[matched])
    tied = (surplus == worst[row]) & (problem.seats[col] > 0)
    options = np.bincount(row[tied], minlength=problem.mentees)
    places = np.bincount(row[tied & matched], minlength=problem.mentees)
    pairs = np.flatnonzero(tied & (options > places)[row])
    moving = np.zeros_like(matched)
    moving[pairs] = matched[pairs]
    staying = np.bincount(col[matched & ~moving], minlength=problem.mentors)
    return _Moves(
        pairs,
        places=np.bincount(row[moving], minlength=problem.mentees),
        load=np.bincount(col[moving], minlength=problem.mentors),
        room=problem.seats - staying,
        held=held + staying,
    )


def _spread(problem: Problem, moves: _Moves, cheap: BoolArray) -> BoolArray:
    """Which of the pairs are matched where the loads are the most even."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 (18 MiB)

    mentees, mentors = problem.mentees, problem.mentors
    row, col = problem.row[moves.pairs], problem.col[moves.pairs]
    solver = SimpleMinCostFlow()
    ones = np.ones(len(row), np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(
        row, (col + mentees).astype(np.int32), ones, np.zeros_like(ones)
    )
    seat, number = _seats(problem, moves, cheap)
    sink = np.full(len(seat), mentees + mentors, np.int32)
    ones = np.ones(len(seat), np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(
        (seat + mentees).astype(np.int32), sink, ones, number
    )
    demand = np.append(np.where(cheap, 0, -moves.load), -moves.load[cheap].sum())
    nodes = np.arange(mentees + mentors + 1, dtype=np.int32)
    solver.set_nodes_supplies(nodes, np.concatenate([moves.places, demand]))
    status = solver.solve()
    if status != solver.OPTIMAL:  # how they are matched now is one way to do it
        raise RuntimeError(f"The flow solver gave up: {status}.")
    chosen: BoolArray = solver.flows(np.arange(len(row), dtype=np.int32)) > 0
    return chosen


def _seats(problem: Problem, moves: _Moves, cheap: BoolArray) -> tuple[IntArray, IntArray]:
    """Each seat that a mentee could move to: of which mentor, and the how manieth of theirs."""
    asked = np.bincount(problem.col[moves.pairs], minlength=problem.mentors)
    room = np.where(cheap, np.minimum(asked, moves.room), 0)
    seat = np.repeat(np.arange(problem.mentors), room)
    first = np.repeat(np.cumsum(room) - room, room)
    return seat, np.arange(len(seat)) - first + moves.held[seat]
