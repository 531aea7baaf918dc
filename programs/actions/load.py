"""How much a person wants to give at most."""

from decimal import Decimal

from peerlearn.people.models import Person


def set_own_budget(person: Person, hours: Decimal | None) -> Person:
    """Say it in hours a month; None is as much as the organization says."""
    Person.objects.filter(id=person.id).update(load_budget=hours)
    person.load_budget = hours
    return person
