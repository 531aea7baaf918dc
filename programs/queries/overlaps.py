"""Cohorts that run at the same time with the same people."""

from dataclasses import dataclass

from django.db.models import Count, Q

from programs.models import Enrollment, Program
from programs.queries import leavers

UNDER_WAY = (Program.State.DRAFT, Program.State.OPEN, Program.State.RUNNING)


@dataclass(frozen=True)
class Overlap:
    """Another program at the same time, and how many people are in both."""

    program: Program
    people: int


def overlaps_of(program: Program, *, limit: int = 5) -> list[Overlap]:
    """Programs that aren't over, whose days meet this one's, and that share people with it: most
    people first, in one query.
    """
    meeting = Q(ends_on__isnull=True) | Q(ends_on__gte=program.starts_on)
    if program.ends_on is not None:
        meeting &= Q(starts_on__lte=program.ends_on)
    active = Enrollment.objects.filter(state=Enrollment.State.ACTIVE)
    here = active.filter(program=program).exclude(person_id__in=leavers()).values("person_id")
    shared = (
        Program.objects.filter(meeting, state__in=UNDER_WAY)
        .exclude(id=program.id)
        .filter(enrollments__state=Enrollment.State.ACTIVE, enrollments__person_id__in=here)
        .annotate(shared=Count("enrollments__person_id", distinct=True))
        .order_by("-shared", "name", "id")
    )
    return [Overlap(one, one.shared) for one in shared[:limit]]
