"""Reads about people, their organizations and the org chart, by noun."""

from peerlearn.people.queries.organizations import (
    OrganizationChoice,
    organization_choices,
    organizations_of,
)
from peerlearn.people.queries.people import active_people, hr_admins, working_members
from peerlearn.people.queries.reporting_lines import (
    ReportingLine,
    managers_above,
    reporting_lines,
    reports_below,
    reviewers_of,
)

__all__ = [
    "OrganizationChoice",
    "ReportingLine",
    "active_people",
    "hr_admins",
    "managers_above",
    "organization_choices",
    "organizations_of",
    "reporting_lines",
    "reports_below",
    "reviewers_of",
    "working_members",
]
