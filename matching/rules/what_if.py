"""What other pairs would come of a change, worked out at once and exactly, without a run.

Whole numbers of score quanta, as the engine counts them. The best pairs are those from which no
chain of moves gains anything (no negative cycle), so a change is tried by making it and then taking
gainful chains for as long as there are any. Most people matched comes first: who waits is somebody
"with nobody", which costs more than any scores can gain.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

Mentee = str
Mentor = str
NOBODY: Mentor = ""
QUANTA = 10_000
FREE = "free"  # the place from which seats come and to which they go back
HOP = tuple[int, Mentee | None]
Step = tuple[Mentor, Mentee | None]


# Possible pairs that are looked at in all, one chain after the other: some seconds' work.
LOOKED_AT, FEWEST_CHAINS = 5_000_000, 10


class TooFarError(Exception):
    """The pairs are so far from the best ones that finding those is a run's work."""


@dataclass(frozen=True)
class Pool:
    """What pairs are made of.

    scores  of each mentee, the mentors who are allowed
    seats   places of each mentor that these mentees may take
    fixed   mentees who stay with whom they have
    """

    scores: Mapping[Mentee, Mapping[Mentor, float]]
    seats: Mapping[Mentor, int]
    fixed: frozenset[Mentee] = frozenset()

    def without(self, mentee: Mentee, mentor: Mentor) -> "Pool":
        """The same, with a pair forbidden."""
        rest = {one: score for one, score in self.scores[mentee].items() if one != mentor}
        return replace(self, scores={**self.scores, mentee: rest}, fixed=self.fixed - {mentee})

    def with_seats(self, mentor: Mentor, more: int) -> "Pool":
        """The same, with more places of one mentor."""
        return replace(self, seats={**self.seats, mentor: self.seats.get(mentor, 0) + more})


@dataclass(frozen=True)
class Plan:
    """Who gets whom; who isn't there waits."""

    pairs: Mapping[Mentee, Mentor]
    total: float

    def moved(self, other: "Plan") -> list[Mentee]:
        """Who gets somebody else in the other plan."""
        everybody = {**self.pairs, **other.pairs}
        return [one for one in everybody if self.pairs.get(one) != other.pairs.get(one)]


