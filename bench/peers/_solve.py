"""One peer on one instance, run by the peers' own interpreter: `python -P _solve.py PEER FILE`.

The file holds whole scores, one row per mentee, -1 where a pair isn't allowed; everybody has one
place. Most people first, then the highest sum: what a peer can't say by itself is said by its
input. Prints JSON: CPU seconds with the making of that input, the pairs, whether the peer itself
says that its answer is the best, and the peak of memory. Stops itself at the limits of CPU seconds
and GiB that PEERS_SECONDS and PEERS_GIB set.
"""

# ruff: noqa: PLC0415  each peer is loaded by those alone who ask for it

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable

import numpy as np

Pairs = list[tuple[int, int]]


def costs(scores: np.ndarray) -> np.ndarray:
    """To be made small: one person more outweighs all scores together."""
    most = int(scores.max()) + 1
    forbidden = most * (min(scores.shape) + 1)
    return np.where(scores < 0, forbidden, most - scores).astype(np.float64)


def allowed(scores: np.ndarray, pairs: Iterable[tuple[int, int]]) -> Pairs:
    return [(int(row), int(col)) for row, col in pairs if scores[row, col] >= 0]


def scipy_linear_sum_assignment(scores: np.ndarray) -> tuple[Pairs, bool]:
    from scipy.optimize import linear_sum_assignment

    return allowed(scores, zip(*linear_sum_assignment(costs(scores)), strict=True)), False


def munkres(scores: np.ndarray) -> tuple[Pairs, bool]:
    from munkres import Munkres

    return allowed(scores, Munkres().compute(costs(scores).tolist())), False


def networkx_full_matching(scores: np.ndarray) -> tuple[Pairs, bool]:
    import networkx as nx

    graph, table = nx.Graph(), costs(scores)
    rows = len(table)
    for row in range(rows):
        edges = enumerate(table[row].tolist())
        graph.add_weighted_edges_from((row, rows + col, cost) for col, cost in edges)
    found = nx.bipartite.minimum_weight_full_matching(graph, range(rows))
    return allowed(scores, ((row, found[row] - rows) for row in range(rows))), False


def networkx_max_weight_matching(scores: np.ndarray) -> tuple[Pairs, bool]:
    import networkx as nx

    graph, rows = nx.Graph(), len(scores)
    graph.add_weighted_edges_from(
        (int(row), rows + int(col), int(scores[row, col])) for row, col in np.argwhere(scores >= 0)
    )
    found = (sorted(pair) for pair in nx.max_weight_matching(graph, maxcardinality=True))
    return allowed(scores, ((row, col - rows) for row, col in found)), False


def rustworkx_max_weight_matching(scores: np.ndarray) -> tuple[Pairs, bool]:
    import rustworkx as rx

    graph, rows = rx.PyGraph(multigraph=False), len(scores)
    graph.add_nodes_from(range(sum(scores.shape)))
    where = np.argwhere(scores >= 0).tolist()
    graph.add_edges_from([(row, rows + col, int(scores[row, col])) for row, col in where])
    found = rx.max_weight_matching(graph, max_cardinality=True, weight_fn=lambda weight: weight)
    return allowed(scores, ((min(pair), max(pair) - rows) for pair in found)), False


def ortools_linear_sum_assignment(scores: np.ndarray) -> tuple[Pairs, bool]:
    from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

    solver, table = SimpleLinearSumAssignment(), costs(scores).astype(np.int64)
    rows, cols = np.indices(table.shape).reshape(2, -1)
    solver.add_arcs_with_cost(rows, cols, table.ravel())
    is_optimal = solver.solve() == solver.OPTIMAL
    pairs = ((row, solver.right_mate(row)) for row in range(len(scores)))
    return allowed(scores, pairs), is_optimal


def ortools_min_cost_flow(scores: np.ndarray) -> tuple[Pairs, bool]:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    rows, cols = scores.shape
    solver, most = SimpleMinCostFlow(), int(scores.max()) + 1
    row, col = np.nonzero(scores >= 0)
    ones = np.ones(len(row), np.int64)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        row, rows + col, ones, most - scores[row, col].astype(np.int64)
    )
    solver.set_nodes_supplies(np.arange(rows), np.ones(rows, np.int64))
    solver.set_nodes_supplies(np.arange(rows, rows + cols), -np.ones(cols, np.int64))
    is_optimal = solver.solve_max_flow_with_min_cost() == solver.OPTIMAL
    used = solver.flows(arcs) > 0
    return allowed(scores, zip(row[used], col[used], strict=True)), is_optimal


def mentor_match(scores: np.ndarray) -> tuple[Pairs, bool]:
    import matching.rules.rule as rl
    from matching.mentee import Mentee
    from matching.mentor import Mentor

    from matching import process

    class Ready(rl.Rule):
        """The score that is there already, where the product would ask eight rules."""

        def apply(self, match):
            return int(table[match.mentee.at][match.mentor.at])

    def person(kind, at):
        told = {"first name": "a", "last name": "b", "organisation": "c", "profession": "d"}
        made = kind(**told, grade=1, email=f"{at}@example.org", role="e")
        made.at = at
        return made

    table = scores.tolist()
    mentors = [person(Mentor, at) for at in range(scores.shape[1])]
    mentees = [person(Mentee, at) for at in range(scores.shape[0])]
    never = rl.Disqualify(lambda match: table[match.mentee.at][match.mentor.at] < 0)
    process.process_data(mentors, mentees, [[Ready(None), never]])
    return allowed(scores, ((one.at, one.mentors[0].at) for one in mentees if one.mentors)), False


PEERS: dict[str, Callable[[np.ndarray], tuple[Pairs, bool]]] = {
    solve.__name__: solve
    for solve in (
        scipy_linear_sum_assignment,
        ortools_min_cost_flow,
        ortools_linear_sum_assignment,
        munkres,
        networkx_full_matching,
        networkx_max_weight_matching,
        rustworkx_max_weight_matching,
        mentor_match,
    )
}


def main() -> None:
    """Solves a small instance first: what is imported isn't counted."""
    peer, file = PEERS[sys.argv[1]], sys.argv[2]
    limit(resource.RLIMIT_AS, int(float(os.environ["PEERS_GIB"]) * 2**30))
    peer(np.array([[3, 1], [2, -1]]))
    scores = np.load(file)
    limit(resource.RLIMIT_CPU, int(time.process_time() + float(os.environ["PEERS_SECONDS"])))
    start = time.process_time()
    pairs, says_optimal = peer(scores)
    seconds = time.process_time() - start
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"seconds": seconds, "pairs": pairs, "says_optimal": says_optimal, "mib": mib}
    print(json.dumps(told))


def limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most + 5))  # the first one says why, the second kills


if __name__ == "__main__":
    main()
