"""What other rules would do, on a few people: worked out at once, without a run.

As in the check, nothing depends on what people keep private: neither on shared struggles nor on
whom somebody doesn't want. So what an HR admin tries out here tells nothing of either.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.rules.checking import Check
from matching.rules.configuration import RuleSet
from matching.rules.fit import Fitting
from matching.rules.group import Group, Participant
from matching.rules.reporting import cut_circles
from matching.rules.weights import PRIVATE_RULE

MENTEES, MOST_MENTORS = 8, 200
POINTS, BAND = 100, 10


@dataclass(frozen=True)
class Best:
    """The mentor who fits a mentee best, before others are thought of."""

    name: str
    points: int


@dataclass(frozen=True)
class Line:
    """One mentee under the rules of before and after. None: nobody is possible."""

    mentee: str
    before: Best | None
    after: Best | None

    @property
    def is_changed(self) -> bool:
        """Whether somebody else, or nobody, fits best now."""
        return (self.before and self.before.name) != (self.after and self.after.name)


@dataclass(frozen=True)
class Side:
    """A whole group under one set of rules, and its sample.

    matched  people who can get a mentor at the same time; None: too many pairs to count here
    scores   of all possible pairs of the sample, in points
    """

    check: Check
    best: Sequence[Best | None]
    scores: Sequence[int]

    @property
    def matched(self) -> int | None:
        return self.check.can_be_matched


@dataclass(frozen=True)
class Sample:
    """Rules of before and after, side by side."""

    lines: Sequence[Line]
    before: Side
    after: Side
    mentors: int

    @property
    def changed(self) -> int:
        """Mentees of the sample for whom somebody else fits best."""
        return sum(line.is_changed for line in self.lines)

    def bands(self) -> list[tuple[str, int, int]]:
        """Possible pairs of the sample by score: (label, before, after), best first."""
        tens = [
            [min(points // BAND, POINTS // BAND - 1) for points in side.scores]
            for side in (self.before, self.after)
        ]
        return [
            (_band(ten), tens[0].count(ten), tens[1].count(ten))
            for ten in range(POINTS // BAND - 1, -1, -1)
        ]


def sample_of(group: Group, before: RuleSet, after: RuleSet) -> Sample:
    """Try rules out on a group."""
    mentees, mentors = _spread(group.mentees, MENTEES), _spread(group.mentors, MOST_MENTORS)
    sides = [_side(group, rules, mentees, mentors) for rules in (before, after)]
    lines = [
        Line(mentee.name, *best)
        for mentee, *best in zip(mentees, sides[0].best, sides[1].best, strict=True)
    ]
    return Sample(lines, sides[0], sides[1], len(mentors))


def _side(
    group: Group,
    rules: RuleSet,
    mentees: Sequence[Participant],
    mentors: Sequence[Participant],
) -> Side:
    open_rules = {rule: weight for rule, weight in rules.soft.items() if rule != PRIVATE_RULE}
    shown = replace(
        group, mentors=tuple(mentors), weights=open_rules, hard=rules.hard, apart=frozenset()
    )
    best: list[Best | None] = []
    scores: list[int] = []
    for mentee in mentees:
        possible = [fit for fit in Fitting(shown, mentee).all() if not fit.forbidden]
        scores += [round(POINTS * fit.score) for fit in possible]
        first = possible[0] if possible else None
        best.append(Best(first.mentor.name, round(POINTS * first.score)) if first else None)
    return Side(Check(group, rules, cut_circles(group.managers)), best, scores)


def _spread(people: Sequence[Participant], most: int) -> list[Participant]:
    """Some of all, evenly spread and the same ones each time."""
    in_order = sorted(people, key=lambda person: person.id)
    step = max(len(in_order) / most, 1)
    chosen = [in_order[int(at * step)] for at in range(min(most, len(in_order)))]
    return sorted(chosen, key=lambda person: (person.name, person.id))


def _band(ten: int) -> str:
    last = POINTS if ten == POINTS // BAND - 1 else BAND * ten + BAND - 1
    return f"{BAND * ten}–{last}"
