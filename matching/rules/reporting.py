"""The reporting line: circles in it, and who stands in one line with whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

Managers = Mapping[UUID, UUID | None]
NOBODY = -1


@dataclass(frozen=True)
class Lines:
    """Reporting lines without circles.

    managers   as given, but the first person of each circle has no manager
    circles    people who, link by link, report to themselves; lowest id first
    """

    managers: dict[UUID, UUID | None]
    circles: tuple[tuple[UUID, ...], ...]

    def above(self, person: UUID) -> list[UUID]:
        """Everybody above a person, nearest first. All of a circle stand above all below it,
        and above each other.
        """
        found = _chain(person, self.managers)
        top = found[-1] if found else person
        circle = next((circle for circle in self.circles if circle[0] == top), ())
        return found + [member for member in circle if member != person and member not in found]


def cut_circles(managers: Managers) -> Lines:
    """Open each circle at its lowest id, so that everybody has a top."""
    cut = dict(managers)
    circles = []
    for circle in find_circles(managers):
        circles.append(circle)
        cut[circle[0]] = None
    return Lines(cut, tuple(circles))


def find_circles(managers: Managers) -> list[tuple[UUID, ...]]:
    """The circles, each from its lowest id on, in the order of these."""
    # by places in a list: looking an id up is most of the work
    people = list(managers)
    place = {person: at for at, person in enumerate(people)}
    above = [NOBODY if one is None else place.get(one, NOBODY) for one in managers.values()]
    walked_by = [NOBODY] * len(people)
    circles = []
    for walk in range(len(people)):
        at = walk
        while at != NOBODY and walked_by[at] == NOBODY:
            walked_by[at] = walk
            at = above[at]
        if at != NOBODY and walked_by[at] == walk:
            circles.append(_from_lowest([people[one] for one in _round(at, above)]))
    return sorted(circles)


def _round(start: int, above: Sequence[int]) -> list[int]:
    found, at = [start], above[start]
    while at != start:
        found.append(at)
        at = above[at]
    return found


def in_one_line(one: UUID, other: UUID, lines: Lines) -> bool:
    """Whether either stands above the other, at any depth."""
    return other in lines.above(one) or one in lines.above(other)


def pairs_by_circle(people: Iterable[UUID], lines: Lines) -> set[tuple[UUID, UUID]]:
    """Pairs (one above the other) that stand in one line because of a circle."""
    if not lines.circles:
        return set()
    members = {member for circle in lines.circles for member in circle}
    return {
        (above, person) for person in people for above in lines.above(person) if above in members
    }


def _chain(person: UUID, managers: Managers) -> list[UUID]:
    found = []
    at = managers.get(person)
    while at is not None:
        found.append(at)
        at = managers.get(at)
    return found


def _from_lowest(members: list[UUID]) -> tuple[UUID, ...]:
    least = members.index(min(members))
    return tuple(members[least:] + members[:least])
