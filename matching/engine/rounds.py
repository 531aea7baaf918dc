"""Coffee rounds: everybody meets somebody, and nobody twice while that can be avoided."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .arrays import IntArray, ScoresLike
from .blossom import best_pairs
from .cycles import rounded_pairs
from .exchange import pair_left_over, swap_partners
from .meetings import Group, Meetings, read_meetings
from .problem import QUANTA_PER_POINT
from .triples import seat_left_over

# Above this the exact method takes seconds; the other one is within 0.1 % of it there.
EXACT_UP_TO = 300


@dataclass(frozen=True, eq=False)
class Round:
    """Who meets whom this time.

    groups     pairs, and triples of those who had no partner; positions in order
    left_out   people in no group: nobody may meet them, or they are the odd one and there are to
               be no triples
    repeats    pairs of people, within a group, who have met before
    total      sum of the weights of all who meet, in points, each rounded to 1e-4
    exact      are the pairs proven to be the best? (up to `EXACT_UP_TO` people)
    """

    groups: tuple[Group, ...]
    left_out: IntArray
    repeats: IntArray
    total: float
    exact: bool


def rounds(
    weights: ScoresLike,
    history: Sequence[Sequence[Sequence[int]]] = (),
    *,
    triple: bool = True,
) -> Round:
    """Put people in pairs for one round.

    weights  how good it is that two meet, in points: a symmetric array with a row and a column
             per person, or a sparse matrix; NaN or not stored: these two must not meet. The
             diagonal does not count.
    history  the earlier rounds, oldest first, each as its groups
    triple   may somebody without a partner join a pair? Else they are left out

    In this order: most people in pairs, fewest who meet again (those who met least often first),
    nobody again right after the last round, highest total. Whoever joins a pair is one who sat
    in few triples before. The same input gives the same round.

    Raises `ShapeError`, `ScoreError` or `HistoryError` for input that makes no sense.
    """
    meetings = read_meetings(weights, history)
    exact = meetings.people <= EXACT_UP_TO
    if exact:
        pairs = best_pairs(meetings)
    else:
        pairs = swap_partners(meetings, pair_left_over(meetings, rounded_pairs(meetings)))
    if triple:
        groups, left_out = seat_left_over(meetings, pairs)
    else:
        groups = [tuple(pair) for pair in pairs.tolist()]
        left_out = np.setdiff1d(np.arange(meetings.people), pairs).tolist()
    return _round(meetings, groups, left_out, exact=exact)


def _round(meetings: Meetings, groups: list[Group], left_out: list[int], *, exact: bool) -> Round:
    met = np.array(sorted(p for group in groups for p in combinations(group, 2)), np.int64)
    met = met.reshape(-1, 2)
    at = meetings.find(met[:, 0], met[:, 1])
    return Round(
        groups=tuple(sorted(groups)),
        left_out=np.array(left_out, np.int64),
        repeats=met[meetings.times[at] > 0] if len(met) else met,
        total=int(meetings.points[at].sum()) / QUANTA_PER_POINT if len(met) else 0.0,
        exact=exact,
    )
