"""Is a matching stable? Counted from the preferences alone, whatever made the matching.

A pair *blocks* when both would rather have each other than what they have: the mentee prefers
the mentor to their own (or has none), and the mentor has a seat free or prefers the mentee to
somebody there. With ties "prefers" means strictly: weak stability (Irving 1994; Manlove,
"Algorithmics of Matching Under Preferences", 2013, section 3.1).
"""

import numpy as np

from .arrays import IntArray
from .errors import PreferenceError
from .preferences import Market


def blocking_pairs(market: Market, pairs: IntArray) -> IntArray:
    """The pairs (mentee, mentor) that block this matching; none says that it is stable.

    Raises `PreferenceError` if `pairs` is no matching of this market at all.
    """
    own, least = _held(market, pairs)
    found = [
        (mentee, mentor)
        for mentee, ranks in enumerate(market.mentees)
        for mentor, rank in ranks.items()
        if rank < own[mentee] and market.mentors[mentor][mentee] < least[mentor]
    ]
    return np.array(sorted(found), np.int64).reshape(-1, 2)


def _held(market: Market, pairs: IntArray) -> tuple[list[float], list[float]]:
    """Each mentee's rank of what they have, and each mentor's rank of the last one there.

    Infinite where a place is empty, so that anybody is preferred.
    """
    own = [float("inf")] * len(market.mentees)
    there: list[list[int]] = [[] for _ in market.mentors]
    for mentee, mentor in pairs.tolist():
        if mentor not in market.mentees[mentee]:
            raise PreferenceError(f"Mentee {mentee} and mentor {mentor} do not accept each other.")
        if own[mentee] < float("inf"):
            raise PreferenceError(f"Mentee {mentee} is matched twice.")
        own[mentee] = market.mentees[mentee][mentor]
        there[mentor].append(market.mentors[mentor][mentee])
    least = []
    for mentor, ranks in enumerate(there):
        seats = int(market.seats[mentor])
        if len(ranks) > seats:
            raise PreferenceError(f"Mentor {mentor} has {len(ranks)} mentees and {seats} seats.")
        # nobody is preferred to a mentor's own wish to take nobody
        least.append(float("inf") if len(ranks) < seats else max(ranks, default=-1.0))
    return own, least
