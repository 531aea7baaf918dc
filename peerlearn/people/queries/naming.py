"""Finding the person whom somebody means when they write a name or an address."""

from typing import Any

from django.db.models import Q, QuerySet

from peerlearn.people.models import Person
from peerlearn.people.queries.people import active_people

SHOWN = 12
People = QuerySet[Person, Any]


def written(person: Person) -> str:
    """A person as they are written into a form: unmistakable where an address is known."""
    mark = person.email or person.employee_number
    return f"{person.name} <{mark}>" if mark else person.name


def people_like(words: str, among: People | None = None) -> list[Person]:
    """Active people whose name or address holds the words, by name."""
    name, mark = parts_of(words)
    sought = mark or name
    if not sought:
        return []
    return _first(Q(name__icontains=sought) | Q(email__icontains=sought), among)


def people_written(words: str, among: People | None = None) -> list[Person]:
    """The active people who can be meant: exactly one when the words name one.

    A whole name or address comes before the beginning of a first or last name, and that before
    a part of either: "Anna" is Anna Berg, also where Hanna Lind works.
    """
    name, mark = parts_of(words)
    if mark:
        return _first(Q(email__iexact=mark) | Q(employee_number=mark), among)
    return (
        _first(Q(name__iexact=name) | Q(email__iexact=name) | Q(employee_number=name), among)
        or _first(Q(name__istartswith=name) | Q(name__icontains=f" {name}"), among)
        or people_like(name, among)
    )


def parts_of(words: str) -> tuple[str, str]:
    """The name and what stands in angle brackets."""
    # an address can hold what Postgres takes for no text
    name, _bracket, rest = " ".join(words.replace("\0", " ").split()).partition("<")
    return name.strip(), rest.removesuffix(">").strip()


def _first(meant: Q, among: People | None) -> list[Person]:
    people = active_people() if among is None else among
    return list(people.filter(meant)[:SHOWN])
