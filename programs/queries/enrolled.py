"""Reads about those who are in a program."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from peerlearn.people.models import Person
from peerlearn.tenancy.together import Rows
from programs.models import Enrollment, Program
from programs.queries import leavers
from programs.queries.enrollment import OUT_OF_PROGRAM
from programs.queries.roles import roles_of_program


def roles_in(program: Program, person_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """What these people are in the program today, by person id."""
    facts = roles_of_program(program)
    roles: dict[UUID, list[str]] = {}
    found = Enrollment.objects.filter(program=program, person_id__in=person_ids)
    for person_id, role in found.exclude(state__in=OUT_OF_PROGRAM).values_list("person_id", "role"):
        roles.setdefault(person_id, []).append(facts[role].label)
    return roles


def role_counts(program: Program) -> dict[str, int]:
    """How many take part today in each role, and `people`: how many they are together."""
    sums = enrollment_sums(program).first() or NO_SUMS
    return {key: sums[key] for key in ("people", *Enrollment.Role.values)}


def enrollment_sums(program: Program) -> Rows:
    """One row, or none where nobody ever was: those of role_counts, `waiting` to be let in, and
    `listed`: the enrollments of all who haven't left the program.

    Each counts a column of the index `enrollment_by_person`, in whose order a person's rows are
    side by side: Postgres reads no table and sorts nothing.
    """
    takes_part = Q(state=Enrollment.State.ACTIVE)
    return (  # type: ignore[no-any-return]
        Enrollment.objects.filter(program=program)
        .exclude(person_id__in=leavers())
        .order_by("program_id")
        .values("program_id")
        .annotate(
            people=Count("person_id", distinct=True, filter=takes_part),
            waiting=Count("person_id", filter=Q(state=Enrollment.State.APPLIED)),
            listed=Count("person_id", filter=~Q(state__in=OUT_OF_PROGRAM)),
            **{
                role: Count("person_id", filter=takes_part & Q(role=role))
                for role in Enrollment.Role.values
            },
        )
        .values("people", "waiting", "listed", *Enrollment.Role.values)
    )


NO_SUMS = dict.fromkeys(("people", "waiting", "listed", *Enrollment.Role.values), 0)


def enrollments_like(
    program: Program,
    *,
    role: str = "",
    search: str = "",
    department: str = "",
    location: str = "",
    is_withdrawn: bool = False,
    sort: str = "name",
) -> QuerySet[Enrollment]:
    """The enrollments of a program as its list of people shows them, with their person."""
    found = Enrollment.objects.filter(program=program).select_related("person")
    if is_withdrawn:
        found = found.filter(state__in=OUT_OF_PROGRAM)
    else:
        found = found.exclude(state__in=OUT_OF_PROGRAM)
        found = found.filter(person__state=Person.State.ACTIVE)
    if role:
        found = found.filter(role=role)
    if department:
        found = found.filter(person__department=department)
    if location:
        found = found.filter(person__location=location)
    if search:
        found = found.filter(Q(person__name__icontains=search) | Q(person__email__icontains=search))
    return found.order_by(*SORTS.get(sort, SORTS["name"]))


SORTS = {
    "name": ("person__name", "person_id", "role"),
    "department": ("person__department", "person__name", "person_id", "role"),
    "location": ("person__location", "person__name", "person_id", "role"),
    "newest": (F("person__starts_on").desc(nulls_last=True), "person__name", "pk"),
    "longest": (F("person__starts_on").asc(nulls_last=True), "person__name", "pk"),
}
