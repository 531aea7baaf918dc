"""Reads about people."""

from django.db import models

from peerlearn.people.models import Membership, Person


def active_people() -> models.QuerySet[Person]:
    """Everybody who works here today."""
    return Person.objects.filter(state=Person.State.ACTIVE)


def hr_admins() -> models.QuerySet[Person]:
    """The people who are HR admins of this organization."""
    return Person.objects.filter(memberships__role=Membership.Role.HR_ADMIN)
