"""How the messages of a plan will read, with a real session as the example."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.notifications.links import absolute
from peerlearn.notifications.texts import Words, house_entered, words_of
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from sessions.actions.reminders import BadPlanError, words_of_step
from sessions.calendar_entries import page_of
from sessions.models import LearningSession
from sessions.queries.reminders import sessions_under
from sessions.rules.reminding import KINDS, Step, leaves_at, step_name, step_problems


@dataclass(frozen=True)
class Leaving:
    """When a message goes, for the next session that it is written for."""

    name: str
    at: datetime
    is_past: bool


def leavings(
    steps: Sequence[Step], example: LearningSession | None, *, now: datetime
) -> list[Leaving]:
    """When each message of a plan goes for a session, in the order in which they go; none where no
    session is to come.
    """
    if example is None:
        return []
    times = [(leaves_at(one, example.starts_at, example.ends_at), one) for one in steps]
    return [
        Leaving(step_name(step), at, at <= now)
        for at, step in sorted(times, key=lambda pair: pair[0])
    ]


def next_under(sessions: Sequence[LearningSession]) -> LearningSession | None:
    """The next of the sessions that a plan is for."""
    return min(sessions, key=lambda one: one.starts_at, default=None)


def previews(
    program: Program, kind: str, steps: Sequence[Step], *, reader: Person
) -> list[tuple[Step, Words]]:
    """Each message of a plan as the reader would get it, in their zone. Raises BadPlanError."""
    problems = step_problems(steps)
    if problems:
        raise BadPlanError(problems)
    example, house = _example(program, kind), house_entered()
    page = page_of(example)
    context = {
        "learning_session": example,
        "list_link": absolute(org_reverse(program.organization, "sessions:list")),
        "cancel_link": absolute(page),
    }
    return [
        (
            step,
            words_of_step(step, example, reader, house, give_back=absolute(page))
            or words_of(KINDS[step.moment], to=reader, context=context, link=page, house=house),
        )
        for step in steps
    ]


def _example(program: Program, kind: str) -> LearningSession:
    """The next session that the plan is for; without one, a session that isn't stored."""
    if coming := next_under(sessions_under(program.id, kind)):
        return coming
    start = (timezone.now() + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
    return LearningSession(
        program=program,
        title=_("Example session"),
        kind=kind or LearningSession.Kind.LUNCH_AND_LEARN,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        room=_("Room 4"),
    )
