"""Which proposals still hold when they are published: days may have passed since the run."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from matching.rules.reporting import Lines, in_one_line

Obstacle = Literal["left", "matched", "reporting_line", "reviewer_of", "no_place"]


@dataclass(frozen=True)
class Proposal:
    """A pair that is to be published; `is_kept`: HR has said that it stays."""

    id: UUID
    mentor: UUID
    mentee: UUID
    score: float
    is_kept: bool = False


@dataclass(frozen=True)
class Standing:
    """How things are now.

    places   mentees whom each mentor of the program can still take
    mentees  mentees of the program who have no mentor
    reviews  who reviews whose work, as (reviewer, reviewed)
    """

    places: Mapping[UUID, int]
    mentees: frozenset[UUID]
    matched: frozenset[UUID]
    lines: Lines
    reviews: frozenset[tuple[UUID, UUID]] = frozenset()

    def are_reviewer_and_reviewed(self, one: UUID, other: UUID) -> bool:
        """Whether either reviews the other's work."""
        return (one, other) in self.reviews or (other, one) in self.reviews


def sort_out(
    proposals: Iterable[Proposal], standing: Standing
) -> tuple[list[Proposal], dict[UUID, Obstacle]]:
    """The proposals that can become matches, and what stands in the way of the others.

    Where a mentor has fewer places than before, those that HR keeps get them, then the best.
    """
    fit: list[Proposal] = []
    obstacles: dict[UUID, Obstacle] = {}
    taken: Counter[UUID] = Counter()
    for proposal in sorted(proposals, key=lambda each: (not each.is_kept, -each.score, each.id)):
        obstacle = _obstacle(proposal, standing, taken)
        if obstacle is None:
            taken[proposal.mentor] += 1
            fit.append(proposal)
        else:
            obstacles[proposal.id] = obstacle
    return fit, obstacles


def _obstacle(proposal: Proposal, standing: Standing, taken: Mapping[UUID, int]) -> Obstacle | None:
    if proposal.mentee in standing.matched:
        return "matched"
    if proposal.mentor not in standing.places or proposal.mentee not in standing.mentees:
        return "left"
    if in_one_line(proposal.mentor, proposal.mentee, standing.lines):
        return "reporting_line"
    if standing.are_reviewer_and_reviewed(proposal.mentor, proposal.mentee):
        return "reviewer_of"
    if taken[proposal.mentor] >= standing.places[proposal.mentor]:
        return "no_place"
    return None


def obstacle_text(obstacle: str) -> str:
    """Why a proposal can't be published any more; `obstacle` is an Obstacle."""
    return {
        "left": _("one of them is no longer in the program"),
        "matched": _("the mentee has a mentor by now"),
        "reporting_line": _("they are in one reporting line now"),
        "reviewer_of": _("one of them reviews the other's work now"),
        "no_place": _("the mentor has no place left"),
    }[obstacle]
