"""The organization's own list of public holidays."""

from collections.abc import Sequence
from datetime import date

from peerlearn.people.models import Person
from peerlearn.people.rules.holidays import between_years, days_at, everywhere
from peerlearn.tenancy.models import OrganizationSettings


def closed_days() -> frozenset[date]:
    """The days on which nobody works at any place."""
    return everywhere(OrganizationSettings.objects.values_list("holidays", flat=True).get())


def days_without_sessions() -> frozenset[date]:
    """The days on which we plan no session by ourselves: those, and the days between the years,
    for an organization that has no list yet.
    """
    return closed_days() | between_years()


def days_off_of(people: Sequence[Person]) -> list[frozenset[date]]:
    """For each of these people the days on which we propose nothing to them: those everywhere,
    those at their location, and the days between the years. One query.
    """
    return days_off_at([person.location for person in people])


def days_off_at(locations: Sequence[str]) -> list[frozenset[date]]:
    """The same for places: those everywhere, those there, and the days between the years."""
    text = OrganizationSettings.objects.values_list("holidays", flat=True).get()
    return [days | between_years() for days in days_at(locations, text)]
