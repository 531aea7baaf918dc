"""Who has left a circle by themselves."""

from uuid import UUID

from django.db.models import QuerySet

from matching.models import CircleExit
from peerlearn.people.models import Person
from programs.models import Program


def ids_of_exits(program: Program) -> set[UUID]:
    """Who has left their circle by themselves, and wants no other one for now."""
    exits = CircleExit.objects.filter(program=program).order_by()
    return set(exits.values_list("person_id", flat=True))


def exits_of(program: Program) -> list[CircleExit]:
    """The same with their circles, by name."""
    found = CircleExit.objects.filter(program=program).select_related("person", "circle")
    return list(found.order_by("person__name", "id"))


def exits_of_person(person: Person) -> QuerySet[CircleExit]:
    """The door to what somebody has left by themselves."""
    return CircleExit.objects.filter(person=person).select_related(
        "circle__program", "circle__organization", "program", "person"
    )


def exits_in(programs: QuerySet[Program]) -> QuerySet[CircleExit]:
    """The door to the same, for who forms circles."""
    return CircleExit.objects.filter(program__in=programs).select_related("program", "person")
