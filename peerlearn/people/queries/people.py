"""Reads about people."""

from collections.abc import Collection
from typing import Any, TypeAlias
from uuid import UUID

from django.db import models

from peerlearn.people.models import Membership, Person

PersonIds: TypeAlias = "Collection[UUID] | models.QuerySet[Any, UUID]"
"""Whom a query asks about: ids, or a question of its own for them."""


def active_people() -> models.QuerySet[Person]:
    """Everybody who works here today."""
    return Person.objects.filter(state=Person.State.ACTIVE)


def working_members() -> models.QuerySet[Membership]:
    """The memberships that let in: who has left keeps theirs, and it opens nothing."""
    return Membership.objects.filter(person__state=Person.State.ACTIVE)


def hr_admins() -> models.QuerySet[Person]:
    """The people who work here and are HR admins of this organization."""
    return active_people().filter(memberships__role=Membership.Role.HR_ADMIN)
