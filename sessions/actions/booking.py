"""Booking a seat and giving it back."""

from django.db import transaction
from django.utils import timezone

from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from sessions.actions.messages import confirm_seat, tell_seat_given_back
from sessions.actions.seats import count_seat, hold_seat, leave_line, lock, uncount_seat
from sessions.actions.waitlist import fill_free_seats
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.bookings import may_attend, seats_of
from sessions.rules.seats import (
    NotEnrolledError,
    SeatUsedError,
    SessionFullError,
    SessionStartedError,
    why_no_booking,
)


def book_seat(learning_session: LearningSession, *, person: Person, by: Person) -> Booking:
    """Give a person a seat. Who has one keeps it: a second click changes nothing.

    Raises a SeatRefusedError when the session is full, past, cancelled or not for this person.
    """
    _refuse(learning_session, person)
    if not may_attend(person, learning_session):
        raise NotEnrolledError
    booking = _take_seat(learning_session, person, by)
    return booking or _held_seat(learning_session, person)


def cancel_booking(booking: Booking, *, by: Person | None) -> Booking:
    """Give a seat back; the first in line who is free then gets it at once.

    `by` is None for the link in a mail. Cancelling twice changes nothing. Raises a
    SeatRefusedError after the start, or once somebody was checked in.
    """
    with transaction.atomic():
        learning_session = lock(booking.learning_session)
        booking = Booking.objects.select_related("person").get(pk=booking.pk)
        booking.learning_session = learning_session
        if booking.state == Booking.State.CANCELLED:
            return booking
        if timezone.now() >= learning_session.starts_at:
            raise SessionStartedError
        if booking.state != Booking.State.CONFIRMED or booking.checked_in_at is not None:
            raise SeatUsedError
        free_seat(booking)
        tell_seat_given_back(booking, by=by)
        fill_free_seats(learning_session)
    return booking


def free_seat(booking: Booking) -> None:
    """Free the seat of a confirmed booking, without a word. Needs the session's lock."""
    booking.state, booking.revision = Booking.State.CANCELLED, booking.revision + 1
    booking.save(update_fields=["state", "revision"])
    uncount_seat(booking.learning_session)
    cancel_notifications(cause=str(booking.id))


def _refuse(learning_session: LearningSession, person: Person) -> None:
    refusal = why_no_booking(
        is_on=learning_session.is_on,
        is_cancelled=learning_session.is_cancelled,
        is_led=learning_session.is_led_by(person),
        starts_at=learning_session.starts_at,
        now=timezone.now(),
    )
    if refusal is not None:
        raise refusal


def _take_seat(learning_session: LearningSession, person: Person, by: Person) -> Booking | None:
    with transaction.atomic():
        if not count_seat(learning_session, now=timezone.now()):
            return None
        booking = hold_seat(learning_session, person)
        if booking is None:
            uncount_seat(learning_session)
            return None
        leave_line(learning_session, person, state=WaitlistEntry.State.ACCEPTED)
        confirm_seat(booking, kind="sessions.booking_confirmed", by=by)
        return booking


def _held_seat(learning_session: LearningSession, person: Person) -> Booking:
    """The seat that the person has; without one, the reason why none could be counted."""
    booking = seats_of(person).filter(learning_session=learning_session).first()
    if booking is not None:
        return booking
    _refuse(learning_session, person)
    raise SessionFullError
