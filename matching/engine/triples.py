"""Whoever has no partner joins a pair, so that a round drops nobody without a word."""

import numpy as np

from .arrays import IntArray
from .meetings import NOT_ALLOWED, Group, Meetings


def seat_left_over(meetings: Meetings, pairs: IntArray) -> tuple[list[Group], list[int]]:
    """The groups of a round, and those who fit into none: each pair takes one more at most.

    A pair takes in somebody whom both may meet; those who sat in few triples before come first.
    Where nobody may, somebody of a pair changes places with the left-over one, if that helps.
    """
    groups = [tuple(pair) for pair in pairs.tolist()]
    left_out = np.setdiff1d(np.arange(meetings.people), pairs).tolist()
    before = len(left_out) + 1
    while len(left_out) < before:  # a change of places makes a new pair, to try again
        before = len(left_out)
        left_out = [
            person
            for person in left_out
            if not _join(meetings, groups, person) and not _change_places(meetings, groups, person)
        ]
    return groups, left_out


def _join(meetings: Meetings, groups: list[Group], person: int) -> bool:
    """Make a triple of the best pair for this person, in place."""
    at = [at for at, group in enumerate(groups) if len(group) == 2]
    if not at:
        return False
    pairs = np.array([groups[place] for place in at], np.int64)
    alone = np.full(len(pairs), person)
    one, other = (meetings.worth_of(alone, pairs[:, side]) for side in (0, 1))
    possible = (one != NOT_ALLOWED) & (other != NOT_ALLOWED)
    sat = meetings.triples[pairs].sum(axis=1)
    gains = np.where(possible, one + other - 2 * meetings.spread * sat, NOT_ALLOWED)
    best = int(np.argmax(gains))
    if not possible[best]:
        return False
    place = at[best]
    groups[place] = tuple(sorted((*groups[place], person)))
    return True


def _change_places(meetings: Meetings, groups: list[Group], person: int) -> bool:
    """Take a place in a pair if the one who gives it up fits into another, in place."""
    for at, group in enumerate(groups):
        for stays, leaves in (group, group[::-1]) if len(group) == 2 else ():
            if meetings.find(np.array([person]), np.array([stays]))[0] < 0:
                continue
            others = [*groups[:at], *groups[at + 1 :]]
            if _join(meetings, others, leaves):
                groups[:] = [*others, tuple(sorted((person, stays)))]
                return True
    return False
