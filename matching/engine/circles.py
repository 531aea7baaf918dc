"""Peer circles: groups of even size whose members differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .arrays import IntArray
from .errors import SettingError
from .grouping import even_groups
from .mix import Attributes, differences, mix_of

STEPS = 40_000


@dataclass(frozen=True, eq=False)
class Circles:
    """People in circles.

    groups  the members of each circle, positions in order
    mixes   the mix of each circle, 0 (all alike) to 1 (nobody shares anything with anybody)
    mix     their mean, each circle counted by its pairs
    chance  what `mix` would be on average if the circles were drawn by lot
    broken  wishes that could not be kept: pairs of `apart` in one circle, of `together` in two
    """

    groups: tuple[tuple[int, ...], ...]
    mixes: tuple[float, ...]
    mix: float
    chance: float
    broken: tuple[tuple[int, int], ...]


def circles(
    attributes: Attributes,
    size: int,
    *,
    apart: Iterable[Sequence[int]] = (),
    together: Iterable[Sequence[int]] = (),
    steps: int = STEPS,
) -> Circles:
    """Put everybody in a circle of about `size` people, so that circles are mixed.

    attributes  one record per person, such as (department, site); None is unknown
    size        people wanted in a circle; the sizes differ by one at most
    apart       groups of people of whom no two should share a circle (a reporting line)
    together    groups of people who should share one
    steps       effort of the search; the default takes some seconds at most

    Keeping the wishes comes first, then the mix. The same input gives the same circles. Raises
    `ShapeError` for uneven records, `SettingError` for a size or wishes that make no sense.
    """
    people = len(attributes)
    if isinstance(size, bool) or not isinstance(size, int | np.integer) or size < 2:
        raise SettingError(f"A circle needs at least 2 people, not {size!r}.")
    if steps < 1:
        raise SettingError(f"steps must be at least 1, not {steps}.")
    separate = _pairs("apart", apart, people)
    joined = _pairs("together", together, people)
    if both := separate & joined:
        one, other = min(both)
        raise SettingError(f"{one} and {other} are wanted together and apart.")
    different = differences(attributes)
    if not people:
        return Circles((), (), 0.0, 0.0, ())
    worth = _worth(different, separate, joined)
    group = even_groups(worth, max(1, round(people / size)), steps=steps)
    return _circles(different, group, len(attributes[0]), separate, joined)


def _pairs(name: str, wishes: Iterable[Sequence[int]], people: int) -> set[tuple[int, int]]:
    pairs = set()
    for wish in wishes:
        members = sorted({int(member) for member in wish})
        if members and not 0 <= members[0] <= members[-1] < people:
            raise SettingError(f"{name} names {tuple(wish)}; there are {people} people.")
        pairs |= set(combinations(members, 2))
    return pairs


def _worth(
    different: IntArray, separate: set[tuple[int, int]], joined: set[tuple[int, int]]
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """A wish outweighs all differences together."""
    worth = different.astype(np.float64)
    wish = float(different.sum() + 1)
    for pairs, price in ((separate, -wish), (joined, wish)):
        for one, other in pairs:
            worth[one, other] += price
            worth[other, one] += price
    return worth


def _circles(
    different: IntArray,
    group: IntArray,
    attributes: int,
    separate: set[tuple[int, int]],
    joined: set[tuple[int, int]],
) -> Circles:
    groups = sorted(
        tuple(np.flatnonzero(group == one).tolist()) for one in range(int(group.max()) + 1)
    )
    mixes = [mix_of(different, members, attributes) for members in groups]
    pairs = [len(members) * (len(members) - 1) // 2 for members in groups]
    kept = {pair for members in groups for pair in combinations(members, 2)}
    weighed = sum(mix * count for mix, count in zip(mixes, pairs, strict=True))
    return Circles(
        groups=tuple(groups),
        mixes=tuple(mixes),
        mix=weighed / max(1, sum(pairs)),
        chance=mix_of(different, range(len(group)), attributes),
        broken=tuple(sorted((separate & kept) | (joined - kept))),
    )
