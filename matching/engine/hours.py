"""How much of the working day two people share, whatever their zones."""

import numpy as np

from .arrays import IntArray
from .factors import by_class
from .people import MINUTES_A_DAY, Columns

UNKNOWN = -1


def shared_minutes(mentees: Columns, mentors: Columns) -> IntArray:
    """Minutes a day in which both work, for every pair; -1 where a zone is unknown.

    A company has few distinct working days (zone and hours), so each combination of two is
    computed once and looked up for all pairs.
    """
    return by_class(working_days(mentees), working_days(mentors), shared_by_day)


def working_days(people: Columns) -> IntArray:
    """Per person, the start of work in UTC and its length, in minutes."""
    return np.column_stack([people.work_start, people.work_length])


def shared_by_day(mine: IntArray, theirs: IntArray) -> IntArray:
    """`shared_minutes` of all pairs of two lists of working days."""
    start, length = mine[:, :1], mine[:, 1:]
    other, other_length = theirs[:, 0], theirs[:, 1]
    shared = np.zeros((len(mine), len(theirs)), np.int64)
    for day in (-MINUTES_A_DAY, 0, MINUTES_A_DAY):
        end = np.minimum(start + length, other + day + other_length)
        shared += np.maximum(end - np.maximum(start, other + day), 0)
    shared[(length < 0) | (other_length < 0)] = UNKNOWN
    return shared
