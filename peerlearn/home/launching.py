"""Launching a program: opening it, and publishing the drafts that were chosen, as one act."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from peerlearn.people.models import Person
from programs.actions.programs import open_program
from programs.actions.telling import tell_enrolled_soon
from programs.models import Program
from sessions.actions.drafting import publish_session
from sessions.models import LearningSession


@dataclass(frozen=True)
class Launched:
    """What a launch did."""

    program: Program
    published: int


def launch_program(
    program: Program,
    *,
    publish: Collection[UUID],
    by: Person,
    today: date,
    tell: bool = True,
    in_the_morning: bool = False,
) -> Launched:
    """Open a program and publish these of its drafts: all of it, or nothing. With `tell`
    everybody in it gets a mail that says what they take part in, `in_the_morning` where it is
    night or a weekend for them.

    Launching twice changes nothing. Raises NotReadyToOpenError, WrongStateError or
    PlanRefusedError.
    """
    with transaction.atomic():
        opened = open_program(program, by=by, today=today)
        drafts = LearningSession.objects.filter(
            program=program, id__in=publish, state=LearningSession.State.DRAFT
        )
        chosen = list(drafts)
        for draft in chosen:
            publish_session(draft, by=by)
        if tell:
            tell_enrolled_soon(opened, in_the_morning=in_the_morning)
    return Launched(opened, len(chosen))
