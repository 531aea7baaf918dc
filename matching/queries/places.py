"""The places of a program's mentors: how many there are, and who takes them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from matching.models import Match, MatchRun
from matching.queries.group import matched_pairs
from programs.models import Enrollment, Program
from programs.queries import active_enrollments


@dataclass(frozen=True)
class Places:
    """The places of a program's mentors today, and what a run's proposals take of them."""

    capacity: Mapping[UUID, int]
    taken: Mapping[UUID, int]
    proposed: Mapping[UUID, int] = field(default_factory=dict)

    def free(self, mentor: UUID) -> int:
        """Places that neither a match nor a proposal takes; 0 for who is no mentor here."""
        used = self.taken.get(mentor, 0) + self.proposed.get(mentor, 0)
        return max(self.capacity.get(mentor, 0) - used, 0)


@dataclass(frozen=True)
class Headcount:
    """Who could be matched now, in figures. `matched` mentees have a mentor already."""

    places: int
    mentors: int
    mentees: int
    matched: int


def headcount(program: Program) -> Headcount:
    """What is needed to know whether anybody can be matched, without reading who they are."""
    places = places_of(program)
    enrolled = active_enrollments(program, Enrollment.Role.MENTEE).order_by()
    taken = Match.objects.filter(program=program, state__in=Match.TAKEN)
    matched = enrolled.filter(person_id__in=taken.values("mentee_id")).count()
    return Headcount(
        places=sum(map(places.free, places.capacity)),
        mentors=len(places.capacity),
        mentees=enrolled.count() - matched,
        matched=matched,
    )


def places_of(program: Program, run: MatchRun | None = None) -> Places:
    """The places of the mentors who take part today."""
    mentors = active_enrollments(program, Enrollment.Role.MENTOR).order_by()
    proposed: list[UUID] = []
    if run is not None:
        rows = Match.objects.filter(run=run, state=Match.State.PROPOSED).order_by()
        proposed = list(rows.values_list("mentor_id", flat=True))
    return Places(
        capacity=dict(mentors.values_list("person_id", "capacity")),
        taken=Counter(mentor for mentor, _mentee in matched_pairs(program)),
        proposed=Counter(proposed),
    )
