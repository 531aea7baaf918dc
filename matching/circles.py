"""Forms circles. Only workers import it: it loads numpy."""

from collections.abc import Collection, Sequence
from itertools import combinations
from uuid import UUID

from matching.engine import circles
from matching.rules.circle_board import Apart
from matching.rules.circles import Fellow, Mixing, couples_in
from matching.rules.coffee import Couple

# More find nothing better; two seconds for 2,000 people.
STEPS = 20_000


def form_circles(
    people: Sequence[Fellow],
    size: int,
    *,
    mixing: Mixing,
    apart: Apart,
    together: Collection[Couple] = (),
    kept: Sequence[Sequence[UUID]] = (),
) -> list[list[UUID]]:
    """Put people in mixed circles of about that size. The same people give the same circles.

    Those of each group of `kept` stay together, and who is kept in different circles stays apart.
    What HR wants `together` goes before its rules, and after what somebody wants in private.
    """
    found = sorted(people, key=lambda one: one.id)
    at = {one.id: position for position, one in enumerate(found)}
    groups = [present for group in kept if (present := [one for one in group if one in at])]
    stay = {couple for group in groups for couple in couples_in(group)}
    between = {
        frozenset((one, other))
        for mine, theirs in combinations(groups, 2)
        for one in mine
        for other in theirs
    }
    private = apart.private - stay
    joined = stay | (set(together) - private - between)
    separate = between | private | (apart.known - joined)
    result = circles(
        [mixing.record(one) for one in found],
        size,
        apart=_places(separate, at),
        together=_places(joined, at),
        steps=STEPS,
    )
    return [[found[position].id for position in group] for group in result.groups]


def _places(couples: Collection[Couple], at: dict[UUID, int]) -> list[list[int]]:
    return sorted(sorted(at[one] for one in couple) for couple in couples if couple <= at.keys())
