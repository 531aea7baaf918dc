"""Waiting for a seat, and getting it."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from peerlearn.people.models import Person
from sessions.actions.messages import confirm_seat
from sessions.actions.seats import hold_seat, leave_line, lock
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.bookings import may_attend, seats_of
from sessions.queries.waitlist import must_wait_at_door, ready_in_line
from sessions.room_channel import tell_room
from sessions.rules.room import why_closed
from sessions.rules.seats import (
    NotEnrolledError,
    SeatFreeError,
    SessionLedError,
    why_no_booking,
)


def join_waitlist(
    learning_session: LearningSession, *, person: Person, by: Person
) -> WaitlistEntry | None:
    """Put a person at the end of the line of a full session; who is in it keeps their place.

    Returns None for somebody who has a seat. Raises a SeatRefusedError when there is a free seat
    to book, or none to wait for.
    """
    with transaction.atomic():
        learning_session = lock(learning_session)
        refusal = why_no_booking(
            is_on=learning_session.is_on,
            is_cancelled=learning_session.is_cancelled,
            is_led=learning_session.is_led_by(person),
            starts_at=learning_session.starts_at,
            now=timezone.now(),
        )
        if refusal is not None:
            raise refusal
        if not may_attend(person, learning_session):
            raise NotEnrolledError
        if seats_of(person).filter(learning_session=learning_session).exists():
            return None
        if not learning_session.is_full:
            raise SeatFreeError
        entry, _new = WaitlistEntry.objects.get_or_create(
            learning_session=learning_session, person=person, state=WaitlistEntry.State.WAITING
        )
        return entry


def wait_at_door(
    learning_session: LearningSession, *, person: Person, by: Person
) -> WaitlistEntry | None:
    """Put somebody who finds an open room full, or others waiting for what is free, at the end of
    its line, where the facilitator sees them; who is in it keeps their place.

    Returns None for somebody for whom there is a seat after all. Raises RoomNotOpenError,
    RoomOverError, NotEnrolledError or SessionLedError.
    """
    with transaction.atomic():
        room = lock(learning_session)
        refusal = why_closed(room.state)
        if refusal is not None:
            raise refusal
        if room.is_led_by(person):
            raise SessionLedError
        if not may_attend(person, room):
            raise NotEnrolledError
        if not must_wait_at_door(person, room):
            return None
        entry, _new = WaitlistEntry.objects.get_or_create(
            learning_session=room, person=person, state=WaitlistEntry.State.WAITING
        )
        tell_room(room, "attendance")
        return entry


def leave_waitlist(learning_session: LearningSession, *, person: Person, by: Person) -> bool:
    """Take a person out of the line; whether they were in it."""
    return leave_line(learning_session, person, state=WaitlistEntry.State.CANCELLED)


def fill_free_seats(learning_session: LearningSession) -> list[Booking]:
    """Give the free seats to the first in line who have nothing else then, and tell them.

    Never after the start. Needs the session's lock, and brings its counter up to date.
    """
    promoted: list[Booking] = []
    if not learning_session.is_on or timezone.now() >= learning_session.starts_at:
        return promoted
    while len(promoted) < learning_session.seats_left and (entry := _next_in(learning_session)):
        leave_line(learning_session, entry.person, state=WaitlistEntry.State.ACCEPTED)
        booking = hold_seat(learning_session, entry.person)
        if booking is not None:
            confirm_seat(booking, kind="sessions.promoted")
            promoted.append(booking)
    LearningSession.objects.filter(pk=learning_session.pk).update(
        booked=F("booked") + len(promoted)
    )
    learning_session.booked += len(promoted)
    return promoted


def _next_in(learning_session: LearningSession) -> WaitlistEntry | None:
    """The first in line who has nothing else then, locked against a seat elsewhere."""
    ready = ready_in_line(learning_session)
    while entry := ready.first():
        # Two sessions at one time may reach the same person at once: one waits here, then looks
        # again.
        Person.objects.select_for_update(no_key=True).get(pk=entry.person_id)
        if ready.filter(pk=entry.pk).exists():
            return entry
    return None
