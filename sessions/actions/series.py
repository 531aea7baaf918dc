"""Sessions that repeat in an evergreen program: the next ones are planned by themselves.

The last one of a series is the pattern of the next. To cancel or discard it ends the series.
"""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from peerlearn.people.models import Person
from peerlearn.people.queries.holidays import days_without_sessions
from peerlearn.people.rules.holidays import open_day
from programs.models import Program
from programs.queries import accepted_facilitators
from sessions.actions.contents import copy_contents
from sessions.actions.holding import hold_room
from sessions.actions.messages import tell_leader
from sessions.actions.scheduling import create_session, leaders_of
from sessions.models import LearningSession
from sessions.queries.meeting_rooms import taken_by
from sessions.queries.series import GOING_ON, all_drafts, days_of, last_of
from sessions.rules.drafting import likely_moment
from sessions.rules.series import AHEAD, pattern_day
from sessions.rules.series_changes import AGENDA, MATERIALS
from sessions.signals import session_copied

State = LearningSession.State
KEPT = (
    "kind",
    "title",
    "description",
    "time_zone",
    "room",
    "video_url",
    "video_minutes",
    "capacity",
    "remote_capacity",
    "cancel_hours",
    "lunch_hours",
    "lunch_cost",
    "lunch_currency",
    "lunch_remote",
    "needs_approval",
)


def continue_series(series: UUID, *, now: datetime) -> list[LearningSession]:
    """Plan what follows the last session of a series, as far ahead as people may look.

    They are at the same time of day on the same clocks, none on a public holiday, with the same
    place and people who still can; people of the program see them at once where they see the last
    one. Again does nothing.
    """
    made: list[LearningSession] = []
    with transaction.atomic():
        last = last_of(series)
        if last is None:
            return made
        # Two workers at once: the second waits here, and finds the series continued.
        program = Program.objects.select_for_update().get(id=last.program_id)
        last = last_of(series)
        while last is not None and _continues(last, program, now=now):
            last = _next(program, last, now=now)
            made.append(last)
    return made


def _continues(last: LearningSession, program: Program, *, now: datetime) -> bool:
    is_on = program.is_evergreen and program.state in GOING_ON
    return is_on and last.every_weeks > 0 and last.starts_at < now + AHEAD


def _next(program: Program, last: LearningSession, *, now: datetime) -> LearningSession:
    start = _next_start(last, now=now)
    end = start + (last.ends_at - last.starts_at)
    room = hold_room(last.room, was=last)
    # Where the room is taken then, HR finds a draft, and gives it another.
    is_hidden = all_drafts(last.series) or taken_by(room, (start, end)) is not None
    made = create_session(
        program,
        by=last.created_by,
        state=State.DRAFT if is_hidden else State.PUBLISHED,
        meeting_room=None if is_hidden else room,
        starts_at=start,
        ends_at=end,
        presenter=_if_active(last.presenter),
        facilitator=_if_accepted(program, last.facilitator),
        holds_questions=last.holds_questions,
        series=last.series,
        every_weeks=last.every_weeks,
        from_week=last.from_week,
        **{name: getattr(last, name) for name in KEPT},
    )
    copy_contents(made, last, parts=(AGENDA, MATERIALS))
    session_copied.send(
        sender=LearningSession, learning_session=made, original=last, by=last.created_by
    )
    if not made.is_draft:
        for person in leaders_of(made):
            tell_leader(made, person, kind="sessions.leading")
    return made


def _next_start(last: LearningSession, *, now: datetime) -> datetime:
    """The same weekday and time of day, or from a public holiday the next working day."""
    zone, closed = ZoneInfo(last.time_zone), days_without_sessions()
    clock, start = last.starts_at.astimezone(zone).time(), last.starts_at
    day = pattern_day(days_of(last.series), every_weeks=last.every_weeks, closed=closed)
    while start <= max(now, last.starts_at):
        day += timedelta(weeks=last.every_weeks)
        start = likely_moment(open_day(day, closed), clock, zone)
    return start


def _if_active(person: Person | None) -> Person | None:
    return person if person is not None and person.state == Person.State.ACTIVE else None


def _if_accepted(program: Program, person: Person | None) -> Person | None:
    if person is None or not accepted_facilitators(program).filter(pk=person.pk).exists():
        return None
    return person
