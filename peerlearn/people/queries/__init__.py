"""Reads about people, their organizations and the org chart, by noun."""

from peerlearn.people.queries.organizations import (
    OrganizationChoice,
    organization_choices,
    organizations_of,
)
from peerlearn.people.queries.people import active_people, hr_admins
from peerlearn.people.queries.reporting_lines import managers_above, reports_below

__all__ = [
    "OrganizationChoice",
    "active_people",
    "hr_admins",
    "managers_above",
    "organization_choices",
    "organizations_of",
    "reports_below",
]
