"""What matching does when somebody leaves, a program is made, or a topic becomes sensitive."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from matching.actions.ending import end_matches_of_leavers, end_matches_of_withdrawn
from matching.actions.hiding import hide_topics
from matching.actions.preferences import copy_preferences, set_preferences
from peerlearn.people.models import Person
from peerlearn.people.signals import people_left, topics_hidden
from programs.catalogue.shapes import ProgramTemplate
from programs.models import Program
from programs.signals import people_withdrawn, program_copied, program_made_from_template


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


@receiver(program_made_from_template, dispatch_uid="matching.take_from_template")
def take_from_template(
    program: Program, template: ProgramTemplate, by: Person, **_kwargs: Any
) -> None:
    """A program from a template that pairs people has its weights."""
    if template.weights:
        set_preferences(program, template.weights, by=by)


@receiver(program_copied, dispatch_uid="matching.take_from_original")
def take_from_original(program: Program, original: Program, by: Person, **_kwargs: Any) -> None:
    """A copied program has the weights of its original."""
    copy_preferences(program, original, by=by)


@receiver(topics_hidden, dispatch_uid="matching.hide_topics")
def hide_topics_in_reasons(names: Collection[str], **_kwargs: Any) -> None:
    """What became sensitive is in no reason any more."""
    hide_topics(names)
