"""Planning a session, changing it, calling it off."""

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from programs.actions.moves import must_not_be_archived, must_not_be_over
from programs.actions.rechecking import recheck_soon
from programs.models import Program
from sessions.actions.booking import free_seat
from sessions.actions.filling import fill_free_seats
from sessions.actions.holding import hold_room
from sessions.actions.line_changes import reseat, tell_line_of_move
from sessions.actions.lunch import keep_order
from sessions.actions.messages import (
    tell_cancellation,
    tell_change,
    tell_leader,
)
from sessions.actions.places import close_line, leave_line
from sessions.actions.plans import Plan, PlanRefusedError, problems_of
from sessions.actions.requests import approve_all
from sessions.actions.seats import lock
from sessions.actions.series_end import end_series_at
from sessions.actions.shutting import shut_if_moved
from sessions.actions.topic_release import release_topics
from sessions.models import Booking, LearningSession, MeetingRoom, WaitlistEntry, WaitlistStep
from sessions.queries.bookings import confirmed_bookings
from sessions.queries.waitlist import concerned
from sessions.rules import planning
from sessions.rules.join_code import make_join_code

CODE_ATTEMPTS = 5
CANCELLED = WaitlistEntry.State.CANCELLED
# What a changed plan may change with it.
BESIDE_PLAN = ("meeting_room", "sequence", "booked", "remote_booked")


class SessionOverError(Exception):
    """The session is finished or cancelled, so it can't be changed any more."""

    def __str__(self) -> str:
        return _("This session is over or was cancelled. It can't be changed any more.")


def schedule_session(
    program: Program, plan: Plan, *, by: Person, as_id: UUID | None = None
) -> LearningSession:
    """Announce a session of a program, and put it into its leaders' calendars. `as_id` is its id,
    where one was made before.

    Raises PlanRefusedError with what must be mended, and ProgramOverError.
    """
    must_not_be_over(program)
    with transaction.atomic():
        room = hold_room(plan.room)
        _refuse(program, plan, room=room)
        own_id = {"id": as_id} if as_id else {}
        values = {**plan.fields(), **own_id}
        learning_session = create_session(program, by=by, meeting_room=room, **values)
        for person in leaders_of(learning_session):
            tell_leader(learning_session, person, kind="sessions.leading")
        recheck_soon(program.id)
    return learning_session


def change_session(learning_session: LearningSession, plan: Plan, *, by: Person) -> LearningSession:
    """Carry a changed plan into a session.

    Another time, title or place is told to all who are booked, and their reminders are written
    anew. A room that was opened is shut again where the session is moved far ahead. More seats go
    to the waiting list at once. The same plan again changes nothing. A draft is changed in silence,
    and may still lack a place. Raises PlanRefusedError, SessionOverError, or ProgramOverError.
    """
    with transaction.atomic():
        current = lock(learning_session)
        must_take_changes(current)
        if current.is_draft:
            return _change_draft(current, plan)
        if not current.is_on:
            raise SessionOverError
        room = hold_room(plan.room, was=current)
        _refuse(current.program, plan, current=current, room=room)
        done = carry_out(current, plan, room=room)
        if done.is_moved:
            shut_if_moved(current)
        _changeleaders_of(current, done.led_before)
        if done.is_in_calendars:
            _tell_all(current, moved=done.is_moved, stayed=done.led_before)
        if done.is_moved:
            tell_line_of_move(current)
        settle(done)
    return current


def must_take_changes(learning_session: LearningSession) -> None:
    """Sessions that a finished program has kept are changed as before; a draft of it isn't, nor
    anything in the archive. Raises ProgramOverError.
    """
    if learning_session.is_draft:
        must_not_be_over(learning_session.program)
    must_not_be_archived(learning_session.program)


@dataclass(frozen=True)
class CarriedOut:
    """A session with a changed plan: which fields changed, and who led it before."""

    session: LearningSession
    changed: frozenset[str]
    led_before: set[Person]

    @property
    def is_moved(self) -> bool:
        """Whether it is at another time."""
        return bool(self.changed & {"starts_at", "ends_at"})

    @property
    def is_in_calendars(self) -> bool:
        """Whether people's calendars have to follow."""
        return bool(self.changed & set(planning.IN_CALENDARS))


def carry_out(current: LearningSession, plan: Plan, *, room: MeetingRoom | None) -> CarriedOut:
    """Write a plan into a session, without a word. Needs the session's lock, and the room's."""
    told = plan.fields()
    changed = frozenset(name for name, value in told.items() if getattr(current, name) != value)
    led_before = leaders_of(current)
    for name, value in told.items():
        setattr(current, name, value)
    if changed & set(planning.IN_CALENDARS) or led_before != leaders_of(current):
        current.sequence += 1
    current.meeting_room = room
    reseat(current)
    current.save(update_fields=[*told, *BESIDE_PLAN])
    if "starts_at" in changed:
        keep_order(current)
    return CarriedOut(current, changed, led_before)


