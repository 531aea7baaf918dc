"""From a group to its best pairs, by the engine; numpy and OR-tools come with it.

Only tasks import this module, inside their bodies.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from math import isnan
from typing import Any, ClassVar
from uuid import UUID

from matching.engine import (
    SOFT_RULES,
    Assignment,
    Blocked,
    Person,
    ReportingLine,
    Rules,
    Scores,
    TooFewSharedHours,
    assign,
    reporting_intervals,
    score,
)
from matching.engine.progress import Progress
from matching.explaining import Explainer
from matching.rules.group import Group, Participant
from matching.rules.reporting import Lines, cut_circles, pairs_by_circle
from matching.rules.weights import LEAST_SHARED_MINUTES, counted_weights

Report = Callable[[str], None]
FULL_NAMED = 3


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
class ProposedPair:
    """A pair of the result; `parts` as matching.rules.reasons reads them."""

    mentor: UUID
    mentee: UUID
    score: float
    parts: list[dict[str, Any]]
    is_locked: bool


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a run found, as plain data. Figures are in points; pairs that were kept count too."""

    pairs: list[ProposedPair]
    left_out: list[dict[str, Any]]
    candidates: dict[UUID, list[dict[str, Any]]]
    total: float
    bound: float
    gap: float
    rules: dict[str, Any]
    circles: list[list[UUID]] = field(default_factory=list)


def find_best_pairs(group: Group, *, report: Report) -> Outcome:
    """The best pairs of the whole group, with reasons and proof. `report` hears of each step."""

    def heard(stage: str, _share: float) -> None:
        report("pairing" if stage == "proving" else stage)

    report("scoring")
    lines = cut_circles(group.managers)
    rules = _rules(group, lines)
    scores = score(*_people(group, lines), rules, progress=heard)
    report("pairing")
    kept = _kept(group, scores)
    assignment = _assign(group, scores, kept, heard)
    report("explaining")
    return _outcome(group, scores, assignment, kept, lines, report)


def _rules(group: Group, lines: Lines) -> Rules:
    ids = [person.id for person in (*group.mentors, *group.mentees)]
    return Rules(
        hard=(
            ReportingLine(),
            ReportingCircle(tuple(pairs_by_circle(ids, lines))),
            ReviewerOf(tuple(group.reviews)),
            TooFewSharedHours(LEAST_SHARED_MINUTES),
            EarlierPair(tuple(group.earlier)),
            Blocked(tuple(group.blocked)),
        ),
        soft=tuple(SOFT_RULES[name](weight) for name, weight in counted_weights(group).items()),
    )


def _people(group: Group, lines: Lines) -> tuple[list[Person], list[Person]]:
    """Mentees and mentors as the engine takes them."""
    everybody = list(lines.managers)
    position = {person: at for at, person in enumerate(everybody)}
    tin, tout = reporting_intervals(
        [None if above is None else position[above] for above in lines.managers.values()]
    )

    def record(person: Participant) -> Person:
        at = position[person.id]
        return Person(
            id=person.id,
            wanted=person.wants,
            known=person.knows,
            struggles=person.private,
            department=person.department,
            location=person.location,
            utc_offset=person.utc_offset,
            started=person.started,
            reporting=(int(tin[at]), int(tout[at])),
        )

    return [record(each) for each in group.mentees], [record(each) for each in group.mentors]


def _kept(group: Group, scores: Scores) -> dict[int, int]:
    """Locked pairs as mentee row → mentor column, where they are still possible."""
    kept: dict[int, int] = {}
    taken: Counter[int] = Counter()
    for mentor, mentee in sorted(group.locked):
        row, col = scores.mentees.position.get(mentee), scores.mentors.position.get(mentor)
        if row is None or col is None or isnan(scores.points(row, col)):
            continue
        if taken[col] < group.mentors[col].places:
            taken[col] += 1
            kept[row] = col
    return kept


def _assign(group: Group, scores: Scores, kept: dict[int, int], progress: Progress) -> Assignment:
    taken = Counter(kept.values())
    places = [mentor.places - taken[col] for col, mentor in enumerate(group.mentors)]
    return assign(scores, places, settled=list(kept), progress=progress)


def _outcome(
    group: Group,
    scores: Scores,
    assignment: Assignment,
    kept: dict[int, int],
    lines: Lines,
    report: Report,
) -> Outcome:
    explainer = Explainer(scores)
    new = zip(assignment.pairs.tolist(), assignment.points.tolist(), strict=True)
    found = {row: (col, explainer.points(row, col)) for row, col in kept.items()}
    found.update({row: (col, round(points, 4)) for (row, col), points in new})
    pairs = [
        ProposedPair(
            mentor=group.mentors[col].id,
            mentee=group.mentees[row].id,
            score=points,
            parts=explainer.parts(row, col),
            is_locked=row in kept,
        )
        for row, (col, points) in sorted(found.items())
    ]
    of_kept = sum(pair.score for pair in pairs if pair.is_locked)
    left_out = [
        _left_out(group, scores, assignment, int(row))
        for row in assignment.unmatched
        if int(row) not in kept
    ]
    return Outcome(
        pairs=pairs,
        left_out=left_out,
        candidates=explainer.candidates(lambda: report("explaining")),
        total=round(assignment.total + of_kept, 4),
        bound=round(assignment.bound + of_kept, 4),
        gap=assignment.gap,
        rules=_record(scores.rules, kept=len(kept)),
        circles=[list(circle) for circle in lines.circles],
    )


def _left_out(group: Group, scores: Scores, assignment: Assignment, row: int) -> dict[str, Any]:
    why = scores.why_unmatched(row, assignment)
    return {
        "person": str(group.mentees[row].id),
        "reason": why.reason,
        "mentors": why.mentors,
        "forbidden": why.forbidden,
        "full": [str(group.mentors[col].id) for col in why.full[:FULL_NAMED]],
        "full_count": len(why.full),
    }


def _record(rules: Rules, *, kept: int) -> dict[str, Any]:
    """The rules and weights as they were, to be kept with the run."""
    return {
        "hard": [rule.key for rule in rules.hard],
        "least_shared_minutes": LEAST_SHARED_MINUTES,
        "soft": {rule.key: round(share, 4) for rule, share in rules.shares()},
        "kept": kept,
    }
