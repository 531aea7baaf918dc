"""Who is above whom at any depth, answered for all pairs at once.

A walk over the reporting tree numbers people so that everybody's reports, of any depth, are
one unbroken interval of numbers (an Euler tour). "Above" is then two comparisons:
`tin[a] <= tin[b] < tout[a]`, which numpy does for millions of pairs.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .arrays import IntArray
from .errors import ReportingCycleError, ReportingLineError


class Intervals(NamedTuple):
    """Person `b` is `a` or below `a` exactly when `tin[a] <= tin[b] < tout[a]`."""

    tin: IntArray
    tout: IntArray


def reporting_intervals(parents: Sequence[int | None] | IntArray) -> Intervals:
    """Number the people of the *whole* organization by their reporting line.

    `parents[i]` is the position of person i's manager; None or a negative number: no manager.
    Raises `ReportingCycleError` if somebody is their own manager, link by link, and
    `ReportingLineError` if a position does not exist.
    """
    above = [-1 if parent is None or parent < 0 else int(parent) for parent in parents]
    reports = _direct_reports(above)
    visited = _walk(above, reports)
    if len(visited) < len(above):
        raise ReportingCycleError(_a_cycle(above, set(visited)))
    size = [1] * len(above)
    for person in reversed(visited):
        if above[person] >= 0:
            size[above[person]] += size[person]
    tin = np.empty(len(above), np.int64)
    tin[visited] = np.arange(len(above))
    return Intervals(tin, tin + np.array(size, np.int64))


def _direct_reports(above: list[int]) -> list[list[int]]:
    reports: list[list[int]] = [[] for _ in above]
    for person, manager in enumerate(above):
        if manager >= len(above):
            raise ReportingLineError(
                f"Person {person} reports to {manager}, but there are only {len(above)} people."
            )
        if manager >= 0:
            reports[manager].append(person)
    return reports


def _walk(above: list[int], reports: list[list[int]]) -> list[int]:
    """Everybody below a top, each manager before their reports; a cycle is never reached."""
    visited: list[int] = []
    waiting = [person for person, manager in enumerate(above) if manager < 0][::-1]
    while waiting:
        person = waiting.pop()
        visited.append(person)
        waiting.extend(reversed(reports[person]))
    return visited


def _a_cycle(above: list[int], visited: set[int]) -> list[int]:
    """One circle among the people who were not reached, from its lowest number on."""
    person = next(person for person in range(len(above)) if person not in visited)
    path: dict[int, None] = {}
    while person not in path:
        path[person] = None
        person = above[person]
    line = list(path)
    members = line[line.index(person) :]
    least = members.index(min(members))
    return members[least:] + members[:least]
