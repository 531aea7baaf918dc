"""Writes about people and their organizations, by noun."""

from peerlearn.people.actions.members import add_member
from peerlearn.people.actions.organizations import found_organization

__all__ = ["add_member", "found_organization"]
