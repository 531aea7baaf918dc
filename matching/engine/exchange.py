"""Better rounds by small steps: the left-over find partners, and foursomes swap them."""

import numpy as np

from .arrays import BoolArray, IntArray
from .meetings import NOT_ALLOWED, Meetings

SWEEPS = 60


def pair_left_over(meetings: Meetings, pairs: IntArray) -> IntArray:
    """Pair those whom `pairs` leaves over: with each other, or by opening a pair for two."""
    left = np.setdiff1d(np.flatnonzero(meetings.has_partner), pairs)
    inside = np.isin(meetings.first, left) & np.isin(meetings.second, left)
    best_first = np.flatnonzero(inside)[np.argsort(-meetings.worth[inside], kind="stable")]
    waiting = set(left.tolist())
    made = pairs.tolist()
    for one, other in zip(meetings.first[best_first], meetings.second[best_first], strict=True):
        if one in waiting and other in waiting:
            waiting -= {int(one), int(other)}
            made.append([int(one), int(other)])
    made_pairs = np.array(made, np.int64).reshape(-1, 2)
    return _open_pairs(meetings, made_pairs, sorted(waiting))


def _open_pairs(meetings: Meetings, pairs: IntArray, left: list[int]) -> IntArray:
    """Two left-over people part a pair whose members may each meet one of them."""
    while len(left) > 1 and len(pairs):
        one = left.pop()
        for other in left:
            at, turned = _best_opening(meetings, pairs, one, other)
            if at is not None:
                ours, theirs = pairs[at][::-1] if turned else pairs[at]
                pairs[at] = sorted((one, ours))
                pairs = np.vstack([pairs, sorted((other, theirs))])
                left.remove(other)
                break
    return pairs


def _best_opening(
    meetings: Meetings, pairs: IntArray, one: int, other: int
) -> tuple[int | None, bool]:
    """The pair to open for these two, and whether `one` goes to its second member."""
    best: tuple[int | None, bool] = (None, False)
    gain = NOT_ALLOWED
    now = meetings.worth_of(pairs[:, 0], pairs[:, 1])
    for turned, (a, b) in ((False, (0, 1)), (True, (1, 0))):
        to_one = meetings.worth_of(np.full(len(pairs), one), pairs[:, a])
        to_other = meetings.worth_of(np.full(len(pairs), other), pairs[:, b])
        possible = (to_one != NOT_ALLOWED) & (to_other != NOT_ALLOWED)
        gains = np.where(possible, to_one + to_other - now, NOT_ALLOWED)
        at = int(np.argmax(gains))
        if possible[at] and gains[at] > gain:
            gain, best = int(gains[at]), (at, turned)
    return best


def swap_partners(meetings: Meetings, pairs: IntArray) -> IntArray:
    """Foursomes take the best of their three pairings, `SWEEPS` times over in random order.

    Never worse than before, and repeatable. (A 2-exchange; see Aarts & Lenstra, "Local Search in
    Combinatorial Optimization", 1997.)
    """
    chance = np.random.default_rng(0)
    pairs = pairs.copy()
    half = len(pairs) // 2
    for _ in range(SWEEPS if half else 0):
        order = chance.permutation(len(pairs))
        left, right = order[:half], order[half : 2 * half]
        a, b, c, d = pairs[left, 0], pairs[left, 1], pairs[right, 0], pairs[right, 1]
        now = _together(meetings, a, b, c, d)
        crossed, parallel = _together(meetings, a, d, b, c), _together(meetings, a, c, b, d)
        _write(pairs, (left, right), (a, d, b, c), (crossed > now) & (crossed >= parallel))
        _write(pairs, (left, right), (a, c, b, d), (parallel > now) & (parallel > crossed))
    return np.sort(pairs, axis=1)


def _together(meetings: Meetings, a: IntArray, b: IntArray, c: IntArray, d: IntArray) -> IntArray:
    """What it is worth that a meets b and c meets d."""
    one, other = meetings.worth_of(a, b), meetings.worth_of(c, d)
    impossible = (one == NOT_ALLOWED) | (other == NOT_ALLOWED)
    worth: IntArray = np.where(impossible, NOT_ALLOWED, one + other)
    return worth


def _write(
    pairs: IntArray,
    places: tuple[IntArray, IntArray],
    members: tuple[IntArray, IntArray, IntArray, IntArray],
    better: BoolArray,
) -> None:
    left, right = places
    a, b, c, d = members
    pairs[left[better]] = np.column_stack([a, b])[better]
    pairs[right[better]] = np.column_stack([c, d])[better]
