"""How many people can get a mentor at most, and who could if a rule were off: counted, not guessed.

A largest set of pairs (maximum bipartite matching, by augmenting paths; Hopcroft & Karp's bound
is not needed, as the bits of a whole number look at all mentors of a mentee at once).
"""

from collections.abc import Sequence
from itertools import pairwise

from matching.rules.forbidding import Bits


def most_matched(allowed: Sequence[Bits], places: Sequence[int]) -> int:
    """`allowed`: for each mentee the mentors they may have; `places` of each mentor, above 0."""
    holders: list[list[int]] = [[] for _ in places]
    free = sum(1 << at for at, each in enumerate(places) if each > 0)
    matched = 0
    for mentee, mentors in enumerate(allowed):
        if direct := mentors & free:
            col = (direct & -direct).bit_length() - 1
            holders[col].append(mentee)
            if len(holders[col]) == places[col]:
                free &= ~(1 << col)
            matched += 1
        elif free and (path := _path(mentee, allowed, holders, free)):
            _take(path, holders)
            end = path[-1][1]
            if len(holders[end]) == places[end]:
                free &= ~(1 << end)
            matched += 1
    return matched


def _path(
    start: int, allowed: Sequence[Bits], holders: Sequence[Sequence[int]], free: Bits
) -> list[tuple[int, int]]:
    """(mentee, mentor) steps to a free place, each mentee giving up the mentor before; shortest
    first; empty if there is none.
    """
    came: dict[int, tuple[int, int]] = {}  # mentee → (mentor given up, mentee who takes it)
    seen, level = 0, [start]
    while level:
        further = []
        for mentee in level:
            if ends := allowed[mentee] & free:
                return _steps(mentee, (ends & -ends).bit_length() - 1, came)
            fresh = allowed[mentee] & ~seen
            seen |= fresh
            while fresh:
                lowest = fresh & -fresh
                fresh ^= lowest
                mentor = lowest.bit_length() - 1
                for holder in holders[mentor]:
                    if holder not in came and holder != start:
                        came[holder] = (mentor, mentee)
                        further.append(holder)
        level = further
    return []


def _steps(mentee: int, end: int, came: dict[int, tuple[int, int]]) -> list[tuple[int, int]]:
    steps = [(mentee, end)]
    while mentee in came:
        mentor, mentee = came[mentee]
        steps.append((mentee, mentor))
    return steps[::-1]


def _take(steps: Sequence[tuple[int, int]], holders: list[list[int]]) -> None:
    """Each step's mentee takes its mentor; the next one's mentee has given it up."""
    for (_taker, mentor), (giver, _next) in pairwise(steps):
        holders[mentor].remove(giver)
    for mentee, mentor in steps:
        holders[mentor].append(mentee)
