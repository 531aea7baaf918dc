"""What sessions does when somebody leaves."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from peerlearn.people.models import Person
from peerlearn.people.signals import people_left
from programs.models import Program
from programs.signals import people_withdrawn
from sessions.actions.leaving import release_leavers, release_withdrawn


@receiver(people_left, dispatch_uid="sessions.release_leavers")
def free_seats_of_leavers(person_ids: Collection[UUID], **_kwargs: Any) -> None:
    """Who has left comes to no session."""
    release_leavers(person_ids)


@receiver(people_withdrawn, dispatch_uid="sessions.release_withdrawn")
def free_seats_of_withdrawn(
    program: Program, person_ids: Collection[UUID], by: Person, **_kwargs: Any
) -> None:
    """A program's sessions are for those who are in it."""
    release_withdrawn(program, person_ids, by=by)
