"""Finding the person who presents."""

from django.db.models import F, Q

from peerlearn.people.models import Person
from peerlearn.people.queries import active_people
from peerlearn.tenancy.together import Rows
from programs.models import Program
from sessions.models import LearningSession

SHOWN = 12


def written(person: Person) -> str:
    """A person as they are written into a form: unmistakable where an address is known."""
    mark = person.email or person.employee_number
    return f"{person.name} <{mark}>" if mark else person.name


def presenters_of(program: Program) -> Rows:
    """Those who present in a program's sessions that are on or to come: `person_id`, `name`."""
    coming = (LearningSession.State.PUBLISHED, LearningSession.State.LIVE)
    presented = LearningSession.objects.filter(
        program=program, state__in=coming, presenter__isnull=False
    )
    named = presented.order_by().values(person_id=F("presenter_id"), name=F("presenter__name"))
    return named.distinct()


def people_like(words: str) -> list[Person]:
    """Active people whose name or address holds the words, by name."""
    name, mark = _parts(words)
    sought = mark or name
    if not sought:
        return []
    return list(
        active_people().filter(Q(name__icontains=sought) | Q(email__icontains=sought))[:SHOWN]
    )


def people_written(words: str) -> list[Person]:
    """The active people who can be meant: exactly one when the words name one.

    A whole name or address comes before the beginning of a first or last name, and that before
    a part of either: "Anna" is Anna Berg, also where Hanna Lind works.
    """
    name, mark = _parts(words)
    if mark:
        return _first(Q(email__iexact=mark) | Q(employee_number=mark))
    return (
        _first(Q(name__iexact=name) | Q(email__iexact=name) | Q(employee_number=name))
        or _first(Q(name__istartswith=name) | Q(name__icontains=f" {name}"))
        or people_like(name)
    )


def _first(meant: Q) -> list[Person]:
    return list(active_people().filter(meant)[:SHOWN])


def _parts(words: str) -> tuple[str, str]:
    """The name and what stands in angle brackets."""
    name, _bracket, rest = " ".join(words.split()).partition("<")
    return name.strip(), rest.removesuffix(">").strip()
