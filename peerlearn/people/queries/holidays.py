"""The organization's own list of public holidays."""

from datetime import date

from peerlearn.people.rules.holidays import between_years, everywhere
from peerlearn.tenancy.models import OrganizationSettings


def closed_days() -> frozenset[date]:
    """The days on which nobody works at any place."""
    return everywhere(OrganizationSettings.objects.values_list("holidays", flat=True).get())


def days_without_sessions() -> frozenset[date]:
    """The days on which we plan no session by ourselves: those, and the days between the years,
    for an organization that has no list yet.
    """
    return closed_days() | between_years()
