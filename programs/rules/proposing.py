"""How many mentors a number of mentees needs, and who of many is best placed. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol, TypeVar

from programs.rules.enrollment import MENTOR_CAPACITY

# More than are needed at least, so that matching has a choice and nobody must take the most.
MARGIN = 1.5


class Placed(Protocol):
    """Where somebody works."""

    department: str
    location: str


P = TypeVar("P", bound=Placed)


@dataclass(frozen=True)
class MentorNeed:
    """How many mentors so many mentees need: `least` when each takes as many as they may, `most`
    when each takes one; `proposed` lies between.
    """

    mentees: int
    least: int
    most: int
    proposed: int


def mentor_need(mentees: int, *, each: int = MENTOR_CAPACITY) -> MentorNeed:
    """What so many mentees need, where a mentor takes up to `each` of them."""
    least = ceil(mentees / each)
    return MentorNeed(mentees, least, mentees, min(mentees, ceil(least * MARGIN)))


def best_placed(people: Sequence[P], number: int, *, places: Mapping[str, int]) -> list[P]:
    """So many of these people, who come best first: spread over the `places` as those are who
    need them, and over departments.
    """
    met: Counter[str] = Counter()
    turns = []
    for one in people:
        turns.append(met[one.department])
        met[one.department] += 1
    in_turn = [one for _turn, one in sorted(zip(turns, people, strict=True), key=lambda x: x[0])]
    total = sum(places.values()) or 1
    room = {place: ceil(number * count / total) for place, count in places.items()}
    chosen, others = [], []
    for one in in_turn:
        if room.get(one.location, 0) > 0:
            room[one.location] -= 1
            chosen.append(one)
        else:
            others.append(one)
    return [*chosen, *others][:number]
