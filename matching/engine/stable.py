"""Ranked choices: a matching that no two people would leave for each other."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from .acceptance import FREE, best_for_mentees, best_for_mentors, strict_order
from .arrays import IntArray
from .blocking import blocking_pairs
from .errors import SettingError
from .kiraly import kiraly
from .preferences import Market, Preferences, read_market

Side: TypeAlias = Literal["mentees", "mentors"]


@dataclass(frozen=True, eq=False)
class StableMatching:
    """A (weakly) stable matching.

    pairs           whole numbers (mentee, mentor), by mentee
    unmatched       mentees without a mentor; the same people in every stable matching if
                    nobody's list has a tie (Roth 1986)
    free            per mentor, seats that stayed empty
    optimal_for     the side on which everybody has the best that any stable matching gives
                    them; None with ties, where there is no such matching
    most            no matching at all has more pairs
    blocking_pairs  pairs that would rather have each other, counted apart from the method that
                    made the matching: always empty
    """

    pairs: IntArray
    unmatched: IntArray
    free: IntArray
    optimal_for: Side | None
    most: int
    blocking_pairs: IntArray


def stable(
    mentee_preferences: Preferences,
    mentor_preferences: Preferences,
    capacities: Sequence[int] | npt.NDArray[Any],
    *,
    optimal_for: Side = "mentees",
    restarts: int = 20,
) -> StableMatching:
    """Match people who have ranked each other, so that no two would rather have each other.

    mentee_preferences  per mentee, positions of mentors, best first; a tie is an inner list.
                        Whom a list leaves out is not acceptable.
    mentor_preferences  the same for each mentor
    capacities          mentees that each mentor can take
    optimal_for         whose side is favoured among the stable matchings, if nobody has a tie
    restarts            with ties: how often to try anew for a larger matching

    Without ties deferred acceptance (Gale & Shapley 1962). With ties stable matchings differ in
    size; the largest found by `restarts` runs of Király's method and of deferred acceptance with
    ties broken at random is taken. The same input gives the same matching.

    Raises `PreferenceError`, `ShapeError`, `CapacityError` or `SettingError` for input that
    makes no sense.
    """
    if optimal_for not in {"mentees", "mentors"}:
        raise SettingError(f"optimal_for must be 'mentees' or 'mentors', not {optimal_for!r}.")
    if restarts < 1:
        raise SettingError(f"restarts must be at least 1, not {restarts}.")
    market = read_market(mentee_preferences, mentor_preferences, capacities)
    if market.has_ties:
        return _matching(market, _largest(market, restarts), None)
    method = best_for_mentees if optimal_for == "mentees" else best_for_mentors
    return _matching(market, method(market, strict_order(market)), optimal_for)


def _largest(market: Market, restarts: int) -> list[int]:
    """The largest of several weakly stable matchings; the first of equally large ones."""
    best: list[int] = []
    size = -1
    for restart in range(restarts):
        chance = random.Random(restart)  # noqa: S311 (repeatable, and no secret)
        for mentor_of in (
            kiraly(market, chance),
            best_for_mentees(market, strict_order(market, chance)),
        ):
            matched = len(mentor_of) - mentor_of.count(FREE)
            if matched > size:
                best, size = mentor_of, matched
            if size == market.most:
                return best
    return best


def _matching(market: Market, mentor_of: list[int], optimal_for: Side | None) -> StableMatching:
    mentors = np.array(mentor_of, np.int64)
    mentees = np.flatnonzero(mentors != FREE)
    pairs = np.column_stack([mentees, mentors[mentees]]).astype(np.int64)
    return StableMatching(
        pairs=pairs,
        unmatched=np.flatnonzero(mentors == FREE),
        free=market.seats - np.bincount(pairs[:, 1], minlength=len(market.mentors)),
        optimal_for=optimal_for,
        most=market.most,
        blocking_pairs=blocking_pairs(market, pairs),
    )
