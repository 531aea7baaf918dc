"""How mixed a group is: how often two of its members differ.

The mix of a group is the share of its pairs who differ, averaged over the attributes: 0 says that
all are alike, 1 that nobody shares anything with anybody. (The expected difference of two drawn
members, known as the Gini-Simpson index; here without replacement.)
"""

from collections.abc import Hashable, Sequence
from itertools import combinations
from typing import TypeAlias

import numpy as np

from .arrays import IntArray
from .errors import ShapeError

Attributes: TypeAlias = Sequence[Sequence[Hashable]]
"""One record per person, all of the same length; None is unknown, and differs from nothing."""


def differences(attributes: Attributes) -> IntArray:
    """In how many attributes each two people differ. Raises `ShapeError` for uneven records."""
    lengths = {len(record) for record in attributes}
    if len(lengths) > 1:
        raise ShapeError(f"Every person needs as many attributes; there are {sorted(lengths)}.")
    people = len(attributes)
    different = np.zeros((people, people), np.int64)
    for values in zip(*attributes, strict=True):
        codes = _codes(values)
        known = codes >= 0
        apart = codes[:, None] != codes[None, :]
        different += apart & known[:, None] & known[None, :]
    return different


def mix_of(different: IntArray, group: Sequence[int], attributes: int) -> float:
    """The mix of one group, 0 to 1, from `differences`; 0 for a group of one."""
    pairs = list(combinations(group, 2))
    if not pairs or not attributes:
        return 0.0
    return sum(int(different[pair]) for pair in pairs) / (len(pairs) * attributes)


def _codes(values: Sequence[Hashable]) -> IntArray:
    known: dict[Hashable, int] = {}
    return np.array(
        [-1 if value is None else known.setdefault(value, len(known)) for value in values],
        np.int64,
    )
