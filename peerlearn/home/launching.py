"""Launching a program: opening it, and publishing the drafts that were chosen, as one act."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from matching.actions.publishing import tell_with_launch
from peerlearn.notifications.rules import working_hour
from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import Person
from programs.actions.long_acts import must_be_idle
from programs.actions.programs import open_program
from programs.actions.telling import tell_enrolled_soon
from programs.models import Program
from sessions.actions.drafting import publish_session
from sessions.actions.leading import gather_leading
from sessions.actions.scheduling import leaders_of
from sessions.models import LearningSession

DRAFT = Program.State.DRAFT
# The mails of pairs leave this long after the one that says what the program is.
AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Launched:
    """What a launch did."""

    program: Program
    published: int
    # of those that were published in the draft, and are told now
    pairs: int = 0


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
    night or a weekend for them. The pairs of the draft are told shortly after that.

    Launching twice changes nothing. Raises NotReadyToOpenError, PlanRefusedError, and
    WrongStateError, also while a worker still enrolls: whoever comes in after the launch would be
    told by another act's word, not by this one's `tell`.
    """
    with transaction.atomic():
        drafted = Program.objects.select_for_update().filter(id=program.id, state=DRAFT).first()
        if drafted:
            must_be_idle(drafted)
        opened = open_program(program, by=by, today=today)
        drafts = LearningSession.objects.filter(
            program=program, id__in=publish, state=LearningSession.State.DRAFT
        )
        chosen = list(drafts)
        for draft in chosen:
            publish_session(draft, by=by)
        gather_leading(opened, {one for draft in chosen for one in leaders_of(draft)})
        if tell:
            tell_enrolled_soon(opened, in_the_morning=in_the_morning)
        pairs = _tell_pairs(drafted, in_the_morning=in_the_morning) if drafted else 0
    return Launched(opened, len(chosen), pairs)


def _tell_pairs(program: Program, *, in_the_morning: bool) -> int:
    """Some minutes after the mail that says what the program is."""
    now, house = timezone.now(), house_entered().time_zone

    def due_of(person: Person) -> datetime:
        zone = ZoneInfo(person.time_zone or house)
        return AFTER + (working_hour(now, zone) if in_the_morning else now)

    return tell_with_launch(program, now=now, due_of=due_of)
