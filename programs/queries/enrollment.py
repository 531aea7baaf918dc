"""Reads for enrolling people, and about those who are in a program."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from peerlearn.people.models import Person
from peerlearn.people.queries import active_people
from peerlearn.tenancy.context import current_organization_id
from programs.models import Enrollment, Program
from programs.queries import active_enrollments, leavers
from programs.queries.roles import roles_of_program
from programs.rules.enrollment import EnrollmentRule, start_window

OUT_OF_PROGRAM = (Enrollment.State.WITHDRAWN, Enrollment.State.REJECTED)
NAMES_SHOWN = 300


@dataclass(frozen=True)
class EnrollmentPreview:
    """What enrolling by a rule would do, in people."""

    to_enroll: int
    already: int
    withdrawn: int
    unreachable: int
    names: list[Person] = field(default_factory=list)
    without_start_date: int = 0

    @property
    def more_names(self) -> int:
        """How many are enrolled beside those named."""
        return self.to_enroll - len(self.names)


def people_matching(rule: EnrollmentRule, *, today: date) -> QuerySet[Person]:
    """Whom the rule means, in SQL; programs.rules.enrollment.matches_rule is its definition."""
    people = _without_dates(rule)
    window = start_window(rule, today=today)
    if window.first:
        people = people.filter(starts_on__gte=window.first)
    if window.last:
        people = people.filter(starts_on__lte=window.last)
    return people


def _without_dates(rule: EnrollmentRule) -> QuerySet[Person]:
    people = active_people()
    if rule.departments:
        people = people.filter(department__in=rule.departments)
    if rule.locations:
        people = people.filter(location__in=rule.locations)
    if rule.titles:
        people = people.filter(
            reduce(or_, (Q(title__icontains=words) for words in sorted(rule.titles)))
        )
    if rule.group is not None:
        people = people.filter(attributes__contains={rule.group[0]: rule.group[1]})
    if rule.person_ids is not None:
        people = people.filter(id__in=rule.person_ids)
    return people


def _out_of(program: Program, role: str) -> QuerySet[Enrollment]:
    return Enrollment.objects.filter(program=program, role=role, state__in=OUT_OF_PROGRAM)


def _wanted(program: Program, role: str, rule: EnrollmentRule) -> Q:
    """Those whom the act would change. "Not in" a subquery of ids, no join: Postgres hashes it,
    whatever it knows of the table. Right after a big import it knows nothing, and a join of 5,000
    people with 5,000 enrollments would run in a loop over both.
    """
    there = Enrollment.objects.filter(program=program, role=role)
    if rule.includes_withdrawn:
        there = there.exclude(state__in=OUT_OF_PROGRAM)
    return ~Q(pk__in=there.values("person_id"))


def people_to_enroll(
    program: Program,
    role: str,
    rule: EnrollmentRule,
    *,
    today: date,
    limit: int | None = None,
) -> tuple[list[UUID], list[UUID]]:
    """Ids of those whom the rule would enroll now: for the first time, and again. Not those who
    are in it already, in this role. At most `limit` of them, by name.
    """
    people = people_matching(rule, today=today).filter(_wanted(program, role, rule))
    found = people.order_by("name", "id").values_list("id", flat=True)[:limit]
    former = set(_out_of(program, role).values_list("person_id", flat=True))
    new: list[UUID] = []
    again: list[UUID] = []
    for person_id in found:
        (again if person_id in former else new).append(person_id)
    return new, again


def preview_enrollment(
    program: Program, role: str, rule: EnrollmentRule, *, today: date
) -> EnrollmentPreview:
    """Count and name whom a rule would enroll. Nothing is written."""
    people = people_matching(rule, today=today)
    wanted = _wanted(program, role, rule)
    in_it = Enrollment.objects.filter(program=program, role=role).exclude(state__in=OUT_OF_PROGRAM)
    counts = people.order_by().aggregate(
        to_enroll=Count("pk", filter=wanted),
        unreachable=Count("pk", filter=wanted & Q(email__isnull=True)),
        withdrawn=Count("pk", filter=Q(pk__in=_out_of(program, role).values("person_id"))),
        already=Count("pk", filter=Q(pk__in=in_it.values("person_id"))),
    )
    names = people.filter(wanted).order_by("name", "id")[:NAMES_SHOWN]
    without_start_date = 0
    if not start_window(rule, today=today).is_open:
        without_start_date = _without_dates(rule).filter(starts_on__isnull=True).count()
    return EnrollmentPreview(**counts, names=list(names), without_start_date=without_start_date)


def places_of_work(column: str) -> list[tuple[str, int]]:
    """The departments or locations of those who work here, with how many people each has."""
    rows = (
        active_people()
        .exclude(**{column: ""})
        .order_by(column)
        .values_list(column)
        .annotate(people=Count("pk"))
    )
    return [(name, people) for name, people in rows]


def groups_known(*, most: int = 60) -> list[tuple[str, str]]:
    """Further columns of the import with the values that several share: groups, teams, grades."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT one.key, one.value FROM person, jsonb_each_text(attributes) AS one"
            " WHERE organization_id = %s AND state = 'active' AND attributes <> '{}'"
            " AND length(one.value) BETWEEN 1 AND 60"
            " GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 1, 2 LIMIT %s",
            [current_organization_id(), most],
        )
        return list(cursor.fetchall())


def people_found(search: str, *, ids: Collection[UUID] = (), limit: int = 50) -> list[Person]:
    """Those ticked already, then those whose name, e-mail or title holds the words, by name."""
    ticked = list(active_people().filter(id__in=ids)) if ids else []
    if not search:
        return ticked
    found = active_people().filter(
        Q(name__icontains=search) | Q(email__icontains=search) | Q(title__icontains=search)
    )
    return ticked + list(found.exclude(id__in=ids)[:limit])


def roles_in(program: Program, person_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """What these people are in the program today, by person id."""
    facts = roles_of_program(program)
    roles: dict[UUID, list[str]] = {}
    found = Enrollment.objects.filter(program=program, person_id__in=person_ids)
    for person_id, role in found.exclude(state__in=OUT_OF_PROGRAM).values_list("person_id", "role"):
        roles.setdefault(person_id, []).append(facts[role].label)
    return roles


def role_counts(program: Program) -> dict[str, int]:
    """How many people take part today in each role, and `people`: how many they are together."""
    counts = (
        active_enrollments(program)
        .order_by()
        .aggregate(
            people=Count("person_id", distinct=True),
            **{role: Count("pk", filter=Q(role=role)) for role in Enrollment.Role.values},
        )
    )
    return {key: int(value) for key, value in counts.items()}


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
        found = found.exclude(state__in=OUT_OF_PROGRAM).exclude(person_id__in=leavers())
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
