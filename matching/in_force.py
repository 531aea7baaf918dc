"""The rules of a program as the engine takes them. Imports numpy, as matching.pairing does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from matching.engine import (
    HARD_RULES,
    SOFT_RULES,
    Blocked,
    HardRule,
    MentorAnswers,
    MustBeAtLeast,
    MustBeSame,
    MustDiffer,
    ReportingLine,
    Rules,
    SoftRule,
    TooFewSharedHours,
    WishAtLeast,
    WishDifferent,
    WishSame,
)
from matching.rules.configuration import Figures, column_of, rules_of
from matching.rules.fit import NOT_WITH, usual_answers
from matching.rules.forbidding import earlier_pairs
from matching.rules.group import Group
from matching.rules.reporting import Lines, pairs_by_circle
from matching.rules.weights import counted_weights

HARD_OF_COLUMN: dict[str, Callable[[str], HardRule]] = {
    "same": MustBeSame,
    "different": MustDiffer,
    "at_least": MustBeAtLeast,
}
SOFT_OF_COLUMN: dict[str, Callable[[float, str], SoftRule]] = {
    "same": WishSame,
    "different": WishDifferent,
    "at_least": WishAtLeast,
}


@dataclass(frozen=True)
class EarlierPair(Blocked):
    """The two were together before."""

    name: ClassVar[str] = "earlier_pair"


@dataclass(frozen=True)
class ReportingCircle(Blocked):
    """The two stand in one line because somebody reports to themselves, link by link."""

    name: ClassVar[str] = "reporting_circle"


@dataclass(frozen=True)
class ReviewerOf(Blocked):
    """One of the two reviews the other's work."""

    name: ClassVar[str] = "reviewer_of"


@dataclass(frozen=True)
class NotWith(Blocked):
    """One of the two does not want it. Private: its name is shown to nobody and kept nowhere."""

    name: ClassVar[str] = NOT_WITH


def engine_rules(group: Group, lines: Lines) -> Rules:
    """All rules of a group's program, with what always holds and what people asked for."""
    ids = [person.id for person in (*group.mentors, *group.mentees)]
    return Rules(
        hard=(
            ReportingLine(),
            ReportingCircle(tuple(sorted(pairs_by_circle(ids, lines)))),
            ReviewerOf(tuple(sorted(group.reviews))),
            *(_hard(rule, figures, group) for rule, figures in rules_of(group).hard.items()),
            Blocked(tuple(sorted(group.blocked))),
            NotWith(tuple(sorted(group.apart))),
        ),
        soft=tuple(_soft(rule, weight, group) for rule, weight in counted_weights(group).items()),
    )


def _hard(rule: str, figures: Figures, group: Group) -> HardRule:
    column = column_of(rule)
    if column:
        return HARD_OF_COLUMN[column[0]](column[1])
    if rule == "earlier_pair":
        return EarlierPair(tuple(sorted(earlier_pairs(group, figures))))
    if rule == "too_few_shared_hours":
        return TooFewSharedHours(60 * figures["hours"])
    of_rule: Callable[..., HardRule] = HARD_RULES[rule]
    return of_rule(*figures.values())


def _soft(rule: str, weight: float, group: Group) -> SoftRule:
    column = column_of(rule)
    if column:
        return SOFT_OF_COLUMN[column[0]](weight, column[1])
    if rule == "answers":
        return MentorAnswers(weight, usual_answers(group))
    return SOFT_RULES[rule](weight)
