"""The mentors whom a mentee could have, as the page shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from matching.queries.candidates import Candidate, Swap
from matching.rules.comparing import compared_of_pair
from matching.rules.left_out import why_not
from matching.rules.overriding import are_overridable
from matching.rules.reasons import POINTS, Names, Reason, reasons_of
from matching.rules.verdict import change_text
from peerlearn.people.models import Person
from programs.rules.load import Load


@dataclass(frozen=True)
class CandidateRow:
    """One mentor. `why_not` says in words what keeps them from being chosen; `swaps` are those
    of their mentees who could change places, each with what that would do to the sum of scores.
    """

    candidate: Candidate
    points: int
    compared: int | None
    reasons: list[Reason]
    why_not: list[str]
    swaps: list[tuple[Person, str]]
    load: Load

    @property
    def can_insist(self) -> bool:
        """Whether an HR admin may choose them against the rules."""
        return are_overridable(self.candidate.obstacles)


def candidate_rows(
    candidates: Iterable[Candidate],
    mentee: Person,
    swaps: Mapping[UUID, list[Swap]],
    *,
    loads: Mapping[UUID, Load],
    rules: Mapping[str, Any],
) -> list[CandidateRow]:
    """Those who can be chosen first, best first."""
    rows = [
        CandidateRow(
            candidate=each,
            points=round(POINTS * each.score),
            compared=compared_of_pair(rules, parts := each.parts),
            reasons=reasons_of(parts, Names(each.mentor.display_name, mentee.display_name)),
            why_not=[why_not(obstacle) for obstacle in each.obstacles],
            swaps=[(swap.other, change_text(swap.gain)) for swap in swaps.get(each.mentor.id, [])],
            load=loads[each.mentor.id],
        )
        for each in candidates
    ]
    return sorted(rows, key=_choosable_first)


def _choosable_first(row: CandidateRow) -> int:
    return 2 * bool(row.why_not) - bool(row.swaps)
