"""Finding whom to name for quiet reports, and how near to HR they are."""

from collections.abc import Iterable

from django.db.models import Q

from peerlearn.people.models import Person
from peerlearn.people.queries import active_people, hr_admins, reporting_lines
from programs.rules.closeness import nearness_to_hr

SHOWN = 12


def colleagues_like(words: str) -> list[Person]:
    """People whose name or e-mail holds the words, by name."""
    sought = words.strip()
    if not sought:
        return []
    alike = Q(name__icontains=sought) | Q(email__icontains=sought)
    return list(active_people().filter(alike).order_by("name", "id")[:SHOWN])


def sentences_about_hr(people: Iterable[Person]) -> dict[Person, list[str]]:
    """What binds each of these people to HR admins, in words; who stands free of them is left
    out. Two queries.
    """
    asked = list(people)
    admins = {admin.id: admin for admin in hr_admins()}
    lines = reporting_lines([person.id for person in asked])
    found = {
        person: nearness_to_hr(
            person.display_name,
            above=[admins[i].display_name for i in lines[person.id].above if i in admins],
            below=[admins[i].display_name for i in lines[person.id].below if i in admins],
            department=person.department,
            colleagues=[
                admin.display_name
                for admin in admins.values()
                if person.department and admin.department == person.department
            ],
        )
        for person in asked
    }
    return {person: sentences for person, sentences in found.items() if sentences}
