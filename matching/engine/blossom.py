"""The best round of a small group, exactly: a maximum weight matching of a general graph.

Edmonds, "Paths, trees, and flowers" (1965), in the form of Galil (1986), by rustworkx. Its time
grows with the cube of the people; `cycles` is for large groups.
"""

import numpy as np

from .arrays import IntArray
from .meetings import Meetings


def best_pairs(meetings: Meetings) -> IntArray:
    """Most people in pairs, then the highest worth. An odd one is one who sat in few triples."""
    import rustworkx  # noqa: PLC0415 (only where rounds are made)

    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(meetings.people + 1))
    graph.add_edges_from(
        list(
            zip(
                meetings.first.tolist(),
                meetings.second.tolist(),
                meetings.worth.tolist(),
                strict=True,
            )
        )
    )
    nobody = meetings.people
    if np.count_nonzero(meetings.has_partner) % 2:
        # Who is paired with nobody joins a pair later.
        spared = -meetings.triples * meetings.spread
        graph.add_edges_from(
            [
                (person, nobody, int(spared[person]))
                for person in np.flatnonzero(meetings.has_partner).tolist()
            ]
        )
    found = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    pairs = sorted((min(pair), max(pair)) for pair in found if nobody not in pair)
    return np.array(pairs, np.int64).reshape(-1, 2)
