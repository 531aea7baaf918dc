"""Cohorts that run at the same time with the same people."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, Q, QuerySet

from peerlearn.people.models import Person
from peerlearn.tenancy.together import Part, Statement
from programs.models import Enrollment, Program
from programs.queries import leavers

UNDER_WAY = (Program.State.DRAFT, Program.State.OPEN, Program.State.RUNNING)
# Programs that people take part in today.
TAKING_PART = (Program.State.OPEN, Program.State.RUNNING)
ELSEWHERE_SQL = """
SELECT program_id, program_name, count(DISTINCT person_id) AS people,
  (array_agg(DISTINCT person_name ORDER BY person_name))[1:3] AS names
FROM ({shared}) AS shared(program_id, program_name, person_id, person_name)
GROUP BY GROUPING SETS ((program_id, program_name), ()) ORDER BY 3 DESC, 2"""


@dataclass(frozen=True)
class Overlap:
    """Another program at the same time, and how many people are in both."""

    program: Program
    people: int


@dataclass(frozen=True)
class OtherProgram:
    """A program at the same time, how many of some people are in it, and the first of them."""

    id: UUID
    name: str
    people: int
    names: list[str]

    @property
    def more(self) -> int:
        """How many there are beside those named."""
        return self.people - len(self.names)


@dataclass(frozen=True)
class Elsewhere:
    """How many of some people take part in other programs at the same time, and in which."""

    people: int = 0
    programs: list[OtherProgram] = field(default_factory=list)


def elsewhere_rows(program: Program, people: QuerySet[Person]) -> Part:
    """Who of these people takes part in another program, open or running, whose days meet this
    one's; for read_together and elsewhere_from.
    """
    shared = _elsewhere(program).filter(person__in=people.order_by())
    columns = shared.values_list("program_id", "program__name", "person_id", "person__name")
    try:
        sql, parameters = columns.query.sql_with_params()
    except EmptyResultSet:  # Django knows without asking that these are no people at all
        return shared.none()
    return Statement(ELSEWHERE_SQL.format(shared=sql), parameters)


def elsewhere_from(rows: list[dict[str, Any]]) -> Elsewhere:
    """The same, of rows that have been read."""
    total = sum(row["people"] for row in rows if row["program_id"] is None)
    others = [row for row in rows if row["program_id"] is not None]
    return Elsewhere(
        total,
        [
            OtherProgram(UUID(row["program_id"]), row["program_name"], row["people"], row["names"])
            for row in others
        ],
    )


def busy_people(program: Program) -> QuerySet[Enrollment, Any]:
    """Ids of those who take part in such a program, to be left out."""
    return _elsewhere(program).values("person_id")


def _elsewhere(program: Program) -> QuerySet[Enrollment]:
    meeting = Program.objects.filter(_meeting(program), state__in=TAKING_PART).exclude(
        id=program.id
    )
    active = Enrollment.objects.filter(state=Enrollment.State.ACTIVE)
    return active.filter(program__in=meeting.order_by()).order_by()


def _meeting(program: Program) -> Q:
    """Programs whose days meet this one's."""
    meeting = Q(ends_on__isnull=True) | Q(ends_on__gte=program.starts_on)
    if program.ends_on is not None:
        meeting &= Q(starts_on__lte=program.ends_on)
    return meeting


def overlaps_of(program: Program, *, limit: int = 5) -> list[Overlap]:
    """Programs that aren't over, whose days meet this one's, and that share people with it: most
    people first, in one query.
    """
    active = Enrollment.objects.filter(state=Enrollment.State.ACTIVE)
    here = active.filter(program=program).exclude(person_id__in=leavers()).values("person_id")
    shared = (
        Program.objects.filter(_meeting(program), state__in=UNDER_WAY)
        .exclude(id=program.id)
        .filter(enrollments__state=Enrollment.State.ACTIVE, enrollments__person_id__in=here)
        .annotate(shared=Count("enrollments__person_id", distinct=True))
        .order_by("-shared", "name", "id")
    )
    return [Overlap(one, one.shared) for one in shared[:limit]]
