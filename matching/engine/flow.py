"""The optimum as a minimum-cost maximum flow.

One unit of flow is one pairing. It runs from a mentee through an allowed pair (capacity 1, so
two mentors of one mentee are two people) to a mentor, who takes as many units as there are
seats. Largest flow first, cheapest among the largest: most people, then the highest total.
With several mentors per mentee, each further place costs one `shortage` more than the place
before it (a convex price), so no second mentor is given where it takes somebody's first.

Solved by OR-tools' cost-scaling push-relabel: Goldberg & Tarjan, "Finding minimum-cost
circulations by successive approximation" (Math. of OR 15, 1990); Goldberg, "An efficient
implementation of a scaling minimum-cost flow algorithm" (J. Algorithms 22, 1997).
"""

from typing import TYPE_CHECKING

import numpy as np

from .arrays import BoolArray
from .problem import Problem

if TYPE_CHECKING:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow


def optimal_flow(problem: Problem) -> BoolArray:
    """Which of the allowed pairs are matched in an optimum; one boolean per pair."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 (18 MiB)

    pairs = len(problem.row)
    if not pairs:
        return np.zeros(0, np.bool_)
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        problem.row,
        (problem.col + problem.mentees).astype(np.int32),
        np.ones(pairs, np.int64),
        problem.spread - problem.worth,
    )
    _supply(solver, problem)
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:  # every input that `read_problem` lets through has an optimum
        raise RuntimeError(f"The flow solver gave up: {status}.")
    flows = solver.flows(np.arange(pairs, dtype=np.int32))
    matched: BoolArray = flows > 0
    return matched


def _supply(solver: "SimpleMinCostFlow", problem: Problem) -> None:
    mentees, mentors, places = problem.mentees, problem.mentors, problem.per_mentee
    demand = -np.minimum(problem.seats, mentees)
    nodes = np.arange(mentees + mentors, dtype=np.int32)
    if places == 1:
        supply = np.concatenate([np.ones(mentees, np.int64), demand])
        solver.set_nodes_supplies(nodes, supply)
        return
    solver.set_nodes_supplies(nodes[mentees:], demand)
    source = mentees + mentors
    solver.set_node_supply(source, mentees * places)
    solver.add_arcs_with_capacity_and_unit_cost(
        np.full(mentees * places, source, np.int32),
        np.tile(nodes[:mentees], places),
        np.ones(mentees * places, np.int64),
        np.repeat(np.arange(places, dtype=np.int64) * problem.shortage, mentees),
    )
