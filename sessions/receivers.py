"""What sessions does when people leave or come to facilitate, and when a program is made."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from peerlearn.people.models import Person
from peerlearn.people.signals import people_left
from programs.catalogue.shapes import ProgramTemplate
from programs.models import FacilitatorNomination, Program
from programs.signals import (
    SessionsTaken,
    facilitator_accepted,
    facilitator_stopped,
    people_withdrawn,
    program_copied,
    program_made_from_template,
)
from sessions.actions.drafting import copy_sessions, draft_outlined_sessions
from sessions.actions.facilitating import hand_over_sessions, take_open_sessions
from sessions.actions.leaving import release_leavers, release_withdrawn
from sessions.actions.lunch import forget_needs
from sessions.actions.reminders import copy_plans


@receiver(people_left, dispatch_uid="sessions.release_leavers")
def free_seats_of_leavers(person_ids: Collection[UUID], **_kwargs: Any) -> None:
    """Who has left comes to no session, and what they eat is forgotten."""
    release_leavers(person_ids)
    forget_needs(person_ids)


@receiver(people_withdrawn, dispatch_uid="sessions.release_withdrawn")
def free_seats_of_withdrawn(
    program: Program, person_ids: Collection[UUID], by: Person, **_kwargs: Any
) -> None:
    """A program's sessions are for those who are in it."""
    release_withdrawn(program, person_ids, by=by)


@receiver(program_made_from_template, dispatch_uid="sessions.draft_from_template")
def draft_from_template(
    program: Program, template: ProgramTemplate, by: Person, **_kwargs: Any
) -> None:
    """A program from a template has its sessions as drafts."""
    draft_outlined_sessions(program, template, by=by)


@receiver(program_copied, dispatch_uid="sessions.draft_from_original")
def draft_from_original(
    program: Program,
    original: Program,
    by: Person,
    *,
    days: int,
    with_people: bool,
    **_kwargs: Any,
) -> None:
    """A copied program has the sessions of its original as drafts."""
    copy_sessions(program, original, days=days, with_people=with_people, by=by)
    copy_plans(program, original, by=by)


@receiver(facilitator_accepted, dispatch_uid="sessions.take_open_sessions")
def give_open_sessions(
    nomination: FacilitatorNomination, now: datetime, **_kwargs: Any
) -> SessionsTaken:
    """Whoever accepts runs the sessions that nobody runs."""
    return take_open_sessions(nomination.program, nomination.person, now=now)


@receiver(facilitator_stopped, dispatch_uid="sessions.hand_over_sessions")
def hand_over(
    nomination: FacilitatorNomination, now: datetime, by: Person, **_kwargs: Any
) -> SessionsTaken:
    """Whoever facilitates no longer runs no session to come."""
    return hand_over_sessions(nomination.program, nomination.person, by=by, now=now)
