"""The set of rules of one run: which pairs are never made, and what makes a pair better."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from .errors import SettingError
from .hard import Blocked, HardRule, Oneself, ReportingLine, SameDepartment, TooFewSharedHours
from .limits import (
    GradeTooClose,
    GradeTooFar,
    NoSharedLanguage,
    OtherLocation,
    SameLocation,
    TenureTooClose,
    TenureTooFar,
)
from .named import MustBeAtLeast, MustBeSame, MustDiffer, WishAtLeast, WishDifferent, WishSame
from .soft import (
    DifferentDepartment,
    GradeGap,
    SameSite,
    SharedHours,
    SharedStruggles,
    SharedTopics,
    SoftRule,
    TenureGap,
    WantedTopics,
)
from .turns import MentorAnswers, WaitedBefore

# By name, for callers who keep rules as rows of a table.
HARD_RULES: dict[str, type[HardRule]] = {
    rule.name: rule
    for rule in (
        Oneself,
        ReportingLine,
        TooFewSharedHours,
        SameDepartment,
        Blocked,
        NoSharedLanguage,
        SameLocation,
        OtherLocation,
        TenureTooClose,
        TenureTooFar,
        GradeTooClose,
        GradeTooFar,
        MustBeSame,
        MustDiffer,
        MustBeAtLeast,
    )
}
SOFT_RULES: dict[str, type[SoftRule]] = {
    rule.name: rule
    for rule in (
        WantedTopics,
        SharedTopics,
        SharedStruggles,
        DifferentDepartment,
        SameSite,
        SharedHours,
        TenureGap,
        GradeGap,
        MentorAnswers,
        WaitedBefore,
        WishSame,
        WishDifferent,
        WishAtLeast,
    )
}


@dataclass(frozen=True)
class Rules:
    """Hard and soft rules, each at most once (by key). `Oneself` is always among the hard ones."""

    hard: tuple[HardRule, ...] = (ReportingLine(),)
    soft: tuple[SoftRule, ...] = ()

    def __post_init__(self) -> None:
        for rules in (self.hard, self.soft):
            names = [rule.key for rule in rules]
            if len(set(names)) < len(names):
                raise SettingError(f"A rule is listed twice: {', '.join(names)}.")
        if Oneself() not in self.hard:
            object.__setattr__(self, "hard", (Oneself(), *self.hard))

    def shares(self) -> list[tuple[SoftRule, float]]:
        """The soft rules that count, with their shares of the score; the shares add up to 1."""
        total = sum(rule.weight for rule in self.soft)
        return [(rule, rule.weight / total) for rule in self.soft if rule.weight]


def standard_rules(blocked: Iterable[tuple[Hashable, Hashable]] = ()) -> Rules:
    """A start that follows the evidence: topics and shared struggles first, places last."""
    return Rules(
        hard=(ReportingLine(), TooFewSharedHours(), Blocked(tuple(blocked))),
        soft=(
            WantedTopics(0.35),
            SharedStruggles(0.20),
            SharedTopics(0.10),
            DifferentDepartment(0.10),
            TenureGap(0.10),
            SharedHours(0.10),
            SameSite(0.05),
        ),
    )
