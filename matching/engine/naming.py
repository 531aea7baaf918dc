"""Which hard rules forbid given pairs, for many pairs at once."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from .arrays import BoolArray, IntArray
from .factors import distinct
from .hard import HardRule, KindRule, ListedRule
from .people import Columns

Look: TypeAlias = Callable[[IntArray, IntArray], BoolArray]


class Forbidding:
    """Looks up pairs, given as rows and columns, in each of some rules."""

    def __init__(self, mentees: Columns, mentors: Columns, rules: Sequence[HardRule]) -> None:
        self.looks = [_look(rule, mentees, mentors) for rule in rules]

    def of(self, rows: IntArray, cols: IntArray) -> BoolArray:
        """One row per rule, one column per pair: True where the rule forbids it."""
        found = np.zeros((len(self.looks), len(rows)), np.bool_)
        for at, look in enumerate(self.looks):
            found[at] = look(rows, cols)
        return found


def _look(rule: HardRule, mentees: Columns, mentors: Columns) -> Look:
    if isinstance(rule, KindRule):
        return _in_kinds(rule, mentees, mentors)
    if isinstance(rule, ListedRule):
        return _in_list(rule, mentees, mentors)
    raise TypeError(f"{rule!r} is neither a ListedRule nor a KindRule.")


def _in_kinds(rule: KindRule, mentees: Columns, mentors: Columns) -> Look:
    row_kinds, row_kind = distinct(rule.kinds(mentees))
    col_kinds, col_kind = distinct(rule.kinds(mentors))
    table = rule.table(row_kinds, col_kinds)

    def look(rows: IntArray, cols: IntArray) -> BoolArray:
        forbidden: BoolArray = table[row_kind[rows], col_kind[cols]]
        return forbidden

    return look


def _in_list(rule: ListedRule, mentees: Columns, mentors: Columns) -> Look:
    width, listed = len(mentors), rule.listed(mentees, mentors)
    known = np.append(np.sort(listed.row * width + listed.col), np.iinfo(np.int64).max)

    def look(rows: IntArray, cols: IntArray) -> BoolArray:
        wanted = rows * width + cols
        forbidden: BoolArray = known[np.searchsorted(known, wanted)] == wanted
        return forbidden

    return look
