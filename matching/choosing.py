"""Ranked lists: pairs that no two people would leave for each other, by the engine.

Only matching.pairing imports this module.
"""

from collections import Counter, defaultdict
from math import isnan
from typing import Any

from matching.engine import Scores, stable
from matching.rules.group import Group

# What mentors say is 1 (most gladly), 2 (gladly) or 3 (if need be); who says nothing is fine with
# it, which lies before the last.
UNSAID = 2.5


def stable_pairs(
    group: Group, scores: Scores, kept: dict[int, int]
) -> tuple[dict[int, int], dict[str, Any]]:
    """The pairs of those who made lists, as mentee row → mentor column, beside those kept; and
    what everybody got of their choices. Nobody is paired with whom they did not choose.
    """
    lists = _lists(group, scores, kept)
    if not any(lists):
        return {}, {}
    taken = Counter(kept.values())
    places = [max(one.places - taken[col], 0) for col, one in enumerate(group.mentors)]
    found = stable(lists, _wishes(group, lists), places)
    chosen = {int(row): int(col) for row, col in found.pairs.tolist()}
    got = Counter(lists[row].index(col) + 1 for row, col in chosen.items())
    record = {
        "people": sum(map(bool, lists)),
        "pairs": len(chosen),
        "got": {str(place): count for place, count in sorted(got.items())},
        "blocking": len(found.blocking_pairs),
    }
    return chosen, record


def _lists(group: Group, scores: Scores, kept: dict[int, int]) -> list[list[int]]:
    """Per mentee the columns of their list that are possible; empty for who made none."""
    lists: list[list[int]] = []
    for row, mentee in enumerate(group.mentees):
        cols = (scores.mentors.position.get(one) for one in group.lists.get(mentee.id, ()))
        possible = [col for col in cols if col is not None and not isnan(scores.points(row, col))]
        lists.append([] if row in kept else possible)
    return lists


def _wishes(group: Group, lists: list[list[int]]) -> list[list[list[int]]]:
    """Per mentor those who chose them, in steps of equals, most gladly first."""
    steps: list[dict[float, list[int]]] = [defaultdict(list) for _mentor in group.mentors]
    for row, cols in enumerate(lists):
        for col in cols:
            said = group.wishes.get((group.mentors[col].id, group.mentees[row].id), UNSAID)
            steps[col][float(said or UNSAID)].append(row)
    return [[of_one[step] for step in sorted(of_one)] for of_one in steps]
