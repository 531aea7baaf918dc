"""What the list of a program's people says beside the people themselves."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from peerlearn.tenancy.together import one_of, read_together
from programs.models import Enrollment, EnrollmentBatch, Program
from programs.queries.daily import latest_arrivals
from programs.queries.enrolled import NO_SUMS, enrollment_sums
from programs.queries.roles import Roles, role_rows, roles_from


@dataclass(frozen=True)
class PeopleFacts:
    """`sums` is how many take part in each role and as people; `found` how many the list has."""

    roles: Roles
    sums: dict[str, int]
    found: int
    arrivals: list[EnrollmentBatch]


def people_facts(
    program: Program, found: QuerySet[Enrollment], *, is_narrowed: bool
) -> PeopleFacts:
    """All of it in one statement. Everybody, when the list isn't narrowed, is in the sums."""
    number: Any = found.order_by().values("program_id").annotate(number=Count("*"))
    rows = read_together(
        roles=role_rows(program),
        sums=enrollment_sums(program),
        found=number if is_narrowed else number.none(),
        arrivals=latest_arrivals(program, most=3),
    )
    sums = one_of(rows["sums"], **NO_SUMS)
    counted = one_of(rows["found"], number=0)["number"] if is_narrowed else sums["listed"]
    return PeopleFacts(roles_from(rows["roles"]), sums, counted, rows["arrivals"])
