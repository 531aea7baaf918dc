"""The check before a run: who has no possible mentor under these rules, which rule does it, and
what would help. Every figure is computed.

Nothing here knows of what people asked for in private: a figure that did could be compared with
and without somebody, and would tell on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from matching.rules.configuration import RuleSet
from matching.rules.forbidding import Bits, Forbidden, forbidden_pairs
from matching.rules.group import Group, Participant
from matching.rules.reach import most_matched
from matching.rules.reporting import Lines

# Above so many pairs, how many could be matched at most is left to the run.
MOST_COUNTED = 10_000_000
# Rules that nobody can switch off, so they are never named as what to relax.
FIXED = frozenset({"oneself", "reporting_line", "reviewer_of", "blocked"})


@dataclass(frozen=True)
class Stuck:
    """Somebody with no possible mentor. `rules` rule out most first; `alone` are those of which
    any one switched off would leave a mentor.
    """

    person: Participant
    rules: tuple[str, ...]
    alone: tuple[str, ...]


@dataclass(frozen=True)
class Relief:
    """A rule that keeps `stuck` people without any mentor by itself; were it off, `more` people
    would get one in all (None: too many pairs to count here).
    """

    rule: str
    stuck: int
    more: int | None


class Check:
    """A group under its rules."""

    def __init__(self, group: Group, rules: RuleSet, lines: Lines) -> None:
        self.group, self.rules = group, rules
        self.forbidden: Forbidden = forbidden_pairs(group, rules, lines)
        self.places = [mentor.places for mentor in group.mentors if mentor.places > 0]

    @cached_property
    def stuck(self) -> tuple[Stuck, ...]:
        """Nobody, where there is no mentor with a place at all."""
        if not self.places:
            return ()
        return tuple(
            self._stuck(at, person)
            for at, person in enumerate(self.group.mentees)
            if not self._allowed[at]
        )

    @cached_property
    def can_be_matched(self) -> int | None:
        """People who can get a mentor at the same time; None above `MOST_COUNTED`."""
        return most_matched(self._allowed, self.places) if self._is_counted else None

    @cached_property
    def reliefs(self) -> tuple[Relief, ...]:
        """What to relax: the rules that keep somebody without, the most helpful first."""
        found = [
            Relief(rule, sum(rule in one.alone for one in self.stuck), self._more(rule))
            for rule in self.rules.hard
            if any(self.forbidden.by_rule[rule])
        ]
        kept = [each for each in found if each.stuck or each.more]
        return tuple(sorted(kept, key=lambda each: (-(each.more or 0), -each.stuck, each.rule)))

    @property
    def together(self) -> int:
        """Stuck people whom no single rule's absence would help."""
        return sum(not one.alone for one in self.stuck)

    @cached_property
    def _allowed(self) -> Sequence[Bits]:
        return [self.forbidden.allowed(at) for at in range(self.forbidden.mentees)]

    @property
    def _is_counted(self) -> bool:
        return len(self.group.mentees) * len(self.places) <= MOST_COUNTED

    def _more(self, rule: str) -> int | None:
        if self.can_be_matched is None:
            return None
        most = min(len(self.group.mentees), sum(self.places))
        if self.can_be_matched == most:
            return 0
        without = [self.forbidden.allowed(at, without=rule) for at in range(self.forbidden.mentees)]
        return most_matched(without, self.places) - self.can_be_matched

    def _stuck(self, at: int, person: Participant) -> Stuck:
        counts = {rule: bits[at].bit_count() for rule, bits in self.forbidden.by_rule.items()}
        named = sorted((rule for rule in counts if counts[rule]), key=lambda rule: -counts[rule])
        alone = (rule for rule in named if rule not in FIXED)
        return Stuck(
            person,
            tuple(rule for rule in named if rule != "oneself"),
            tuple(rule for rule in alone if self.forbidden.allowed(at, without=rule)),
        )
