"""How near people are to those in a program."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count

from peerlearn.people.models import Person
from programs.models import Program
from programs.queries import active_enrollments
from programs.rules.closeness import closeness


def closeness_of(program: Program, people: Collection[Person]) -> dict[UUID, str]:
    """The words for each of these people, by their ids: three queries."""
    enrolled = active_enrollments(program).order_by().values_list("person_id", flat=True)
    ids = [person.id for person in people]
    there = set(enrolled.filter(person__in=ids))
    departments = Person.objects.filter(id__in=enrolled).exclude(department="").order_by()
    sizes = dict(departments.values_list("department").annotate(people=Count("id")))
    managers = dict(
        Person.objects.filter(id__in={person.manager_id for person in people}).values_list(
            "id", "name"
        )
    )
    return {
        person.id: closeness(
            department=person.department,
            reports_to=managers.get(person.manager_id, "") if person.manager_id else "",
            colleagues=sizes.get(person.department, 0) - (person.id in there),
            takes_part=person.id in there,
        )
        for person in people
    }
