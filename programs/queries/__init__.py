"""Reads about programs and who is in them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from peerlearn.people.models import Membership, Person
from programs.models import Enrollment, FacilitatorNomination, Program

# A person in one of these states belongs to the program and sees it.
IN_PROGRAM = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED, Enrollment.State.COMPLETED)


def programs_visible_to(person: Person, membership: Membership) -> QuerySet[Program]:
    """The door to programs: HR admins see all; others those they are in or facilitate.

    People who are enrolled don't see a draft: it becomes theirs when it is opened.
    """
    if membership.is_hr_admin:
        return Program.objects.all()
    return Program.objects.filter(_is_enrolled(person) | _is_facilitated_by(person))


def names_of_programs(ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of some programs, by id."""
    return dict(Program.objects.filter(id__in=ids).values_list("id", "name"))


def enrolled_programs(person: Person) -> QuerySet[Program]:
    """The programs a person is in, drafts aside."""
    return Program.objects.filter(_is_enrolled(person))


def programs_facilitated_by(person: Person) -> QuerySet[Program]:
    """The programs whose nomination a person has accepted, drafts too."""
    return Program.objects.filter(_is_facilitated_by(person))


def active_enrollments(program: Program, role: str | None = None) -> QuerySet[Enrollment]:
    """Those who take part today, leavers aside, with their person, by name."""
    active = Enrollment.objects.filter(program=program, state=Enrollment.State.ACTIVE).exclude(
        person_id__in=leavers()
    )
    if role is not None:
        active = active.filter(role=role)
    return active.select_related("person").order_by("person__name", "person_id", "role")


def in_the_room(program: Program) -> QuerySet[Enrollment]:
    """Those who take part today or come back from a break: whom a facilitator is neutral to."""
    present = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)
    return Enrollment.objects.filter(program=program, state__in=present).exclude(
        person_id__in=leavers()
    )


def people_ids(program: Program) -> set[UUID]:
    """Ids of those who take part today, each once."""
    return set(active_enrollments(program).order_by().values_list("person_id", flat=True))


def leavers() -> QuerySet[Person, Any]:
    """Ids of those who have left, to be excluded: "not in" their ids needs no join to count."""
    return Person.objects.filter(state=Person.State.LEFT).order_by().values("id")


def accepted_facilitators(program: Program) -> QuerySet[Person]:
    """Who facilitates the program, leavers aside."""
    return Person.objects.filter(
        state=Person.State.ACTIVE,
        id__in=_accepted().filter(program=program).values("person_id"),
    )


def is_facilitator_of(person: Person, program: Program) -> bool:
    """Whether a person accepted to facilitate the program."""
    return _accepted().filter(program=program, person=person).exists()


def _accepted() -> QuerySet[FacilitatorNomination]:
    return FacilitatorNomination.objects.filter(state=FacilitatorNomination.State.ACCEPTED)


def _is_enrolled(person: Person) -> Q:
    mine = Enrollment.objects.filter(person=person, state__in=IN_PROGRAM, program=OuterRef("pk"))
    return Q(Exists(mine)) & ~Q(state=Program.State.DRAFT)


def _is_facilitated_by(person: Person) -> Q:
    return Q(Exists(_accepted().filter(person=person, program=OuterRef("pk"))))
