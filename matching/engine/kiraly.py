"""Large stable matchings when there are ties.

With ties stable matchings differ in size, and a largest one is NP-hard to find (Manlove et al.
2002). Király, "Linear time local approximation algorithm for maximum stable marriage"
(Algorithms 6, 2013) finds one of at least two thirds of the largest; on published instances it
comes within one percent. Its two ideas, here with seats on one side:

- a mentee whom everybody turned away asks once more down the list, *promoted*: among mentees of
  equal rank a mentor prefers the promoted one;
- a mentee takes, among mentors of equal rank, one with a seat free, and may be moved on to such
  a one (is *precarious*) as soon as somebody else wants the seat.
"""

import random
from dataclasses import dataclass, field

from .acceptance import FREE
from .preferences import Market


def kiraly(market: Market, chance: random.Random) -> list[int]:
    """Per mentee, their mentor or FREE: weakly stable. `chance` orders the members of ties."""
    state = _State.begin(market, chance)
    waiting = list(range(len(market.mentees)))
    while waiting:
        mentee = waiting.pop()
        while (mentor := state.next_choice(mentee)) != FREE:
            moved = state.ask(mentee, mentor)
            if state.mentor_of[mentee] == mentor:
                if moved != FREE:
                    waiting.append(moved)
                break
    return state.mentor_of


@dataclass(eq=False)
class _State:
    market: Market
    lists: list[list[list[int]]]
    mentor_of: list[int]
    held: list[set[int]]
    seats: list[int]
    left: list[list[list[int]]] = field(default_factory=list)
    tier: list[int] = field(default_factory=list)
    promoted: list[bool] = field(default_factory=list)

    @classmethod
    def begin(cls, market: Market, chance: random.Random) -> "_State":
        lists = [[chance.sample(tier, len(tier)) for tier in tiers] for tiers in market.tiers]
        mentees, mentors = len(market.mentees), len(market.mentors)
        return cls(
            market=market,
            lists=lists,
            mentor_of=[FREE] * mentees,
            held=[set() for _ in range(mentors)],
            seats=market.seats.tolist(),
            left=[[list(tier) for tier in tiers] for tiers in lists],
            tier=[0] * mentees,
            promoted=[False] * mentees,
        )

    def next_choice(self, mentee: int) -> int:
        """Whom this mentee asks next, one with a seat free before others of the same rank."""
        while True:
            left = self.left[mentee]
            while self.tier[mentee] < len(left) and not left[self.tier[mentee]]:
                self.tier[mentee] += 1
            if self.tier[mentee] < len(left):
                tied = left[self.tier[mentee]]
                return next((mentor for mentor in tied if self.has_room(mentor)), tied[-1])
            if self.promoted[mentee]:
                return FREE
            self.promoted[mentee] = True
            self.tier[mentee] = 0
            self.left[mentee] = [list(tier) for tier in self.lists[mentee]]

    def ask(self, mentee: int, mentor: int) -> int:
        """The mentor takes the mentee or not; returns who lost the seat, or FREE."""
        if self.has_room(mentor):
            return self._seat(mentee, mentor, instead_of=FREE)
        precarious = self._precarious(mentor)
        if precarious != FREE:
            return self._seat(mentee, mentor, instead_of=precarious)
        last = self._last(mentor)
        if last == FREE or self._standing(mentor, last) <= self._standing(mentor, mentee):
            self._strike(mentee, mentor)
            return FREE
        self._strike(last, mentor)
        return self._seat(mentee, mentor, instead_of=last)

    def has_room(self, mentor: int) -> bool:
        return len(self.held[mentor]) < self.seats[mentor]

    def _standing(self, mentor: int, mentee: int) -> tuple[int, bool]:
        """Lower is better."""
        return self.market.mentors[mentor][mentee], not self.promoted[mentee]

    def _last(self, mentor: int) -> int:
        """Whom the mentor would give up first, or FREE if nobody is there."""
        held = self.held[mentor]
        return max(held, key=lambda mentee: (self._standing(mentor, mentee), mentee), default=FREE)

    def _precarious(self, mentor: int) -> int:
        """Somebody here for whom a mentor of equal rank has a seat free."""
        for mentee in sorted(self.held[mentor]):
            tied = self.left[mentee][self.tier[mentee]]
            if any(other != mentor and self.has_room(other) for other in tied):
                return mentee
        return FREE

    def _seat(self, mentee: int, mentor: int, *, instead_of: int) -> int:
        if instead_of != FREE:
            self.held[mentor].remove(instead_of)
            self.mentor_of[instead_of] = FREE
        self.held[mentor].add(mentee)
        self.mentor_of[mentee] = mentor
        return instead_of

    def _strike(self, mentee: int, mentor: int) -> None:
        """This mentor is no choice of the mentee any more (until they are promoted)."""
        self.left[mentee][self.tier[mentee]].remove(mentor)
