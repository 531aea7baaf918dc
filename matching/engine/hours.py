"""How much of the working day two people share, whatever their zones."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import IntArray
from .people import MINUTES_A_DAY, Columns

UNKNOWN = -1


def shared_minutes(mentees: Columns, mentors: Columns) -> IntArray:
    """Minutes a day in which both work, for every pair; -1 where a zone is unknown.

    A company has few distinct working days (zone and hours), so each combination of two is
    computed once and looked up for all pairs.
    """
    return by_class(_days(mentees), _days(mentors), _overlap)


def by_class(
    rows: npt.NDArray[Any],
    cols: npt.NDArray[Any],
    table: Callable[[npt.NDArray[Any], npt.NDArray[Any]], npt.NDArray[Any]],
) -> npt.NDArray[Any]:
    """`table` of all pairs of distinct entries, spread out to all pairs of entries."""
    if len(rows) == len(cols) == 1:  # the reasons of one pair: nothing to look up twice
        return table(rows, cols)
    row_kinds, row_kind = np.unique(rows, axis=0, return_inverse=True)
    col_kinds, col_kind = np.unique(cols, axis=0, return_inverse=True)
    return table(row_kinds, col_kinds)[row_kind][:, col_kind]


def _days(people: Columns) -> IntArray:
    return np.column_stack([people.work_start, people.work_length])


def _overlap(mine: IntArray, theirs: IntArray) -> IntArray:
    start, length = mine[:, :1], mine[:, 1:]
    other, other_length = theirs[:, 0], theirs[:, 1]
    shared = np.zeros((len(mine), len(theirs)), np.int64)
    for day in (-MINUTES_A_DAY, 0, MINUTES_A_DAY):
        end = np.minimum(start + length, other + day + other_length)
        shared += np.maximum(end - np.maximum(start, other + day), 0)
    shared[(length < 0) | (other_length < 0)] = UNKNOWN
    return shared
