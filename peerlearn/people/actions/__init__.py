"""Writes about people and their organizations, by noun."""

from peerlearn.people.actions.members import add_member, make_hr_admin, unmake_hr_admin
from peerlearn.people.actions.organizations import change_settings, found_organization

__all__ = [
    "add_member",
    "change_settings",
    "found_organization",
    "make_hr_admin",
    "unmake_hr_admin",
]
