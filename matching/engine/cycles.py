"""The best round of a large group, nearly: everybody chooses one partner, cycles are split.

If "A meets B" need not mean "B meets A", the problem is an assignment, which the min-cost flow
solves at any size; it bounds the round from above. The chosen partners form cycles and paths
(the fractional matchings of Balinski 1965): those of two are pairs already, longer ones are cut
into pairs, and one person falls out of each odd one.
"""

import numpy as np

from .arrays import IntArray
from .meetings import Meetings

FREE = -1


def rounded_pairs(meetings: Meetings) -> IntArray:
    """Pairs from the best assignment of partners; people of odd cycles may be left over."""
    partner = _partners(meetings)
    chooser = np.full(meetings.people, FREE)
    chooser[partner[partner != FREE]] = np.flatnonzero(partner != FREE)
    pairs: list[tuple[int, int]] = []
    seen = np.zeros(meetings.people, np.bool_)
    # a path is walked from its beginning, which nobody chose; what remains are cycles
    beginnings = np.concatenate([np.flatnonzero(chooser == FREE), np.flatnonzero(chooser != FREE)])
    for start in beginnings.tolist():
        if seen[start]:
            continue
        walk = [start]
        seen[start] = True
        while (onward := int(partner[walk[-1]])) != FREE and not seen[onward]:
            walk.append(onward)
            seen[onward] = True
        pairs += _cut(meetings, np.array(walk), is_cycle=chooser[start] != FREE)
    return np.array(sorted(pairs), np.int64).reshape(-1, 2)


def _partners(meetings: Meetings) -> IntArray:
    """Per person, whom they chose, or FREE."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 (18 MiB)

    people = meetings.people
    partner = np.full(people, FREE)
    if not len(meetings.first):
        return partner
    solver = SimpleMinCostFlow()
    row = np.concatenate([meetings.first, meetings.second])
    col = np.concatenate([meetings.second, meetings.first])
    cost = int(meetings.worth.max()) - np.tile(meetings.worth, 2)
    solver.add_arcs_with_capacity_and_unit_cost(
        row.astype(np.int32),
        (col + people).astype(np.int32),
        np.ones(len(row), np.int64),
        cost,
    )
    solver.set_nodes_supplies(
        np.arange(2 * people, dtype=np.int32),
        np.concatenate([np.ones(people, np.int64), -np.ones(people, np.int64)]),
    )
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:  # every input that `read_meetings` lets through has an optimum
        raise RuntimeError(f"The flow solver gave up: {status}.")
    used = solver.flows(np.arange(len(row), dtype=np.int32)) > 0
    partner[row[used]] = col[used]
    return partner


def _cut(meetings: Meetings, walk: IntArray, *, is_cycle: bool) -> list[tuple[int, int]]:
    """The best way to cut a path or a cycle into pairs that leaves over one person at most."""
    if len(walk) < 2:
        return []
    if is_cycle and len(walk) > 2:
        worth = meetings.worth_of(walk, np.roll(walk, -1))
        walk = np.roll(walk, -_best_start(worth))
    elif len(walk) % 2:
        worth = meetings.worth_of(walk[:-1], walk[1:])
        if worth[1::2].sum() > worth[0::2].sum():
            walk = walk[1:]
    even = walk[: len(walk) // 2 * 2].reshape(-1, 2)
    return [(min(pair), max(pair)) for pair in even.tolist()]


def _best_start(worth: IntArray) -> int:
    """Where to begin so that the pairs (0, 1), (2, 3), … around a cycle are worth most."""
    length = len(worth)
    if length % 2 == 0:
        return 0 if worth[0::2].sum() >= worth[1::2].sum() else 1
    # Walking an odd cycle in steps of two visits every edge once; a window of it is a cut.
    order = np.arange(length) * 2 % length
    summed = np.concatenate([[0], np.cumsum(np.tile(worth[order], 2))])
    window = summed[length // 2 : length // 2 + length] - summed[:length]
    return int(order[np.argmax(window)])
