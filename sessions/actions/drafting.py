"""Sessions that nobody but HR sees yet: drafting, publishing and discarding them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from peerlearn.people.models import Person
from peerlearn.people.queries.holidays import days_without_sessions
from peerlearn.tenancy.ids import uuid7
from peerlearn.tenancy.models import OrganizationSettings
from programs.actions.moves import must_not_be_over
from programs.catalogue.shapes import ProgramTemplate, SessionOutline
from programs.models import Program
from sessions.actions.contents import copy_contents
from sessions.actions.holding import hold_room
from sessions.actions.messages import tell_leader
from sessions.actions.plans import PlanRefusedError, problems_of
from sessions.actions.proposal_mails import tell_voters
from sessions.actions.scheduling import (
    SessionOverError,
    create_session,
    leaders_of,
    plan_of,
    recheck_presenter,
)
from sessions.actions.seats import lock
from sessions.actions.series_end import end_series_at
from sessions.actions.topic_release import release_topics
from sessions.models import LearningSession
from sessions.rules.drafting import likely_moment, moved
from sessions.rules.lunch import LUNCH_HOURS
from sessions.rules.planning import Sentence
from sessions.rules.seats import CANCEL_HOURS
from sessions.rules.series_changes import AGENDA, MATERIALS
from sessions.signals import session_copied, session_outlined

State = LearningSession.State
Problems = dict[str, Sentence]


def draft_outlined_sessions(
    program: Program, template: ProgramTemplate, *, by: Person
) -> list[LearningSession]:
    """Draft the sessions of a template, at lunch time in the organization's zone.

    They have no place yet; each is told upward, so that its knowledge check is written.
    """
    settings = OrganizationSettings.objects.get()
    zone, closed = ZoneInfo(settings.time_zone), days_without_sessions()
    drafts = []
    for outline in template.sessions:
        day = outline.day(program.starts_on, closed)
        draft = _draft_outlined(program, outline, day, zone, by=by)
        session_outlined.send(
            sender=LearningSession, learning_session=draft, outline=outline, by=by
        )
        drafts.append(draft)
    return drafts


def _draft_outlined(
    program: Program, outline: SessionOutline, day: date, zone: ZoneInfo, *, by: Person
) -> LearningSession:
    start = likely_moment(day, outline.clock, zone)
    repeats = bool(outline.every) and program.is_evergreen
    return create_session(
        program,
        by=by,
        state=State.DRAFT,
        kind=outline.kind,
        title=str(outline.title),
        description=str(outline.agenda),
        starts_at=start,
        ends_at=start + timedelta(minutes=outline.minutes),
        time_zone=zone.key,
        capacity=outline.seats,
        cancel_hours=CANCEL_HOURS.get(outline.kind, 0),
        lunch_hours=LUNCH_HOURS.get(outline.kind, 0),
        series=uuid7() if repeats else None,
        every_weeks=outline.every if repeats else 0,
        from_week=outline.week if repeats else 0,
    )


def copy_sessions(
    program: Program, original: Program, *, days: int, with_people: bool, by: Person
) -> list[LearningSession]:
    """Draft a copied program's sessions, `days` later at the same time of day on their clocks;
    none comes from a working day to a weekend, or to a public holiday of all places.

    Those that were called off stay behind, and so do seats and whoever facilitated: they accept
    each program afresh. Presenters come along `with_people` unless they have left.
    """
    found = LearningSession.objects.filter(program=original).exclude(state=State.CANCELLED)
    copies = []
    series: dict[UUID, UUID] = defaultdict(uuid7)
    closed = days_without_sessions()
    for old in found.select_related("presenter"):
        zone = ZoneInfo(old.time_zone)
        start = moved(old.starts_at, zone, days=days, last_day=program.ends_on, closed=closed)
        copy = _copy(program, old, start=start, with_people=with_people, by=by)
        if old.series is not None and program.is_evergreen:
            copy.series = series[old.series]
            copy.every_weeks, copy.from_week = old.every_weeks, old.from_week
            copy.save(update_fields=["series", "every_weeks", "from_week"])
        copy_contents(copy, old, parts=(AGENDA, MATERIALS))
        session_copied.send(sender=LearningSession, learning_session=copy, original=old, by=by)
        copies.append(copy)
    return copies


def _copy(
    program: Program, old: LearningSession, *, start: datetime, with_people: bool, by: Person
) -> LearningSession:
    presenter = old.presenter if with_people else None
    if presenter is not None and presenter.state != Person.State.ACTIVE:
        presenter = None
    fields = plan_of(old).fields() | {
        "presenter": presenter,
        "facilitator": None,
        "starts_at": start,
        "ends_at": start + (old.ends_at - old.starts_at),
    }
    return create_session(
        program, by=by, state=State.DRAFT, holds_questions=old.holds_questions, **fields
    )


def place_drafts(program: Program, *, room: str, video_url: str, by: Person) -> int:
    """Give the same place to all drafts of a program that have none; a video link alone also to
    those that have a room alone. Returns how many. Raises ProgramOverError.
    """
    must_not_be_over(program)
    drafts = LearningSession.objects.filter(program=program, state=State.DRAFT, video_url="")
    if room:
        drafts = drafts.filter(room="")
        return drafts.update(room=room, video_url=video_url)
    return drafts.update(video_url=video_url)


def seat_drafts(program: Program, session_ids: Collection[UUID], *, seats: int, by: Person) -> int:
    """Give drafts of a program so many seats; those whose seats are divided between the room and
    the video stay as they are. Returns how many. Raises ProgramOverError.
    """
    must_not_be_over(program)
    drafts = LearningSession.objects.filter(
        program=program, id__in=session_ids, state=State.DRAFT, remote_capacity=None
    )
    return drafts.filter(booked__lte=seats).update(capacity=seats)


def publish_session(learning_session: LearningSession, *, by: Person) -> LearningSession:
    """Show a draft to the people of its program, and put it into its leaders' calendars.

    Publishing twice changes nothing. Raises PlanRefusedError with what must be mended,
    SessionOverError or ProgramOverError.
    """
    with transaction.atomic():
        current = lock(learning_session)
        if current.is_on:
            return current
        must_not_be_over(current.program)
        if not current.is_draft:
            raise SessionOverError
        current.meeting_room = hold_room(current.room)
        if problems := publishing_problems(current, now=timezone.now()):
            raise PlanRefusedError(problems)
        current.state = State.PUBLISHED
        current.save(update_fields=["state", "meeting_room"])
        recheck_presenter(current)
        for person in leaders_of(current):
            tell_leader(current, person, kind="sessions.leading")
        tell_voters(current)
    return current


def publishing_problems(learning_session: LearningSession, *, now: datetime) -> Problems:
    """What keeps a draft from being published, a sentence by field."""
    return problems_of(
        learning_session.program,
        plan_of(learning_session),
        now=now,
        room=learning_session.meeting_room,
    )


def discard_draft(learning_session: LearningSession, *, by: Person) -> bool:
    """Take away a draft, which nobody has seen. Returns whether this call did it.

    Raises SessionOverError for one that was published: it can be cancelled; and ProgramOverError.
    """
    with transaction.atomic():
        current = LearningSession.objects.select_for_update().filter(id=learning_session.id).first()
        if current is None:
            return False
        must_not_be_over(current.program)
        if not current.is_draft:
            raise SessionOverError
        end_series_at(current)
        release_topics(current)
        current.delete()
    return True
