"""What is different between the pairs of two runs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import median
from uuid import UUID

from matching.rules.reasons import POINTS


@dataclass(frozen=True)
class Stood:
    """A pair as it stood in a run."""

    mentee: UUID
    mentor: UUID
    score: float
    mentee_department: str = ""
    mentor_department: str = ""

    @property
    def points(self) -> int:
        """Of 100."""
        return round(POINTS * self.score)


@dataclass(frozen=True)
class RunFigures:
    """The pairs of a run in figures; median and weakest are None where there are none."""

    pairs: int
    waiting: int
    total: int
    median: int | None
    weakest: int | None
    across: int


@dataclass(frozen=True)
class Given:
    """Whom a mentee gets."""

    name: str
    points: int


@dataclass(frozen=True)
class Change:
    """A mentee who gets somebody else; None: nobody."""

    mentee: str
    before: Given | None
    after: Given | None


def figures(pairs: Collection[Stood], *, mentees: int) -> RunFigures:
    """`mentees`: how many the run was made for."""
    scores = [pair.score for pair in pairs]
    return RunFigures(
        pairs=len(scores),
        waiting=max(mentees - len(scores), 0),
        total=round(POINTS * sum(scores)),
        median=round(POINTS * median(scores)) if scores else None,
        weakest=round(POINTS * min(scores)) if scores else None,
        across=sum(
            pair.mentee_department != pair.mentor_department
            for pair in pairs
            if pair.mentee_department and pair.mentor_department
        ),
    )


def changes_between(
    before: Mapping[UUID, Stood], after: Mapping[UUID, Stood]
) -> list[tuple[UUID, UUID | None, UUID | None]]:
    """Who gets somebody else: (mentee, mentor before, mentor after)."""
    found = []
    for mentee in {**before, **after}:
        had = before[mentee].mentor if mentee in before else None
        gets = after[mentee].mentor if mentee in after else None
        if had != gets:
            found.append((mentee, had, gets))
    return found
