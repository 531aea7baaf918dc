"""What matching does when somebody leaves, a program is made, or a topic becomes sensitive."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.utils import timezone

from matching.actions.circle_facilitating import end_facilitating_of
from matching.actions.circle_places import leave_circles_of
from matching.actions.circle_plan import copy_circle_plan, plan_circles
from matching.actions.coffee_gaps import mend_coffees_of
from matching.actions.ending import end_matches_of_leavers, end_matches_of_withdrawn
from matching.actions.freeing import free_leavers, free_withdrawn
from matching.actions.hiding import hide_topics
from matching.actions.offers import end_requests_of_gone
from matching.actions.pausing import pause_matches_of, resume_matches_of
from matching.actions.rules import copy_rules, set_rules
from matching.queries.requests import programs_with_requests_of
from matching.rules.configuration import USUAL_HARD, RuleSet
from peerlearn.people.models import Person
from peerlearn.people.signals import people_left, topics_hidden
from programs.catalogue.shapes import ProgramTemplate
from programs.models import Enrollment, Program
from programs.signals import (
    people_withdrawn,
    person_paused,
    person_resumed,
    program_copied,
    program_made_from_template,
)


@receiver(people_left, dispatch_uid="matching.end_matches_of_leavers")
def end_matches_with_leavers(person_ids: Collection[UUID], **_kwargs: Any) -> None:
    """Who has left is nobody's mentor or mentee."""
    end_matches_of_leavers(person_ids)


@receiver(people_left, dispatch_uid="matching.end_requests_of_leavers")
def end_requests_with_leavers(person_ids: Collection[UUID], **_kwargs: Any) -> None:
    """Who has left asks nobody, and whoever asked them asks the next one."""
    for program in programs_with_requests_of(person_ids):
        end_requests_of_gone(program, person_ids)


@receiver(people_withdrawn, dispatch_uid="matching.end_requests_of_withdrawn")
def end_requests_with_withdrawn(
    program: Program, person_ids: Collection[UUID], **_kwargs: Any
) -> None:
    """The same for those who are no longer in the program."""
    end_requests_of_gone(program, person_ids)


@receiver(people_withdrawn, dispatch_uid="matching.end_matches_of_withdrawn")
def end_matches_with_withdrawn(
    program: Program, person_ids: Collection[UUID], **_kwargs: Any
) -> None:
    """A match is one of a mentor and a mentee of its program."""
    end_matches_of_withdrawn(program, person_ids)


@receiver(person_paused, dispatch_uid="matching.pause_matches")
def pause_matches(enrollment: Enrollment, returns_on: date, today: date, **_kwargs: Any) -> None:
    """Who takes a break from the program takes it from their pairs there."""
    pause_matches_of(
        enrollment.program,
        enrollment.person_id,
        enrollment.role,
        returns_on=returns_on,
        today=today,
    )


@receiver(person_resumed, dispatch_uid="matching.resume_matches")
def resume_matches(enrollment: Enrollment, **_kwargs: Any) -> None:
    """Who is back is back in their pairs."""
    resume_matches_of(enrollment.program, enrollment.person_id, enrollment.role)


@receiver(program_made_from_template, dispatch_uid="matching.take_from_template")
def take_from_template(
    program: Program, template: ProgramTemplate, by: Person, **_kwargs: Any
) -> None:
    """A program from a template that pairs people has its rules, one of circles their plan."""
    if template.circles:
        plan_circles(program, size=template.circles, by=by)
    if template.weights:
        hard = USUAL_HARD if template.hard is None else template.hard
        set_rules(program, RuleSet(dict(hard), dict(template.weights)), by=by)


@receiver(program_copied, dispatch_uid="matching.take_from_original")
def take_from_original(program: Program, original: Program, by: Person, **_kwargs: Any) -> None:
    """A copied program has the weights of its original, and its plan of circles."""
    copy_rules(program, original, by=by)
    copy_circle_plan(program, original, by=by)


@receiver(topics_hidden, dispatch_uid="matching.hide_topics")
def hide_topics_in_reasons(names: Collection[str], **_kwargs: Any) -> None:
    """What became sensitive is in no reason any more."""
    hide_topics(names)


@receiver(people_left, dispatch_uid="matching.mend_coffees_of_leavers")
def mend_coffees_with_leavers(person_ids: Collection[UUID], **_kwargs: Any) -> None:
    """Nobody waits over a coffee for who has left."""
    mend_coffees_of(person_ids)


@receiver(people_withdrawn, dispatch_uid="matching.mend_coffees_of_withdrawn")
def mend_coffees_with_withdrawn(
    program: Program, person_ids: Collection[UUID], **_kwargs: Any
) -> None:
    """The same for those who are no longer in the program."""
    mend_coffees_of(person_ids, program)


@receiver(person_paused, dispatch_uid="matching.mend_coffees_of_paused")
def mend_coffees_with_paused(enrollment: Enrollment, **_kwargs: Any) -> None:
    """The same for who takes a break."""
    mend_coffees_of([enrollment.person_id], enrollment.program)


@receiver(people_left, dispatch_uid="matching.leave_circles_of_leavers")
def leave_circles_with_leavers(person_ids: Collection[UUID], **_kwargs: Any) -> None:
    """Who has left frees their place in a circle."""
    leave_circles_of(person_ids, None, now=timezone.now())


@receiver(people_left, dispatch_uid="matching.end_facilitating_of_leavers")
def end_facilitating_with_leavers(person_ids: Collection[UUID], **_kwargs: Any) -> None:
    """Who has left facilitates no circle."""
    end_facilitating_of(person_ids)


@receiver(people_withdrawn, dispatch_uid="matching.leave_circles_of_withdrawn")
def leave_circles_with_withdrawn(
    program: Program, person_ids: Collection[UUID], **_kwargs: Any
) -> None:
    """The same for those who are no longer in the program."""
    leave_circles_of(person_ids, program, now=timezone.now())


@receiver(people_left, dispatch_uid="matching.free_pairs_of_leavers")
def free_pairs_with_leavers(person_ids: Collection[UUID], **_kwargs: Any) -> None:
    """Nobody is fixed with who has left."""
    free_leavers(person_ids)


@receiver(people_withdrawn, dispatch_uid="matching.free_pairs_of_withdrawn")
def free_pairs_with_withdrawn(
    program: Program, person_ids: Collection[UUID], **_kwargs: Any
) -> None:
    """The same for those who are no longer in the program."""
    free_withdrawn(program, person_ids)
