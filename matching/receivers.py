"""What matching does when somebody leaves."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from matching.actions.ending import end_matches_of_leavers, end_matches_of_withdrawn
from peerlearn.people.signals import people_left
from programs.models import Program
from programs.signals import people_withdrawn


@receiver(people_left, dispatch_uid="matching.end_matches_of_leavers")
def end_matches_with_leavers(person_ids: Collection[UUID], **_kwargs: Any) -> None:
    """Who has left is nobody's mentor or mentee."""
    end_matches_of_leavers(person_ids)


@receiver(people_withdrawn, dispatch_uid="matching.end_matches_of_withdrawn")
def end_matches_with_withdrawn(
    program: Program, person_ids: Collection[UUID], **_kwargs: Any
) -> None:
    """A match is one of a mentor and a mentee of its program."""
    end_matches_of_withdrawn(program, person_ids)
