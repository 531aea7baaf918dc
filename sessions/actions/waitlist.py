"""Joining and leaving the line for a seat."""

from django.db import transaction
from django.utils import timezone

from peerlearn.people.models import Person
from sessions.actions.filling import fill_free_seats
from sessions.actions.places import leave_line, take_place
from sessions.actions.seats import lock
from sessions.models import LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.bookings import may_attend, seats_of, why_refused
from sessions.queries.rooms import why_shut_to
from sessions.queries.waitlist import must_wait_at_door
from sessions.room_channel import tell_room
from sessions.rules.modes import EITHER
from sessions.rules.seats import (
    ApprovalNeededError,
    NotEnrolledError,
    SeatFreeError,
    SessionLedError,
)


def join_waitlist(
    learning_session: LearningSession, *, person: Person, by: Person, mode: str = EITHER
) -> WaitlistEntry | None:
    """Put a person at the end of the line of a full session; who is in it keeps their place, also
    when they now wait for another kind of seat. `mode` is the one, EITHER the first of both.

    Returns None for somebody who has a seat; who has one by video can wait for the room, or the
    other way round. Raises a SeatRefusedError when there is a free seat to book, or none to wait
    for.
    """
    with transaction.atomic():
        learning_session = lock(learning_session)
        refusal = why_refused(learning_session, person, now=timezone.now())
        if refusal is not None:
            raise refusal
        if not may_attend(person, learning_session):
            raise NotEnrolledError
        mode = mode if learning_session.seats.are_separate else EITHER
        seat = seats_of(person).filter(learning_session=learning_session).first()
        if seat is not None and (mode in (EITHER, seat.mode) or not seat.can_be_given_back):
            return None
        if learning_session.needs_approval and seat is None:
            raise ApprovalNeededError
        if learning_session.seats.left(mode) > 0:
            raise SeatFreeError
        return take_place(learning_session, person, mode, by=by)


def wait_at_door(
    learning_session: LearningSession, *, person: Person, by: Person
) -> WaitlistEntry | None:
    """Put somebody who finds an open room full, or others waiting for what is free, at the end of
    its line, where the facilitator sees them; who is in it keeps their place.

    Returns None for somebody for whom there is a seat after all. Raises RoomNotOpenError,
    RoomOverError, TooLateError, NotApprovedError, NotEnrolledError or SessionLedError.
    """
    with transaction.atomic():
        room = lock(learning_session)
        refusal = why_shut_to(person, room, now=timezone.now())
        if refusal is not None:
            raise refusal
        if room.is_led_by(person):
            raise SessionLedError
        if not may_attend(person, room):
            raise NotEnrolledError
        if not must_wait_at_door(person, room):
            return None
        entry = take_place(room, person, EITHER, by=by)
        tell_room(room, "attendance")
        return entry


def leave_waitlist(learning_session: LearningSession, *, person: Person, by: Person) -> bool:
    """Take a person out of the line; whether they were in it. A seat that was kept for them goes
    on to the next.
    """
    with transaction.atomic():
        learning_session = lock(learning_session)
        left = leave_line(
            learning_session,
            person,
            state=WaitlistEntry.State.CANCELLED,
            kind=WaitlistStep.Kind.LEFT,
            by=by,
        )
        if left:
            fill_free_seats(learning_session)
    return left
