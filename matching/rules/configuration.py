"""The rules of a program as HR chooses them: which hold without exception, which count how much.

    hard   rule → its figures, such as {"too_few_shared_hours": {"hours": 2}}
    soft   rule → its weight; what isn't there doesn't count

Rules about an organization's own columns carry the column's name: "same:Team".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from matching.rules.group import Group
from matching.rules.weights import LEAST_SHARED_MINUTES, PRIVATE_RULE, WEIGHTS, wanted_weights

Figures = Mapping[str, int]


@dataclass(frozen=True)
class Figure:
    """A whole number that a rule takes. `is_optional`: it may be left out, and then never ends."""

    name: str
    least: int
    most: int
    usual: int
    is_optional: bool = False


# Not to be switched off: mentoring across authority is no mentoring, and what was ruled out by
# hand stays out.
ALWAYS = ("reporting_line", "reviewer_of", "blocked")
# What HR may switch on, with the figure that it takes.
HARD: Mapping[str, Figure | None] = MappingProxyType(
    {
        "too_few_shared_hours": Figure("hours", 1, 8, LEAST_SHARED_MINUTES // 60),
        "earlier_pair": Figure("months", 1, 120, 24, is_optional=True),
        "no_shared_language": None,
        "same_department": None,
        "other_location": None,
        "same_location": None,
        "tenure_too_close": Figure("years", 1, 40, 1),
        "tenure_too_far": Figure("years", 1, 40, 15),
        "grade_too_close": Figure("grades", 1, 20, 1),
        "grade_too_far": Figure("grades", 1, 20, 4),
    }
)
# What is on in a program where nobody has chosen anything.
USUAL_HARD: Mapping[str, Figures] = MappingProxyType(
    {
        "too_few_shared_hours": {"hours": LEAST_SHARED_MINUTES // 60},
        "earlier_pair": {},
    }
)
SOFT = (*WEIGHTS, "grade_gap", "answers", "left_out_before")
COLUMN_RULES = ("same", "different", "at_least")
MOST_RULES = 60
LONGEST_COLUMN = 120


class BadRuleError(ValueError):
    """A rule that isn't known, or a figure out of its range; `rule` says which."""

    def __init__(self, rule: str, why: str) -> None:
        self.rule = rule
        super().__init__(f"{rule[:80]}: {why}")


@dataclass(frozen=True)
class RuleSet:
    """All rules of a program."""

    hard: Mapping[str, Figures] = field(default_factory=lambda: dict(USUAL_HARD))
    soft: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))

    @property
    def is_usual(self) -> bool:
        """Whether it is what holds where nobody has chosen."""
        return self == USUAL

    def without(self, rule: str) -> "RuleSet":
        """The same, with a hard rule switched off."""
        return RuleSet({key: each for key, each in self.hard.items() if key != rule}, self.soft)


USUAL = RuleSet()


def rules_of(group: Group) -> RuleSet:
    """The rules in force for a group."""
    hard = USUAL_HARD if group.hard is None else group.hard
    return RuleSet(dict(hard), dict(wanted_weights(group)))


def check_rules(hard: Mapping[str, Figures], soft: Mapping[str, float]) -> RuleSet:
    """The rules, if all of them are known and in their range. Raises BadRuleError."""
    if len(hard) + len(soft) > MOST_RULES:
        raise BadRuleError("rules", f"at most {MOST_RULES}")
    for rule, figures in hard.items():
        _check_hard(rule, figures)
    for rule, weight in soft.items():
        if rule not in SOFT and column_of(rule) is None:
            raise BadRuleError(rule, "no such rule")
        if isinstance(weight, bool) or not 0 <= weight <= 1:
            raise BadRuleError(rule, "a weight is from 0 to 1")
    kept = {rule: float(weight) for rule, weight in soft.items() if weight}
    return RuleSet({rule: dict(figures) for rule, figures in hard.items()}, kept)


def counts_something(soft: Mapping[str, float]) -> bool:
    """Whether anything counts beside what people keep private, which never counts alone."""
    return any(weight > 0 for rule, weight in soft.items() if rule != PRIVATE_RULE)


def _check_hard(rule: str, figures: Figures) -> None:
    if rule not in HARD and column_of(rule) is None:
        raise BadRuleError(rule, "no such rule")
    figure = HARD.get(rule)
    if unknown := set(figures) - ({figure.name} if figure else set()):
        raise BadRuleError(rule, f"no such figure: {', '.join(sorted(unknown))[:80]}")
    if figure is None:
        return
    value = figures.get(figure.name)
    if value is None and figure.is_optional:
        return
    if type(value) is not int or not figure.least <= value <= figure.most:
        raise BadRuleError(rule, f"{figure.name}: from {figure.least} to {figure.most}")


def column_of(rule: str) -> tuple[str, str] | None:
    """The kind and the column of a rule about an organization's own columns; None for others."""
    kind, colon, column = rule.partition(":")
    if not colon or kind not in COLUMN_RULES or not 0 < len(column) <= LONGEST_COLUMN:
        return None
    return kind, column


def columns_of(rules: RuleSet) -> set[str]:
    """The columns that any rule asks for."""
    named = (column_of(rule) for rule in (*rules.hard, *rules.soft))
    return {found[1] for found in named if found}


def to_stored(rules: RuleSet) -> dict[str, Any]:
    """As a database row and the API keep it."""
    return {
        "hard": {rule: dict(figures) for rule, figures in rules.hard.items()},
        "soft": dict(rules.soft),
    }


def from_stored(stored: Mapping[str, Any]) -> RuleSet:
    """What `to_stored` gave; rules that are no longer known are passed over."""
    hard = {rule: each for rule, each in stored["hard"].items() if rule in HARD or column_of(rule)}
    soft = {rule: each for rule, each in stored["soft"].items() if rule in SOFT or column_of(rule)}
    return RuleSet(hard, soft)


def contradictions(rules: RuleSet) -> list[tuple[str, str]]:
    """Pairs of hard rules that leave (nearly) nobody, by name."""
    hard = rules.hard
    found = [pair for pair in (("same_location", "other_location"),) if set(pair) <= set(hard)]
    for least, most, name in (
        ("tenure_too_close", "tenure_too_far", "years"),
        ("grade_too_close", "grade_too_far", "grades"),
    ):
        if least in hard and most in hard and hard[least][name] > hard[most][name]:
            found.append((least, most))
    same = ((f"same:{column}", f"different:{column}") for column in sorted(columns_of(rules)))
    return found + [pair for pair in same if set(pair) <= set(hard)]


def vain_wishes(rules: RuleSet) -> list[tuple[str, str]]:
    """Wishes that a hard rule leaves no room for: (wish, hard rule)."""
    pairs: list[tuple[str, str]] = [
        ("same_site", "same_location"),
        ("same_site", "other_location"),
        ("different_department", "same_department"),
    ]
    pairs += _of_columns(columns_of(rules))
    return [(wish, hard) for wish, hard in pairs if wish in rules.soft and hard in rules.hard]


def _of_columns(columns: Iterable[str]) -> list[tuple[str, str]]:
    return [
        (f"{wish}:{column}", f"{hard}:{column}")
        for column in sorted(columns)
        for wish in ("same", "different")
        for hard in ("same", "different")
    ]
