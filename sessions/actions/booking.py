"""Booking a seat and giving it back."""

from django.db import transaction
from django.utils import timezone

from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from sessions.actions.filling import fill_free_seats
from sessions.actions.messages import confirm_seat, tell_seat_given_back
from sessions.actions.offers import accept_offer
from sessions.actions.places import leave_line
from sessions.actions.seats import (
    count_seat,
    hold_seat,
    lock,
    move_seat,
    uncount_seat,
)
from sessions.models import Booking, LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.bookings import (
    approves,
    may_attend,
    seats_of,
    starts_after,
    why_refused,
)
from sessions.queries.waitlist import offers_to
from sessions.rules.modes import EITHER, REMOTE, fitting
from sessions.rules.seats import (
    ApprovalNeededError,
    CutOffPassedError,
    NotEnrolledError,
    NotStartedError,
    OneModeError,
    RoomSeatsTakenError,
    SeatUsedError,
    SessionFullError,
    SessionStartedError,
    VideoSeatsTakenError,
)


def book_seat(
    learning_session: LearningSession, *, person: Person, by: Person, mode: str = ""
) -> Booking:
    """Give a person a seat, in the room where they don't say which and there is one. Who has a
    seat keeps it as it is: a second click changes nothing.

    Raises a SeatRefusedError when the session is full, past, cancelled or not for this person.
    """
    _refuse(learning_session, person)
    if not may_attend(person, learning_session):
        raise NotEnrolledError
    if by != person and starts_after(person, learning_session):
        raise NotStartedError
    if _must_ask(learning_session, person, by):
        raise ApprovalNeededError
    mode = fitting(mode, learning_session.mode)
    booking = _take_seat(learning_session, person, by, mode)
    return booking or _held_seat(learning_session, person, mode)


def _must_ask(learning_session: LearningSession, person: Person, by: Person) -> bool:
    """Whether a seat has to be approved: not one that they have or are offered, nor one that
    whoever approves gives to somebody else.
    """
    if not learning_session.needs_approval or (by != person and approves(by, learning_session)):
        return False
    seat = seats_of(person).filter(learning_session=learning_session)
    offer = offers_to(person).filter(learning_session=learning_session)
    return not (seat.exists() or offer.exists())


def switch_mode(booking: Booking, *, to: str, by: Person) -> Booking:
    """Move a seat from the room to the video, or back; what is freed goes to who waits for it.
    Who is there already changes nothing.

    Raises a SeatRefusedError when all seats there are taken (one can wait for it), after the
    start, or where there is one way to take part.
    """
    with transaction.atomic():
        learning_session = lock(booking.learning_session)
        booking = Booking.objects.select_related("person").get(pk=booking.pk)
        booking.learning_session = learning_session
        if timezone.now() >= learning_session.starts_at:
            raise SessionStartedError
        if booking.state != Booking.State.CONFIRMED or booking.checked_in_at is not None:
            raise SeatUsedError
        if booking.mode == to:
            return booking
        if fitting(to, learning_session.mode) != to:
            raise OneModeError
        if learning_session.seats.are_separate and learning_session.seats.left(to) <= 0:
            raise _taken(learning_session, to)
        move_seat(booking, to)
        _stop_waiting(learning_session, booking.person)
        confirm_seat(booking, kind="sessions.booking_confirmed", by=by)
        fill_free_seats(learning_session)
    return booking


def cancel_booking(booking: Booking, *, by: Person | None) -> Booking:
    """Give a seat back; the first in line who is free then gets it at once.

    `by` is None for the link in a mail. Cancelling twice changes nothing. Raises a
    SeatRefusedError after the start, or once somebody was checked in; CutOffPassedError when it
    takes an excuse.
    """
    with transaction.atomic():
        booking = _locked(booking)
        if booking.state in Booking.GIVEN_BACK:
            return booking
        if _must_be_given_back_in_time(booking):
            raise CutOffPassedError
        _give_back(booking, by=by)
    return booking


