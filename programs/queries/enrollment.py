"""Reads for enrolling people: whom a rule means, and what enrolling them would do."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, Exists, Max, Q, QuerySet

from peerlearn.people.models import Person
from peerlearn.people.queries import active_people
from peerlearn.tenancy.together import Rows, one_of, read_together
from programs.models import Enrollment, Program, ProgramRole
from programs.queries import active_enrollments, leavers
from programs.queries.overlaps import Elsewhere, busy_people, elsewhere_from, elsewhere_rows
from programs.queries.roles import taken_from, taken_rows
from programs.rules.enrollment import EnrollmentRule, start_window

OUT_OF_PROGRAM = (Enrollment.State.WITHDRAWN, Enrollment.State.REJECTED)
NAMES_SHOWN = 60
UNREACHABLE_NAMED = 3


@dataclass(frozen=True)
class EnrollmentPreview:
    """What enrolling by a rule would do, in people."""

    to_enroll: int
    already: int
    withdrawn: int
    unreachable: int
    names: list[Person] = field(default_factory=list)
    without_start_date: int = 0
    # How many hold a place in the role already; 0 where no role has so many places only.
    taken: int = 0
    # Those whom it means, and who take part in other programs at the same time.
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    # How many of those to enroll are in the program in another role, by that role.
    other_roles: dict[str, int] = field(default_factory=dict)

    @property
    def names_without_mail(self) -> list[str]:
        """The first of those named whom no mail can tell."""
        return [one.name for one in self.names if not one.email][:UNREACHABLE_NAMED]

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
    if rule.except_ids:
        people = people.exclude(id__in=rule.except_ids)
    return people


def people_wanted(
    program: Program, role: str, rule: EnrollmentRule, *, today: date
) -> QuerySet[Person]:
    """Whom enrolling by the rule would bring in."""
    return people_matching(rule, today=today).filter(_wanted(program, role, rule))


def _out_of(program: Program, role: str) -> QuerySet[Enrollment]:
    return Enrollment.objects.filter(program=program, role=role, state__in=OUT_OF_PROGRAM)


def _wanted(program: Program, role: str, rule: EnrollmentRule, *, of: str = "pk") -> Q:
    """Those whom the act would change; `of` is the column that holds the person's id."""
    wanted = _not_there(program, role, rule, of=of)
    if rule.leaves_out_busy:
        wanted &= ~Q((f"{of}__in", busy_people(program)))
    if rule.leaves_out_leads:
        leads = active_people().filter(manager__isnull=False).order_by().values("manager_id")
        wanted &= ~Q((f"{of}__in", leads))
    return wanted


def _not_there(program: Program, role: str, rule: EnrollmentRule, *, of: str = "pk") -> Q:
    """Those who aren't in the role already. "Not in" a subquery of ids, no join: Postgres hashes
    it, whatever it knows of the table. Right after a big import it knows nothing, and a join of
    5,000 people with 5,000 enrollments would run in a loop over both.
    """
    there = Enrollment.objects.filter(program=program, role=role)
    if rule.includes_withdrawn:
        there = there.exclude(state__in=OUT_OF_PROGRAM)
    return ~Q((f"{of}__in", there.values("person_id")))


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


def people_elsewhere(
    program: Program, role: str, rule: EnrollmentRule, *, today: date
) -> Elsewhere:
    """Who of those whom the rule means, and who aren't in the role yet, takes part in other
    programs at the same time; whether or not the rule leaves them out. One statement.
    """
    people = people_matching(rule, today=today).filter(_not_there(program, role, rule))
    return elsewhere_from(read_together(rows=elsewhere_rows(program, people))["rows"])


def preview_enrollment(
    program: Program, role: str, rule: EnrollmentRule, *, today: date
) -> EnrollmentPreview:
    """Count and name whom a rule would enroll, in one statement. Nothing is written."""
    people = people_matching(rule, today=today)
    found = people.filter(_wanted(program, role, rule))
    held = _of_those_meant(Enrollment.objects.filter(program=program, role=role), rule, people)
    others = _of_those_meant(active_enrollments(program).exclude(role=role), rule, people)
    limited = ProgramRole.objects.filter(program=program, seats__isnull=False)
    undated: Any = _without_dates(rule).filter(starts_on__isnull=True).order_by()
    is_out = Q(state__in=OUT_OF_PROGRAM)
    rows = read_together(
        new=_sums(found, to_enroll=Count("*"), unreachable=Count("pk", filter=Q(email=None))),
        old=_sums(held, withdrawn=Count("pk", filter=is_out), already=Count("pk", filter=~is_out)),
        undated=undated.none()
        if start_window(rule, today=today).is_open
        else _sums(undated, number=Count("*")),
        taken=taken_rows(program).filter(Exists(limited)),
        names=found.order_by("name", "id")[:NAMES_SHOWN],
        elsewhere=elsewhere_rows(program, people.filter(_not_there(program, role, rule))),
        others=others.filter(_wanted(program, role, rule, of="person_id"))
        .order_by()
        .values("role")
        .annotate(number=Count("*")),
    )
    return EnrollmentPreview(
        **one_of(rows["new"], to_enroll=0, unreachable=0),
        **one_of(rows["old"], withdrawn=0, already=0),
        names=rows["names"],
        without_start_date=one_of(rows["undated"], number=0)["number"],
        taken=taken_from(rows["taken"])[role],
        elsewhere=elsewhere_from(rows["elsewhere"]),
        other_roles={row["role"]: row["number"] for row in rows["others"]},
    )


def _of_those_meant(
    enrollments: QuerySet[Enrollment], rule: EnrollmentRule, people: QuerySet[Person]
) -> QuerySet[Enrollment]:
    """Those of them whose person the rule means. Where it means everybody, nobody is looked up
    but the few who have left.
    """
    if rule.means_everybody:
        return enrollments.exclude(person_id__in=leavers())
    return enrollments.filter(person__in=people.order_by().values("pk"))


def _sums(rows: Rows, **sums: Aggregate) -> Rows:
    """One row of counts, or none where there is nothing to count."""
    grouped = rows.order_by().values("organization_id")
    return grouped.annotate(**sums).values(*sums)  # type: ignore[no-any-return]


def starting_later(
    program: Program, role: str, rule: EnrollmentRule, *, after: date, most: int
) -> tuple[int, date | None, list[Person]]:
    """Whom the rule would mean but for their first day, which comes after that one: how many, the
    last of their first days, and the first of them. One statement.
    """
    found = _without_dates(rule).filter(_wanted(program, role, rule), starts_on__gt=after)
    rows = read_together(
        sums=_sums(found, count=Count("*"), last=Max("starts_on")),
        people=found.order_by("starts_on", "name", "id")[:most],
    )
    facts = one_of(rows["sums"], count=0, last=None)
    last = date.fromisoformat(facts["last"]) if facts["last"] else None
    return facts["count"], last, rows["people"]


def people_found(search: str, *, ids: Collection[UUID] = (), limit: int = 50) -> list[Person]:
    """Those ticked already, then those whose name, e-mail or title holds the words, by name."""
    ticked = list(active_people().filter(id__in=ids)) if ids else []
    if not search:
        return ticked
    found = active_people().filter(
        Q(name__icontains=search) | Q(email__icontains=search) | Q(title__icontains=search)
    )
    return ticked + list(found.exclude(id__in=ids)[:limit])
