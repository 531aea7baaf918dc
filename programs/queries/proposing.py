"""Whom we propose as mentors."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from peerlearn.people.models import Person
from programs.models import Enrollment, EnrollmentBatch, Program
from programs.queries import active_enrollments
from programs.queries.enrollment import people_wanted
from programs.queries.load import loads_of
from programs.rules.enrollment import SEASONED_YEARS, EnrollmentRule
from programs.rules.proposing import best_placed
from programs.rules.roles import RoleFacts

SEASONED = EnrollmentRule(longer_than_years=SEASONED_YEARS, leaves_out_leads=True)
# So many are looked at for each who is proposed, and no more than so many.
LOOKED_AT, MOST_LOOKED_AT = 4, 3_000


def people_to_come(program: Program) -> int:
    """How many are enrolled in any role, with those whom a worker is still enrolling."""
    here = active_enrollments(program).order_by().values("person_id").distinct().count()
    working = EnrollmentBatch.objects.filter(program=program, state=EnrollmentBatch.State.WORKING)
    return here + sum(one.total - one.count for one in working)


def mentors_best_placed(
    program: Program,
    role: RoleFacts,
    *,
    number: int,
    without: Collection[UUID],
    places: Mapping[str, int],
    now: datetime,
    today: date,
) -> list[Person]:
    """Seasoned people who lead nobody, can be told by mail, are in the program as nothing else,
    and have the hours; by name. `places`: how many there are to mentor, by location; whoever gives
    least to others and has been here longest comes first.
    """
    here = active_enrollments(program).order_by().values("person_id")
    rule = replace(SEASONED, except_ids=frozenset(without))
    found = people_wanted(program, Enrollment.Role.MENTOR, rule, today=today)
    found = found.filter(email__isnull=False).exclude(id__in=here)
    looked_at = min(number * LOOKED_AT + 40, MOST_LOOKED_AT)
    people = list(found.order_by(F("starts_on").asc(nulls_last=True), "name", "id")[:looked_at])
    loads = loads_of(people, now=now)
    fit = [one for one in people if not loads[one.id].exceeded_with(role.hours)]
    fit.sort(key=lambda one: loads[one.id].given)
    return sorted(best_placed(fit, number, places=places), key=lambda one: one.name)