def excuse_booking(booking: Booking, *, by: Person | None, reason: str = "") -> Booking:
    """Give a seat back late, or in time: then it is a cancellation. What is said is for those who
    run the session; an excuse is no empty seat. Twice is once. Raises a SeatRefusedError after
    the start, or once somebody was checked in.
    """
    with transaction.atomic():
        booking = _locked(booking)
        if booking.state in Booking.GIVEN_BACK:
            return booking
        if _must_be_given_back_in_time(booking):
            booking.excuse = reason
            _give_back(booking, by=by, state=Booking.State.EXCUSED)
        else:
            _give_back(booking, by=by)
    return booking


def _locked(booking: Booking) -> Booking:
    learning_session = lock(booking.learning_session)
    booking = Booking.objects.select_related("person").get(pk=booking.pk)
    booking.learning_session = learning_session
    return booking


def _must_be_given_back_in_time(booking: Booking) -> bool:
    """Whether it is too late for that; refused where it is too late for anything."""
    if timezone.now() >= booking.learning_session.starts_at:
        raise SessionStartedError
    if not booking.can_be_given_back:
        raise SeatUsedError
    is_late: bool = timezone.now() > booking.learning_session.cancel_until
    return is_late


def _give_back(
    booking: Booking, *, by: Person | None, state: str = Booking.State.CANCELLED
) -> None:
    free_seat(booking, state=state)
    tell_seat_given_back(booking, by=by)
    fill_free_seats(booking.learning_session)


def free_seat(booking: Booking, *, state: str = Booking.State.CANCELLED) -> None:
    """Free the seat of a confirmed booking, without a word. Needs the session's lock."""
    booking.state, booking.revision = Booking.State(state), booking.revision + 1
    booking.cancelled_at = timezone.now()
    booking.save(update_fields=["state", "revision", "cancelled_at", "excuse"])
    uncount_seat(booking.learning_session, booking.mode)
    cancel_notifications(cause=str(booking.id))


def _refuse(learning_session: LearningSession, person: Person) -> None:
    refusal = why_refused(learning_session, person, now=timezone.now())
    if refusal is not None:
        raise refusal


def _take_seat(
    learning_session: LearningSession, person: Person, by: Person, mode: str
) -> Booking | None:
    with transaction.atomic():
        if not count_seat(learning_session, mode, now=timezone.now()):
            return None
        fits = fitting(mode, learning_session.mode)
        if fits != mode:  # its place was changed meanwhile
            uncount_seat(learning_session, mode)
            return _take_seat(learning_session, person, by, fits)
        booking = hold_seat(learning_session, person, mode)
        if booking is None:
            uncount_seat(learning_session, mode)
            return None
        waited = _stop_waiting(learning_session, person)
        confirm_seat(booking, kind="sessions.booking_confirmed", by=by)
        if waited:
            fill_free_seats(learning_session)
        return booking


def _stop_waiting(learning_session: LearningSession, person: Person) -> bool:
    """Who has found a seat waits no more; what was kept for them goes on."""
    seated, kind = WaitlistEntry.State.ACCEPTED, WaitlistStep.Kind.SEATED
    return leave_line(learning_session, person, state=seated, kind=kind)


def _held_seat(learning_session: LearningSession, person: Person, mode: str) -> Booking:
    """The seat that the person has; without one, the reason why none could be counted."""
    booking = seats_of(person).filter(learning_session=learning_session).first()
    if booking is not None:
        return booking
    offer = offers_to(person).filter(learning_session=learning_session).first()
    if offer is not None:
        return accept_offer(offer)
    _refuse(learning_session, person)
    raise _taken(learning_session, mode)


def _taken(learning_session: LearningSession, mode: str) -> SessionFullError:
    """That all seats are taken; where the others aren't, so."""
    if learning_session.seats.left(EITHER) <= 0:
        return SessionFullError()
    return VideoSeatsTakenError() if mode == REMOTE else RoomSeatsTakenError()
