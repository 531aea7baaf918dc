"""Deferred acceptance: the stable matching that is best for all on one side at once.

Gale & Shapley, "College admissions and the stability of marriage" (1962); with seats on one side
and proposals from either, Gusfield & Irving, "The Stable Marriage Problem" (1989), section 1.6.
Lists must be strict: `Order` puts the members of a tie in an order, and what comes out is weakly
stable for the lists with ties, whatever that order is.
"""

import heapq
import random
from dataclasses import dataclass

from .preferences import Market, Ranks

FREE = -1


@dataclass(frozen=True, eq=False)
class Order:
    """Strict lists: per person, the acceptable others, best first."""

    mentees: list[list[int]]
    mentors: list[list[int]]


def strict_order(market: Market, chance: random.Random | None = None) -> Order:
    """Lists without ties: in the order of positions, or in a random one."""
    return Order(_strict(market.mentees, chance), _strict(market.mentors, chance))


def _strict(side: Ranks, chance: random.Random | None) -> list[list[int]]:
    lists = []
    for ranks in side:
        listed = sorted(ranks)
        if chance:
            chance.shuffle(listed)
        lists.append(sorted(listed, key=ranks.__getitem__))
    return lists


def best_for_mentees(market: Market, order: Order) -> list[int]:
    """Per mentee, their mentor or FREE; nobody has a better one in any stable matching."""
    places = [{mentee: at for at, mentee in enumerate(listed)} for listed in order.mentors]
    seats = market.seats.tolist()
    mentor_of = [FREE] * len(order.mentees)
    asked = [0] * len(order.mentees)
    held: list[list[tuple[int, int]]] = [[] for _ in order.mentors]  # the worst one on top
    for proposer in range(len(order.mentees)):
        mentee = proposer
        while mentee != FREE and asked[mentee] < len(order.mentees[mentee]):
            mentor = order.mentees[mentee][asked[mentee]]
            asked[mentee] += 1
            offer = (-places[mentor][mentee], mentee)
            if len(held[mentor]) < seats[mentor]:
                heapq.heappush(held[mentor], offer)
                mentor_of[mentee], mentee = mentor, FREE
            elif seats[mentor]:
                turned_away = heapq.heappushpop(held[mentor], offer)[1]
                mentor_of[mentee] = mentor
                mentor_of[turned_away] = FREE
                mentee = turned_away
    return mentor_of


def best_for_mentors(market: Market, order: Order) -> list[int]:
    """Per mentee, their mentor or FREE; no mentor has better mentees in any stable matching."""
    places = [{mentor: at for at, mentor in enumerate(listed)} for listed in order.mentees]
    free = market.seats.tolist()
    mentor_of = [FREE] * len(order.mentees)
    asked = [0] * len(order.mentors)
    asking = list(range(len(order.mentors)))
    while asking:
        mentor = asking.pop()
        while free[mentor] and asked[mentor] < len(order.mentors[mentor]):
            mentee = order.mentors[mentor][asked[mentor]]
            asked[mentor] += 1
            now = mentor_of[mentee]
            if now == FREE or places[mentee][mentor] < places[mentee][now]:
                mentor_of[mentee] = mentor
                free[mentor] -= 1
                if now != FREE:
                    free[now] += 1
                    asking.append(now)
    return mentor_of