@dataclass
class Search:
    """Pairs that are made better step by step."""

    pool: Pool
    pairs: dict[Mentee, Mentor]
    waiting_cost: int = field(init=False)
    costs: dict[Mentee, dict[Mentor, int]] = field(init=False)

    def __post_init__(self) -> None:
        # More than twice of what all scores together can differ by: so a gain of one person more is
        # told from a gain of score by rounding, also where everybody scores 1.
        self.waiting_cost = 2 * QUANTA * (len(self.pool.scores) + 1)
        self.costs = {
            mentee: {
                **{mentor: -round(QUANTA * score) for mentor, score in of.items()},
                NOBODY: self.waiting_cost,
            }
            for mentee, of in self.pool.scores.items()
        }

    def plan(self) -> Plan:
        """As it stands."""
        pairs = {mentee: mentor for mentee, mentor in self.pairs.items() if mentor}
        total = sum(-self.costs[mentee][mentor] for mentee, mentor in pairs.items())
        return Plan(pairs, total / QUANTA)

    def moves(self) -> dict[Mentor, dict[Mentor, HOP]]:
        """From each place to each other one: what the cheapest move costs, and who makes it."""
        found: dict[Mentor, dict[Mentor, HOP]] = {FREE: {}}
        load = dict.fromkeys(self.pool.seats, 0)
        for mentee, now in self.pairs.items():
            load[now] = load.get(now, 0) + 1
            if mentee in self.pool.fixed:
                continue
            costs, hops = self.costs[mentee], found.setdefault(now, {})
            given_up = costs[now]
            for mentor, cost in costs.items():
                if mentor != now and (mentor not in hops or cost - given_up < hops[mentor][0]):
                    hops[mentor] = (cost - given_up, mentee)
        for mentor, taken in load.items():
            if mentor == NOBODY or taken < self.pool.seats.get(mentor, 0):
                found.setdefault(mentor, {})[FREE] = (0, None)
            if mentor != NOBODY and taken:
                found[FREE][mentor] = (0, None)
        found[FREE][NOBODY] = (0, None)
        found.setdefault(NOBODY, {})[FREE] = (0, None)
        return found

    def improve(self) -> None:
        """Take gainful chains until there are none. Raises TooFarError when there are too many to
        be waited for.
        """
        allowed = sum(map(len, self.costs.values()))
        for _chain in range(max(LOOKED_AT // max(allowed, 1), FEWEST_CHAINS)):
            chain = gainful_chain(self.moves())
            if not chain:
                return
            for place, mentee in chain:
                if mentee is not None:
                    self.pairs[mentee] = place
        raise TooFarError


def gainful_chain(
    moves: Mapping[Mentor, Mapping[Mentor, HOP]],
) -> list[Step]:
    """A cycle of moves that costs less than nothing, as (to, who); empty where there is none."""
    cost = dict.fromkeys([*moves, *(to for hops in moves.values() for to in hops)], 0)
    came: dict[Mentor, Step] = {}
    changed = set(cost)
    for _round in range(len(cost)):
        if not changed:
            return []
        now, changed = changed, set()
        for place in now:
            for to, (price, mentee) in moves.get(place, {}).items():
                if cost[place] + price < cost[to]:
                    cost[to], came[to] = cost[place] + price, (place, mentee)
                    changed.add(to)
        if found := _cycle(came):
            return found
    return []


def _cycle(
    came: Mapping[Mentor, Step],
) -> list[Step]:
    """A cycle of the latest steps, if they close to one: then it is gainful."""
    seen: dict[Mentor, int] = {}
    for number, start in enumerate(came):
        place = start
        while place in came and place not in seen:
            seen[place] = number
            place = came[place][0]
        if place in came and seen[place] == number:
            return _walk(came, place)
    return []


def _walk(came: Mapping[Mentor, Step], start: Mentor) -> list[Step]:
    place, steps = start, []
    while True:
        before, mentee = came[place]
        steps.append((place, mentee))
        place = before
        if place == start:
            return steps


def best_plan(pool: Pool, pairs: Mapping[Mentee, Mentor]) -> Plan:
    """The best pairs, beginning with these; those that aren't possible are given up first."""
    search = Search(pool, _possible(pool, pairs))
    search.improve()
    return search.plan()


def plan_with(pool: Pool, pairs: Mapping[Mentee, Mentor], mentee: Mentee, mentor: Mentor) -> Plan:
    """The best pairs of which this is one; somebody else's seat is taken for it if need be."""
    rest = {one: of for one, of in pairs.items() if one != mentee}
    return best_plan(replace(pool, fixed=pool.fixed | {mentee}), {mentee: mentor, **rest})


def plan_without(
    pool: Pool, pairs: Mapping[Mentee, Mentor], mentee: Mentee, mentor: Mentor
) -> Plan:
    """The best pairs of which this is none."""
    return best_plan(pool.without(mentee, mentor), pairs)


def gains_of_seats(pool: Pool, plan: Plan) -> dict[Mentor, tuple[int, float]]:
    """For each mentor without a free seat: how many more people one more would give a mentor, and
    what the sum of scores changes by. Of the best pairs; all mentors at once.
    """
    search = Search(pool, _possible(pool, plan.pairs))
    moves = search.moves()
    full = {mentor for mentor in pool.seats if FREE not in moves.get(mentor, {})}
    cost = _from_everywhere(moves)
    gains = {}
    for mentor in full:
        change = -min(cost.get(mentor, 0), 0)
        people = round(change / search.waiting_cost)
        if change:
            gains[mentor] = (people, (change - people * search.waiting_cost) / QUANTA)
    return gains


def _from_everywhere(moves: Mapping[Mentor, Mapping[Mentor, HOP]]) -> dict[Mentor, int]:
    """The cheapest chain that ends at each place and begins where somebody gives a seat up."""
    cost = dict.fromkeys((*moves[FREE], FREE), 0)
    changed = set(cost)
    for _round in range(len(moves) + 1):
        now, changed = changed, set()
        for place in now:
            for to, (price, _mentee) in moves.get(place, {}).items():
                if to != FREE and cost[place] + price < cost.get(to, 1):
                    cost[to] = cost[place] + price
                    changed.add(to)
    return cost


def _possible(pool: Pool, pairs: Mapping[Mentee, Mentor]) -> dict[Mentee, Mentor]:
    """The pairs that are allowed, each mentor's seats kept: those that are fixed come first."""
    left = dict(pool.seats)
    begun = dict.fromkeys(pool.scores, NOBODY)
    for mentee in _fixed_first(pool, pairs):
        mentor = pairs[mentee]
        if mentor in pool.scores.get(mentee, {}) and left.get(mentor, 0) > 0:
            left[mentor] -= 1
            begun[mentee] = mentor
    return begun


def _fixed_first(pool: Pool, pairs: Mapping[Mentee, Mentor]) -> Iterable[Mentee]:
    return sorted(pairs, key=lambda mentee: mentee not in pool.fixed)
