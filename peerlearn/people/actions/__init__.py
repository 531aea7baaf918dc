"""Writes about people and their organizations, by noun."""

from peerlearn.people.actions.invitations import accept_invitation, invite_people
from peerlearn.people.actions.logins import make_login
from peerlearn.people.actions.members import add_member, make_hr_admin, unmake_hr_admin
from peerlearn.people.actions.organizations import (
    change_settings,
    found_organization,
    lock_settings,
)

__all__ = [
    "accept_invitation",
    "add_member",
    "change_settings",
    "found_organization",
    "invite_people",
    "lock_settings",
    "make_hr_admin",
    "make_login",
    "unmake_hr_admin",
]
