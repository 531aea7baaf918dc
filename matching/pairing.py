"""From a group to its best pairs, by the engine; numpy and OR-tools come with it.

Only tasks import this module, inside their bodies.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from math import isnan
from typing import Any
from uuid import UUID

from matching.choosing import stable_pairs
from matching.engine import (
    Assignment,
    Person,
    Rules,
    Scores,
    assign,
    reporting_intervals,
    score,
    unmatched_without,
    versions,
)
from matching.engine.progress import Progress, Watch
from matching.explaining import Explainer
from matching.in_force import engine_rules
from matching.rules.chance import in_seeded_order
from matching.rules.configuration import HARD, column_of, rules_of, to_stored
from matching.rules.fit import NOT_WITH, usual_answers
from matching.rules.group import Group, Participant
from matching.rules.overriding import can_be_overridden
from matching.rules.profiles import Measuring, fields_used, profile_of
from matching.rules.progress import PairingRounds
from matching.rules.reporting import Lines

# Hears the step and the share of it that is done; may raise to end the work.
Report = Callable[[str, float], None]
FULL_NAMED = 3


@dataclass(frozen=True)
class ProposedPair:
    """A pair of the result; `parts` as matching.rules.reasons reads them; `fixed` is the id of what
    HR had fixed before.
    """

    mentor: UUID
    mentee: UUID
    score: float
    parts: list[dict[str, Any]]
    is_locked: bool
    fixed: UUID | None = None


@dataclass(frozen=True)
class Missed:
    """A pair that HR had fixed and that the run did not keep: by which rules, or "absent" where one
    of the two is not to be matched now, "no_place", or "not_available".
    """

    mentor: UUID
    mentee: UUID
    why: list[str]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a run found, as plain data. Figures are in points; pairs that were kept count too.

    options   the mentors each mentee could have had, as matching.rules.options packs them
    mentors   whom the numbers in there mean
    profiles  what the rules knew of everybody, by person; see matching.rules.profiles
    relaxed   for rules that cost somebody a mentor: how many would stay without one, but for it
    engine    the versions of what computed it
    missed    what HR had fixed and the run could not keep
    """

    pairs: list[ProposedPair]
    left_out: list[dict[str, Any]]
    options: dict[UUID, bytes]
    mentors: list[UUID]
    profiles: dict[UUID, dict[str, Any]]
    total: float
    bound: float
    gap: float
    rules: dict[str, Any]
    relaxed: dict[str, int]
    engine: str
    circles: list[list[UUID]] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)


def find_best_pairs(group: Group, *, seed: int, report: Report) -> Outcome:
    """The best pairs of the whole group, with reasons and proof.

    The same people, rules and seed give the same outcome, in whatever order they come. `report`
    hears often how far it is, and may raise.
    """
    lines, rounds = group.lines, PairingRounds()
    group = in_seeded_order(group, seed)

    def heard(stage: str, share: float) -> None:
        if stage in {"pairing", "proving"}:
            stage, share = "pairing", rounds.share(stage, share)
        report(stage, share)

    report("scoring", 0)
    rules = engine_rules(group, lines)
    scores = score(*_people(group, lines), rules, progress=heard)
    report("pairing", 0)
    locked = _kept(group, scores)
    chosen, choices = stable_pairs(group, scores, locked)
    assignment = _assign(group, scores, locked | chosen, heard)
    report("explaining", 0)
    outcome = _outcome(group, scores, assignment, locked | chosen, lines, report, set(locked))
    if chosen:
        choices |= _price(group, scores, locked, outcome.total, heard)
    missed = _missed(group, scores, locked)
    return replace(outcome, rules={**outcome.rules, "choices": choices}, missed=missed)


def _price(
    group: Group, scores: Scores, locked: dict[int, int], total: float, progress: Progress
) -> dict[str, float]:
    """What the group would score if nobody had chosen."""
    free = _assign(group, scores, locked, progress)
    explainer = Explainer(scores)
    of_locked = sum(explainer.points(row, col) for row, col in locked.items())
    return {"total": total, "free_total": round(free.total + of_locked, 4)}


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
            grade=person.grade,
            reporting=(int(tin[at]), int(tout[at])),
            languages=person.languages,
            facts=person.facts,
            ranks=person.ranks,
            answers=person.answers,
            waits=person.waits,
        )

    return [record(each) for each in group.mentees], [record(each) for each in group.mentors]


def _kept(group: Group, scores: Scores) -> dict[int, int]:
    """The pairs that stay as mentee row → mentor column, where they are still possible."""
    kept: dict[int, int] = {}
    taken: Counter[int] = Counter()
    for mentor, mentee in group.kept:
        row, col = scores.mentees.position.get(mentee), scores.mentors.position.get(mentor)
        if row is None or col is None or row in kept:
            continue
        if isnan(scores.points(row, col)) and not _is_insisted(group, scores, row, col):
            continue
        if taken[col] < group.mentors[col].places:
            taken[col] += 1
            kept[row] = col
    return kept


def _missed(group: Group, scores: Scores, kept: dict[int, int]) -> list[Missed]:
    """What was fixed and is not kept, with why. Of what is private nothing but that it can't be."""
    found = []
    for mentor, mentee in sorted(group.fixed):
        row, col = scores.mentees.position.get(mentee), scores.mentors.position.get(mentor)
        if row is None or col is None:
            found.append(Missed(mentor, mentee, ["absent"]))
        elif kept.get(row) != col:
            found.append(Missed(mentor, mentee, _why_missed(group, scores, row, col)))
    return found


