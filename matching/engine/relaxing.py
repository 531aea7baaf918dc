"""What each rule costs: how many would stay without a mentor if it were not there.

The most people that can be matched without a rule: from a largest matching with all rules, look
for augmenting paths among the pairs that the rule forbade (Berge, "Two theorems in graph
theory", 1957). Each path found gives one person more a mentor and takes none away; when there
is no path any more, no more people can be matched. The paths are searched from all people
without a mentor at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import BoolArray, IntArray
from .assignment import Assignment
from .criteria import Rules
from .progress import Watch
from .scoring import Scores
from .table import PairTable, pair_table

MOST_PAIRS = 30_000_000  # one byte each
ROWS_AT_ONCE = 256
FEW_FREE = 256
NOBODY = -1


def unmatched_without(
    scores: Scores,
    assignment: Assignment,
    *,
    settled: Sequence[int] | npt.NDArray[Any] = (),
    rules: Collection[str],
    watch: Watch | None = None,
) -> dict[str, int]:
    """For each hard rule named in `rules`, how many mentees would have no mentor without it.

    Only rules that would make a difference are in it. `assignment` was made from these scores,
    with one mentor for each mentee and without a floor; `settled` as it was given to `assign`.
    Empty for a group of more than `MOST_PAIRS`, whose pairs don't fit in memory.
    """
    left = np.setdiff1d(assignment.unmatched, np.asarray(settled, np.int64))
    rows, cols = scores.table.shape
    if not len(left) or not assignment.free.any() or rows * cols > MOST_PAIRS:
        return {}
    found = {}
    for rule in scores.rules.hard:
        if rule.key not in rules:
            continue
        (watch or Watch()).at("relaxing", 0)
        others = tuple(each for each in scores.rules.hard if each is not rule)
        relaxed_rules = replace(scores.rules, hard=others)
        if not _can_be_filled(scores, assignment, relaxed_rules):
            continue
        relaxed = pair_table(scores.mentees, scores.mentors, relaxed_rules)
        allowed = _Allowed(relaxed, watch or Watch())
        without = len(left) - _Matching.of(assignment, allowed).grow(left)
        if without < len(left):
            found[rule.key] = without
    return found


def _can_be_filled(scores: Scores, assignment: Assignment, rules: Rules) -> bool:
    """Whether anybody at all may have one of the free seats: each path ends at one. Not looked
    up where there are many.
    """
    free = np.flatnonzero(assignment.free > 0)
    if len(free) > FEW_FREE:
        return True
    table = pair_table(scores.mentees, scores.mentors.only(free), rules)
    return bool((table.rows(0, len(scores.mentees)) >= 0).any())


class _Allowed:
    """Which mentors each mentee may have, made for some mentees at once when one is asked for:
    a search that succeeds looks at few, and one that fails has soon reached all mentors.
    """

    def __init__(self, table: PairTable, watch: Watch) -> None:
        self.table, self.watch = table, watch
        self.found = np.empty(table.shape, np.bool_)
        self.is_known = np.zeros(-(-len(self.found) // ROWS_AT_ONCE), np.bool_)

    def of(self, mentee: int) -> BoolArray:
        """True for each mentor whom this mentee may have."""
        part = mentee // ROWS_AT_ONCE
        if not self.is_known[part]:
            self.watch.at("relaxing", 0)
            rows = slice(part * ROWS_AT_ONCE, (part + 1) * ROWS_AT_ONCE)
            self.found[rows] = self.table.rows(rows.start, rows.stop) >= 0
            self.is_known[part] = True
        allowed: BoolArray = self.found[mentee]
        return allowed


@dataclass
class _Matching:
    """Who has whom; `mentor` is NOBODY for those without one, `free` the seats left."""

    allowed: _Allowed
    mentor: IntArray
    free: IntArray

    @classmethod
    def of(cls, assignment: Assignment, allowed: _Allowed) -> "_Matching":
        mentor = np.full(len(allowed.found), NOBODY, np.int64)
        mentor[assignment.pairs[:, 0]] = assignment.pairs[:, 1]
        return cls(allowed, mentor, assignment.free.astype(np.int64).copy())

    def grow(self, left: IntArray) -> int:
        """Give a mentor to as many as can have one more; how many that are."""
        waiting, found = left, 0
        while len(waiting) and (start := self._augment(waiting)) != NOBODY:
            waiting, found = waiting[waiting != start], found + 1
        return found

    def _augment(self, sources: IntArray) -> int:
        """Use one augmenting path; whom it gave a mentor, or NOBODY."""
        via = np.full(len(self.free), NOBODY, np.int64)  # the mentee from whom a mentor was reached
        frontier = sources
        while len(frontier):
            reached = []
            for mentee in frontier.tolist():
                unreached = via == NOBODY
                if not unreached.any():
                    return NOBODY
                fresh = np.flatnonzero(self.allowed.of(mentee) & unreached)
                via[fresh] = mentee
                open_seats = fresh[self.free[fresh] > 0]
                if len(open_seats):
                    return self._give(int(open_seats[0]), via)
                reached.append(fresh)
            frontier = np.flatnonzero(np.isin(self.mentor, np.concatenate(reached)))
        return NOBODY

    def _give(self, mentor: int, via: IntArray) -> int:
        """Move everybody on the path that ends at a free seat one seat on."""
        self.free[mentor] -= 1
        while True:
            mentee = int(via[mentor])
            before, self.mentor[mentee] = int(self.mentor[mentee]), mentor
            if before == NOBODY:
                return mentee
            mentor = before