def settle(done: CarriedOut) -> None:
    """What follows from a carried out plan, once those concerned are told."""
    if "presenter" in done.changed:
        recheck_soon(done.session.program_id)
    if "needs_approval" in done.changed and not done.session.needs_approval:
        approve_all(done.session)
    fill_free_seats(done.session)


def cancel_session(learning_session: LearningSession, *, by: Person, reason: str) -> bool:
    """Call a session off and tell everybody who is booked, waits, or leads it.

    Returns whether this call did it: cancelling twice changes nothing. Also where the program is
    over: nobody shall wait in a room for it. Raises SessionOverError for a finished one.
    """
    with transaction.atomic():
        current = lock(learning_session)
        if current.is_cancelled:
            return False
        if not current.is_on:
            raise SessionOverError
        call_off(current, reason=reason)
        tell_cancellation(booked_in(current), waiting_in(current))
        for person in leaders_of(current):
            tell_leader(current, person, kind="sessions.cancelled")
        close_line(current)
    return True


def call_off(current: LearningSession, *, reason: str) -> None:
    """Mark a session as cancelled, without a word. Needs its lock."""
    current.state, current.cancel_reason = LearningSession.State.CANCELLED, reason
    current.sequence += 1
    current.save(update_fields=["state", "cancel_reason", "sequence"])
    end_series_at(current)
    release_topics(current)
    recheck_presenter(current)


def _change_draft(current: LearningSession, plan: Plan) -> LearningSession:
    problems = problems_of(current.program, plan, now=timezone.now(), current=current)
    problems.pop("room", None)
    if problems:
        raise PlanRefusedError(problems)
    for name, value in plan.fields().items():
        setattr(current, name, value)
    current.save(update_fields=[*plan.fields()])
    return current


def _refuse(
    program: Program,
    plan: Plan,
    *,
    room: MeetingRoom | None,
    current: LearningSession | None = None,
) -> None:
    problems = problems_of(program, plan, now=timezone.now(), current=current, room=room)
    if problems:
        raise PlanRefusedError(problems)


def recheck_presenter(learning_session: LearningSession) -> None:
    """Whoever presents a session is in the room, as long as it is on."""
    if learning_session.presenter_id:
        recheck_soon(learning_session.program_id)


def plan_of(learning_session: LearningSession) -> Plan:
    """The plan that a session carries out."""
    return Plan(**{field.name: getattr(learning_session, field.name) for field in fields(Plan)})


def create_session(program: Program, *, by: Person | None, **values: Any) -> LearningSession:
    """Write a session with a join code of its own. Checks nothing and tells nobody."""
    for _attempt in range(CODE_ATTEMPTS):
        code = make_join_code()
        if not LearningSession.objects.filter(join_code=code).exists():
            break
    return LearningSession.objects.create(program=program, join_code=code, created_by=by, **values)


def leaders_of(learning_session: LearningSession) -> set[Person]:
    """Who presents and who facilitates it."""
    leaders = (learning_session.presenter, learning_session.facilitator)
    return {person for person in leaders if person is not None}


def seat_no_leaders(learning_session: LearningSession, before: set[Person]) -> None:
    """New leaders need no seat, and ask or wait for none."""
    new = leaders_of(learning_session) - before
    for booking in booked_in(learning_session):
        if booking.person in new:
            free_seat(booking)
    for person in new:
        leave_line(learning_session, person, state=CANCELLED, kind=WaitlistStep.Kind.LEADS)


def _changeleaders_of(learning_session: LearningSession, before: set[Person]) -> None:
    """New leaders need no seat; who leads no more gets it off their calendar."""
    leaders = leaders_of(learning_session)
    seat_no_leaders(learning_session, before)
    for person in leaders - before:
        tell_leader(learning_session, person, kind="sessions.leading")
    for person in before - leaders:
        tell_leader(learning_session, person, kind="sessions.not_leading")


def _tell_all(learning_session: LearningSession, *, moved: bool, stayed: set[Person]) -> None:
    tell_change(booked_in(learning_session), moved=moved)
    for person in stayed & leaders_of(learning_session):
        tell_leader(learning_session, person, kind="sessions.changed", moved=moved)


def booked_in(learning_session: LearningSession) -> list[Booking]:
    """Who has a seat, each with this very session."""
    bookings = list(confirmed_bookings(learning_session))
    for booking in bookings:
        booking.learning_session = learning_session
    return bookings


def waiting_in(learning_session: LearningSession) -> list[WaitlistEntry]:
    """Who waits for a seat, each with this very session."""
    entries = list(concerned(learning_session))
    for entry in entries:
        entry.learning_session = learning_session
    return entries
