"""A table of all pairs as a product of two narrow ones, one row per person.

`left @ right.T` is the table. Every rule here has such a form: likeness of topics is a product
of unit vectors (the vector space model of Salton, Wong & Yang 1975), and whatever depends on few
kinds of people (a department, a working day, a month of entry) is a small table of kinds times
marks of who is of which kind. The forms of all rules, side by side, make *one* product: the
scores of a block of pairs are a single matrix multiplication, however many rules there are.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from .arrays import ScoreArray

Kinds: TypeAlias = npt.NDArray[Any]
KindTable: TypeAlias = Callable[[Kinds, Kinds], npt.NDArray[Any]]


class Factors(NamedTuple):
    """One row per mentee and one per mentor; as many columns in both."""

    left: ScoreArray
    right: ScoreArray


def side_by_side(parts: Iterable[tuple[Factors, float]], mentees: int, mentors: int) -> Factors:
    """The factors of the weighted sum of several tables."""
    left, right = [np.zeros((mentees, 0), np.float32)], [np.zeros((mentors, 0), np.float32)]
    for part, weight in parts:
        counts = part.left.any(axis=0) & part.right.any(axis=0)
        left.append(part.left[:, counts] * np.float32(weight))
        right.append(part.right[:, counts])
    return Factors(np.hstack(left), np.hstack(right))


def by_class(rows: Kinds, cols: Kinds, table: KindTable) -> npt.NDArray[Any]:
    """`table` of all pairs of distinct entries, spread out to all pairs of entries."""
    if len(rows) == len(cols) == 1:  # the reasons of one pair: nothing to look up twice
        return table(rows, cols)
    row_kinds, row_kind = distinct(rows)
    col_kinds, col_kind = distinct(cols)
    return table(row_kinds, col_kinds)[row_kind][:, col_kind]


def class_factors(rows: Kinds, cols: Kinds, table: KindTable) -> Factors:
    """`by_class` as factors: one column per kind, of the side that has fewer.

    Kinds that the table does not tell apart count as one: whoever came long ago is ahead of all
    newcomers by as much as can count.
    """
    row_kinds, row_kind = distinct(rows)
    col_kinds, col_kind = distinct(cols)
    small = table(row_kinds, col_kinds).astype(np.float32)
    small, merged = distinct(small)
    row_kind = merged[row_kind]
    small, merged = distinct(small.T)
    col_kind = merged[col_kind]
    small = np.ascontiguousarray(small.T)
    if small.shape[0] < small.shape[1]:
        return Factors(_marks(row_kind, small.shape[0]), small.T[col_kind])
    return Factors(small[row_kind], _marks(col_kind, small.shape[1]))


def distinct(entries: Kinds) -> tuple[Kinds, npt.NDArray[np.intp]]:
    """The distinct entries (rows, if there are several columns), and which one each entry is."""
    if not entries.size:
        return entries[:1], np.zeros(len(entries), np.intp)
    kinds, kind = np.unique(entries, axis=0 if entries.ndim > 1 else None, return_inverse=True)
    return kinds, kind.reshape(-1)


def _marks(kind: npt.NDArray[np.intp], kinds: int) -> ScoreArray:
    marks = np.zeros((len(kind), kinds), np.float32)
    marks[np.arange(len(kind)), kind] = 1
    return marks
