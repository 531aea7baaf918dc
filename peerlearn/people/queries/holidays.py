"""The organization's own list of public holidays."""

from datetime import date

from peerlearn.people.rules.holidays import everywhere
from peerlearn.tenancy.models import OrganizationSettings


def closed_days() -> frozenset[date]:
    """The days on which nobody works at any place."""
    return everywhere(OrganizationSettings.objects.values_list("holidays", flat=True).get())
