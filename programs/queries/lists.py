"""Finding the people of a pasted list."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Lower

from peerlearn.people.models import Person


@dataclass(frozen=True)
class FoundOnList:
    """Who works here, who has left, and what names nobody."""

    people: list[Person]
    left: list[str]
    unknown: list[str]


def people_on_list(entries: Sequence[str]) -> FoundOnList:
    """Look up addresses and employee numbers, in two queries."""
    addresses = [entry for entry in entries if "@" in entry]
    numbers = [entry for entry in entries if "@" not in entry]
    by_mail = Person.objects.alias(mail=Lower("email")).filter(mail__in=addresses)
    by_number = Person.objects.filter(employee_number__in=numbers)
    known: dict[str, Person] = {str(person.email).lower(): person for person in by_mail}
    known |= {str(person.employee_number): person for person in by_number}
    found = {person.id: person for entry in entries if (person := known.get(entry))}
    return FoundOnList(
        people=[person for person in found.values() if person.state == Person.State.ACTIVE],
        left=[p.name for p in found.values() if p.state == Person.State.LEFT],
        unknown=[entry for entry in entries if entry not in known],
    )
