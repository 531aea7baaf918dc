"""Reads about facilitators: who is asked, who is neutral, who could be asked."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from peerlearn.people.models import Person
from peerlearn.people.queries import (
    active_people,
    managers_above,
    reporting_lines,
    reports_below,
)
from programs.models import FacilitatorNomination, Program
from programs.queries import active_enrollments, people_ids
from programs.queries.roles import roles_of_program
from programs.rules.neutrality import Neutrality, neutrality

State = FacilitatorNomination.State
ANSWERABLE = (State.PROPOSED,)


@dataclass(frozen=True)
class CheckedNomination:
    """A nomination with what the neutrality check says today, which may have changed since."""

    nomination: FacilitatorNomination
    check: Neutrality

    @property
    def is_accepted(self) -> bool:
        """Whether the person facilitates."""
        return self.nomination.state == State.ACCEPTED

    @property
    def needs_decision(self) -> bool:
        """Whether something speaks against the person and nobody gave a reason to override it."""
        return self.check.has_objection and not self.nomination.override_reason

    @property
    def sentences(self) -> list[str]:
        """What the check says, in words."""
        return self.check.sentences(self.nomination.person.name)


def nominations_of(program: Program) -> QuerySet[FacilitatorNomination]:
    """Everybody who was ever asked to facilitate, the latest first."""
    return (
        FacilitatorNomination.objects.filter(program=program)
        .select_related("person", "nominated_by")
        .order_by("-asked_at", "-id")
    )


def standing_nominations(program: Program) -> QuerySet[FacilitatorNomination]:
    """Those who facilitate or may yet."""
    return nominations_of(program).filter(state__in=(State.ACCEPTED, State.PROPOSED, State.BLOCKED))


def checked_nominations(program: Program) -> list[CheckedNomination]:
    """Those who facilitate or may yet, with today's neutrality check, in four queries."""
    nominations = list(standing_nominations(program))
    checks = neutralities_of(program, [one.person for one in nominations])
    return [CheckedNomination(one, checks[one.person_id]) for one in nominations]


def nominations_to_answer(person: Person) -> QuerySet[FacilitatorNomination]:
    """The programs that a person is asked to facilitate and hasn't answered."""
    return (
        FacilitatorNomination.objects.filter(person=person, state=State.PROPOSED)
        .exclude(program__state__in=(Program.State.FINISHED, Program.State.ARCHIVED))
        .select_related("program", "nominated_by")
    )


def nominations_visible_to(person: Person) -> QuerySet[FacilitatorNomination]:
    """The door to one's own nominations."""
    return FacilitatorNomination.objects.filter(person=person).select_related(
        "program", "person", "nominated_by"
    )


def neutrality_of(program: Program, person: Person) -> Neutrality:
    """Check one candidate against everybody who is in the program today."""
    return neutralities_of(program, [person])[person.id]


def neutralities_of(program: Program, candidates: Collection[Person]) -> dict[UUID, Neutrality]:
    """Check candidates against everybody who is in the program today, in three queries, and one
    more when they take part too."""
    ids = [person.id for person in candidates]
    lines = reporting_lines(ids)
    near = set(ids).union(*(line.above.keys() | line.below.keys() for line in lines.values()))
    roles: dict[UUID, list[str]] = {}
    enrolled: set[UUID] = set()
    for person_id, role in active_enrollments(program).order_by().values_list("person_id", "role"):
        enrolled.add(person_id)
        if person_id in near:
            roles.setdefault(person_id, []).append(role)
    names = roles_of_program(program) if roles.keys() & set(ids) else {}
    room = dict(Person.objects.filter(id__in=roles.keys()).values_list("id", "name"))
    return {
        i: neutrality(
            i,
            above=lines[i].above,
            below=lines[i].below,
            room=room,
            owner_id=program.owner_id,
            roles=[names[role].label for role in roles.get(i, ())],
            is_room_empty=enrolled <= {i},
        )
        for i in ids
    }


def likely_neutral(program: Program, *, limit: int = 12) -> list[Person]:
    """People outside the line of everybody enrolled, best first: those who have facilitated
    before (`times`), then by name.
    """
    enrolled = people_ids(program)
    excluded = enrolled | managers_above(enrolled).keys() | reports_below(enrolled).keys()
    if program.owner_id:
        excluded = excluded | {program.owner_id}
    asked = nominations_of(program).order_by().values("person_id")
    return list(
        active_people()
        .filter(email__isnull=False)
        .exclude(id__in=excluded)
        .exclude(id__in=asked)
        .annotate(times=_times_facilitated())
        .order_by("-times", "name", "id")[:limit]
    )


def candidates_found(program: Program, search: str, *, limit: int = 20) -> list[Person]:
    """Reachable people whose name, e-mail or title holds the words."""
    return list(
        active_people()
        .filter(email__isnull=False)
        .filter(Q(name__icontains=search) | Q(email__icontains=search) | Q(title__icontains=search))
        .exclude(id__in=standing_nominations(program).order_by().values("person_id"))
        .annotate(times=_times_facilitated())
        .order_by("name", "id")[:limit]
    )


def _times_facilitated() -> Coalesce:
    """How often somebody has accepted. A subquery: a join would need GROUP BY on every column,
    because the database's key is (organization_id, id) and Django groups by id alone.
    """
    accepted = (
        FacilitatorNomination.objects.filter(person=OuterRef("pk"), state=State.ACCEPTED)
        .order_by()
        .values("person_id")
        .annotate(times=Count("pk"))
        .values("times")
    )
    return Coalesce(Subquery(accepted, output_field=IntegerField()), 0)