def _why_missed(group: Group, scores: Scores, row: int, col: int) -> list[str]:
    if not isnan(scores.points(row, col)) or _is_insisted(group, scores, row, col):
        return ["no_place"]
    rules = [rule for rule in scores.forbidden_by(row, col) if rule != NOT_WITH]
    is_insisted = (group.mentors[col].id, group.mentees[row].id) in group.insisted
    openly = [rule for rule in rules if not (is_insisted and can_be_overridden(rule))]
    return openly or ["not_available"]


def _is_insisted(group: Group, scores: Scores, row: int, col: int) -> bool:
    """Whether HR wants a pair against rules, and only against such as it may override."""
    pair = (group.mentors[col].id, group.mentees[row].id)
    return pair in group.insisted and all(map(can_be_overridden, scores.forbidden_by(row, col)))


def _assign(group: Group, scores: Scores, kept: dict[int, int], progress: Progress) -> Assignment:
    taken = Counter(kept.values())
    places = [mentor.places - taken[col] for col, mentor in enumerate(group.mentors)]
    held = [taken[col] for col in range(len(group.mentors))]
    return assign(scores, places, settled=list(kept), held=held, progress=progress)


def _outcome(
    group: Group,
    scores: Scores,
    assignment: Assignment,
    kept: dict[int, int],
    lines: Lines,
    report: Report,
    locked: set[int],
) -> Outcome:
    explainer, usual = Explainer(scores), usual_answers(group)
    shares = {rule.key: share for rule, share in scores.rules.shares()}
    new = zip(assignment.pairs.tolist(), assignment.points.tolist(), strict=True)
    found = {row: (col, explainer.points(row, col)) for row, col in kept.items()}
    found.update({row: (col, round(points, 4)) for (row, col), points in new})
    # what was assigned is allowed; a pair that HR keeps may stand against the rules
    allowed = {
        row: col
        for row, (col, _points) in found.items()
        if row not in kept or not isnan(scores.points(row, col))
    }
    of_kept = sum(found[row][1] for row in kept)
    left_out = [
        _left_out(group, scores, assignment, int(row))
        for row in assignment.unmatched
        if int(row) not in kept
    ]
    return Outcome(
        pairs=_pairs(group, found, Measuring(shares, usual), locked),
        left_out=left_out,
        options=dict(explainer.options(allowed, lambda share: report("explaining", share))),
        mentors=[mentor.id for mentor in group.mentors],
        profiles=_profiles(group, shares),
        total=round(assignment.total + of_kept, 4),
        bound=round(assignment.bound + of_kept, 4),
        gap=assignment.gap,
        rules={**_record(group, scores.rules, kept=len(locked)), "usual": usual},
        relaxed=_relaxed(scores, assignment, kept, report),
        engine=versions(),
        circles=[list(circle) for circle in lines.circles],
    )


def _pairs(
    group: Group, found: dict[int, tuple[int, float]], measuring: Measuring, locked: set[int]
) -> list[ProposedPair]:
    """`found` are mentor column and score, by mentee row."""
    return [
        ProposedPair(
            mentor=group.mentors[col].id,
            mentee=group.mentees[row].id,
            score=points,
            parts=measuring.parts(group.mentees[row], group.mentors[col]),
            is_locked=row in locked,
            fixed=group.fixed.get((group.mentors[col].id, group.mentees[row].id)),
        )
        for row, (col, points) in sorted(found.items())
    ]


def _profiles(group: Group, rules: Iterable[str]) -> dict[UUID, dict[str, Any]]:
    used = fields_used(rules)
    people = (*group.mentees, *group.mentors)
    return {person.id: profile_of(person, used) for person in people}


def _left_out(group: Group, scores: Scores, assignment: Assignment, row: int) -> dict[str, Any]:
    why = scores.why_unmatched(row, assignment)
    why.forbidden.pop(NOT_WITH, None)
    return {
        "person": str(group.mentees[row].id),
        "reason": why.reason,
        "forbidden": why.forbidden,
        "full": [str(group.mentors[col].id) for col in why.full[:FULL_NAMED]],
        "full_count": len(why.full),
    }


def _relaxed(
    scores: Scores, assignment: Assignment, kept: dict[int, int], report: Report
) -> dict[str, int]:
    """What each rule cost that HR can let go; of what holds always nobody is told."""
    keys = [rule.key for rule in scores.rules.hard]
    relaxable = [key for key in keys if key in HARD or column_of(key) or key == "blocked"]
    watch = Watch(lambda _stage, _share: report("explaining", 1))
    return unmatched_without(scores, assignment, settled=list(kept), rules=relaxable, watch=watch)


def _record(group: Group, rules: Rules, *, kept: int) -> dict[str, Any]:
    """The rules and weights as they were, to be kept with the run. `set` is how HR had set them."""
    return {
        "hard": [rule.key for rule in rules.hard if rule.key != NOT_WITH],
        "soft": {rule.key: round(share, 4) for rule, share in rules.shares()},
        "set": to_stored(rules_of(group)),
        "kept": kept,
    }
