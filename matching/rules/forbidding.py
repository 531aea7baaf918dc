"""Which pairs the hard rules of a program forbid, without numpy: for pages and sentences.

The engine decides the pairs of a run (`matching.engine`); this says the same of each rule, as a
test shows, in sets of mentors held as the bits of one whole number: for a group of 2,000 by 2,000
all rules together take less than a second. What somebody asked for in private is no part of it.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import eq, ne
from typing import Any

from matching.rules.configuration import Figures, RuleSet, column_of
from matching.rules.group import Group, Pair, Participant
from matching.rules.reporting import Lines, pairs_by_circle

Bits = int
Kind = Callable[[Participant], Hashable]
Breaks = Callable[[Any, Any], bool]
MINUTES_A_DAY = 24 * 60
WORK_STARTS, WORK_ENDS = 9 * 60, 17 * 60


@dataclass(frozen=True)
class Forbidden:
    """By rule, for each mentee the mentors (as bits, in the order of the group) ruled out."""

    by_rule: Mapping[str, Sequence[Bits]]
    mentees: int
    everybody: Bits

    def allowed(self, mentee: int, *, without: str = "") -> Bits:
        """The mentors whom a mentee may have; `without` a rule, as if it were off."""
        out = 0
        for rule, bits in self.by_rule.items():
            if rule != without:
                out |= bits[mentee]
        return self.everybody & ~out


def forbidden_pairs(group: Group, rules: RuleSet, lines: Lines) -> Forbidden:
    """What each rule forbids among the mentors who have a place."""
    open_mentors = [mentor for mentor in group.mentors if mentor.places > 0]
    of_pairs = _Listed(group.mentees, open_mentors)
    found = {
        "oneself": of_pairs.bits((mentor.id, mentor.id) for mentor in open_mentors),
        "reporting_line": of_pairs.bits(_in_line(of_pairs, lines)),
        "reviewer_of": of_pairs.bits(_both_ways(group.reviews)),
        "blocked": of_pairs.bits(_both_ways(group.blocked)),
    }
    for rule, figures in rules.hard.items():
        if rule == "earlier_pair":
            found[rule] = of_pairs.bits(_both_ways(earlier_pairs(group, figures)))
        else:
            found[rule] = _by_kind(group.mentees, open_mentors, *test_of(rule, figures))
    return Forbidden(found, len(group.mentees), (1 << len(open_mentors)) - 1)


def earlier_pairs(group: Group, figures: Figures) -> frozenset[Pair]:
    """The pairs that were together, or were so within the last `months`."""
    months = figures.get("months")
    if months is None:
        return group.earlier
    return frozenset(
        pair
        for pair in group.earlier
        if pair not in group.paired_on or _months(group.paired_on[pair], group.today) < months
    )


def _months(since: date, today: date) -> int:
    whole = 12 * (today.year - since.year) + today.month - since.month
    return whole - (today.day < since.day)


class _Listed:
    """Pairs of people as bits."""

    def __init__(self, mentees: Sequence[Participant], mentors: Sequence[Participant]) -> None:
        self.mentees = {person.id: at for at, person in enumerate(mentees)}
        self.mentors = {person.id: at for at, person in enumerate(mentors)}

    def bits(self, pairs: Iterable[Pair]) -> list[Bits]:
        """By mentee; a pair is (mentor, mentee)."""
        found = [0] * len(self.mentees)
        for mentor, mentee in pairs:
            row, col = self.mentees.get(mentee), self.mentors.get(mentor)
            if row is not None and col is not None:
                found[row] |= 1 << col
        return found


def _both_ways(pairs: Iterable[Pair]) -> Iterable[Pair]:
    for one, other in pairs:
        yield one, other
        yield other, one


def _in_line(of_pairs: _Listed, lines: Lines) -> Iterable[Pair]:
    for mentee in of_pairs.mentees:
        for above in lines.above(mentee):
            yield above, mentee
    for mentor in of_pairs.mentors:
        for above in lines.above(mentor):
            yield mentor, above
    # who stands below by a circle as well
    yield from _both_ways(pairs_by_circle([*of_pairs.mentees, *of_pairs.mentors], lines))


def _by_kind(
    mentees: Sequence[Participant], mentors: Sequence[Participant], kind: Kind, breaks: Breaks
) -> list[Bits]:
    """A company has few kinds of people (zones, places): each two kinds are compared once."""
    of_kind: dict[Hashable, Bits] = defaultdict(int)
    for at, mentor in enumerate(mentors):
        of_kind[kind(mentor)] |= 1 << at
    out: dict[Hashable, Bits] = {}
    found = []
    for mentee in mentees:
        mine = kind(mentee)
        if mine not in out:
            out[mine] = 0
            for theirs, bits in of_kind.items():
                if mine is not None and theirs is not None and breaks(mine, theirs):
                    out[mine] |= bits
        found.append(out[mine])
    return found


def test_of(rule: str, figures: Figures) -> tuple[Kind, Breaks]:
    """What a rule wants to know of each of the two (None: unknown), and when that breaks it."""
    column = column_of(rule)
    if column:
        kind, name = column
        if kind == "at_least":
            return lambda p: p.ranks.get(name), lambda mine, theirs: theirs < mine
        return lambda p: p.facts.get(name), ne if kind == "same" else eq
    limit = next(iter(figures.values()), 0)
    tests: dict[str, tuple[Kind, Breaks]] = {
        "too_few_shared_hours": (
            lambda p: p.utc_offset,
            lambda mine, theirs: shared_minutes(mine, theirs) < 60 * limit,
        ),
        "no_shared_language": (lambda p: frozenset(p.languages) or None, frozenset.isdisjoint),
        "same_department": (lambda p: p.department, eq),
        "same_location": (lambda p: p.location, eq),
        "other_location": (lambda p: p.location, ne),
        "tenure_too_close": (_seniority, lambda mine, theirs: theirs - mine < 12 * limit),
        "tenure_too_far": (_seniority, lambda mine, theirs: theirs - mine > 12 * limit),
        "grade_too_close": (lambda p: p.grade, lambda mine, theirs: theirs - mine < limit),
        "grade_too_far": (lambda p: p.grade, lambda mine, theirs: theirs - mine > limit),
    }
    return tests[rule]


def _seniority(person: Participant) -> int | None:
    """Months, more for who came earlier."""
    day = person.started
    return None if day is None else -(12 * day.year + day.month)


@lru_cache(maxsize=4096)
def shared_minutes(mine: int, theirs: int) -> int:
    """Minutes of the day in which both work, by their offsets from UTC."""
    start, other = (
        (WORK_STARTS - mine) % MINUTES_A_DAY,
        (WORK_STARTS - theirs) % MINUTES_A_DAY,
    )
    length = WORK_ENDS - WORK_STARTS
    return sum(
        max(min(start, other + day) + length - max(start, other + day), 0)
        for day in (-MINUTES_A_DAY, 0, MINUTES_A_DAY)
    )
