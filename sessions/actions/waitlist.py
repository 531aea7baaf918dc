"""Waiting for a seat, and getting it."""

from django.db import transaction
from django.utils import timezone

from peerlearn.people.models import Person
from sessions.actions.messages import confirm_seat
from sessions.actions.seats import add_seats, hold_seat, leave_line, lock, move_seat
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.bookings import may_attend, seats_of
from sessions.queries.waitlist import must_wait_at_door, ready_in_line
from sessions.room_channel import tell_room
from sessions.rules.modes import EITHER, fitting
from sessions.rules.room import why_closed
from sessions.rules.seats import (
    NotEnrolledError,
    SeatFreeError,
    SessionLedError,
    why_no_booking,
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
        mode = mode if learning_session.seats.are_separate else EITHER
        seat = seats_of(person).filter(learning_session=learning_session).first()
        if seat is not None and (mode in (EITHER, seat.mode) or not seat.can_be_given_back):
            return None
        if learning_session.seats.left(mode) > 0:
            raise SeatFreeError
        return _in_line(learning_session, person, mode)


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
        entry = _in_line(room, person, EITHER)
        tell_room(room, "attendance")
        return entry


def leave_waitlist(learning_session: LearningSession, *, person: Person, by: Person) -> bool:
    """Take a person out of the line; whether they were in it."""
    return leave_line(learning_session, person, state=WaitlistEntry.State.CANCELLED)


def fill_free_seats(learning_session: LearningSession) -> list[Booking]:
    """Give the free seats to the first in line who have nothing else then, and tell them.

    Never after the start. Needs the session's lock, and brings its counters up to date.
    """
    promoted: list[Booking] = []
    if not learning_session.is_on or timezone.now() >= learning_session.starts_at:
        return promoted
    while found := _next_free(learning_session):
        booking = _seat(learning_session, *found)
        if booking is not None:
            confirm_seat(booking, kind="sessions.promoted")
            promoted.append(booking)
    return promoted


def _next_free(learning_session: LearningSession) -> tuple[WaitlistEntry, str] | None:
    """Who gets the next free seat, and of which mode; None when nobody does."""
    for pool in learning_session.seats.pools:
        if learning_session.seats.left(pool) > 0 and (entry := _next_in(learning_session, pool)):
            return entry, fitting(pool or entry.mode, learning_session.mode)
    return None


def _next_in(learning_session: LearningSession, pool: str) -> WaitlistEntry | None:
    """The first in line who has nothing else then, locked against a seat elsewhere."""
    ready = ready_in_line(learning_session, pool)
    while entry := ready.first():
        # Two sessions at one time may reach the same person at once: one waits here, then looks
        # again.
        Person.objects.select_for_update(no_key=True).get(pk=entry.person_id)
        if ready.filter(pk=entry.pk).exists():
            return entry
    return None


def _seat(learning_session: LearningSession, entry: WaitlistEntry, mode: str) -> Booking | None:
    """Seat somebody in line, or move the seat that they have; None if they sit there already."""
    leave_line(learning_session, entry.person, state=WaitlistEntry.State.ACCEPTED)
    booking = Booking.objects.filter(
        learning_session=learning_session, person=entry.person, state=Booking.State.CONFIRMED
    ).first()
    if booking is None:
        add_seats(learning_session, mode)
        return hold_seat(learning_session, entry.person, mode)
    if booking.mode == mode:
        return None
    booking.learning_session, booking.person = learning_session, entry.person
    move_seat(booking, mode)
    return booking


def _in_line(learning_session: LearningSession, person: Person, mode: str) -> WaitlistEntry:
    entry, is_new = WaitlistEntry.objects.get_or_create(
        learning_session=learning_session,
        person=person,
        state=WaitlistEntry.State.WAITING,
        defaults={"mode": mode},
    )
    if not is_new and entry.mode != mode:
        entry.mode = mode
        entry.save(update_fields=["mode"])
    return entry
