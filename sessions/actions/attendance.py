"""Coming into a room: by a facilitator's tap, by the room's code, or as a walk-in."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from peerlearn.people.models import Person
from sessions.actions.places import leave_line
from sessions.actions.seats import add_seats, hold_seat, lock, uncount_seat
from sessions.models import Booking, LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.attendance import EXPECTED, is_expected
from sessions.queries.bookings import may_attend
from sessions.queries.rooms import why_shut_to
from sessions.queries.waitlist import must_wait_at_door
from sessions.room_channel import tell_room
from sessions.rules.modes import EITHER, fitting
from sessions.rules.room import (
    NobodyExpectedError,
    NotBegunError,
    PersonHereError,
    RoomFullError,
    has_begun,
    why_closed,
)
from sessions.rules.seats import NotEnrolledError, SessionLedError


def check_in(booking: Booking, *, by: Person) -> Booking:
    """Note that somebody is there. A second tap changes nothing, and keeps who noted it first;
    but that a person came in by themselves is kept before all.

    Raises RoomNotOpenError, RoomOverError or NobodyExpectedError.
    """
    with transaction.atomic():
        room = _open_room(booking.learning_session)
        return _note(_fresh(booking, room), by=by)


def arrive(learning_session: LearningSession, *, person: Person) -> None:
    """Note that somebody whom a facilitator has ticked off opens the room with their own login:
    they are there by themselves, and count where questions need enough people. Twice is once, and
    nothing changes for those who aren't checked in.
    """
    if why_closed(learning_session.state) is not None:
        return
    ticked_off = Booking.objects.filter(
        learning_session=learning_session, person=person, checked_in_at__isnull=False
    ).exclude(checked_in_by=person)
    if ticked_off.update(checked_in_by=person):
        tell_room(learning_session, "attendance")


def undo_check_in(booking: Booking, *, by: Person) -> Booking:
    """Take a check-in back; without one nothing changes. Raises as check_in does."""
    with transaction.atomic():
        room = _open_room(booking.learning_session)
        booking = _fresh(booking, room)
        if booking.checked_in_at is None:
            return booking
        booking.checked_in_at = booking.checked_in_by = None
        booking.save(update_fields=["checked_in_at", "checked_in_by"])
        tell_room(room, "attendance")
    return booking


def note_absence(booking: Booking, *, by: Person) -> Booking:
    """Note during a session that somebody isn't there: their seat is free for those who wait.
    They may still come, to a seat that is free then. Twice is once.

    Raises NotBegunError, PersonHereError, or as check_in does.
    """
    with transaction.atomic():
        room = _open_room(booking.learning_session)
        if Booking.objects.filter(pk=booking.pk, state=Booking.State.NO_SHOW).exists():
            return booking
        booking = _fresh(booking, room)
        if booking.checked_in_at is not None:
            raise PersonHereError
        if not has_begun(room.starts_at, now=timezone.now()):
            raise NotBegunError
        booking.state = Booking.State.NO_SHOW
        booking.save(update_fields=["state"])
        uncount_seat(room, booking.mode)
        tell_room(room, "attendance")
    return booking


def come_in(learning_session: LearningSession, *, person: Person, by: Person) -> Booking:
    """Check a person in; somebody without a seat gets one if one is free. Who lets themselves in
    doesn't overtake the line; a facilitator, who sees it, may give the seat to anybody.

    Raises RoomNotOpenError, RoomOverError, RoomFullError, NotEnrolledError or SessionLedError; for
    those who let themselves in TooLateError and NotApprovedError.
    """
    with transaction.atomic():
        room = _open_room(learning_session)
        if by == person and (refusal := why_shut_to(person, room, now=timezone.now())):
            raise refusal
        if _is_shut_to(room, person, by=by):
            raise RoomFullError
        return _seat_and_note(room, person, by=by)


def come_in_over_capacity(
    learning_session: LearningSession, *, person: Person, by: Person
) -> Booking:
    """The same for a full room: the facilitator, who sees it, adds a chair.

    Raises RoomNotOpenError, RoomOverError, NotEnrolledError or SessionLedError.
    """
    with transaction.atomic():
        room = _open_room(learning_session)
        if _is_full(room) and not is_expected(room, person):
            LearningSession.objects.filter(pk=room.pk).update(capacity=F("capacity") + 1)
        return _seat_and_note(room, person, by=by)


def _is_shut_to(room: LearningSession, person: Person, *, by: Person) -> bool:
    if by == person:
        return must_wait_at_door(person, room)
    return _is_full(room) and not is_expected(room, person)


def _door(room: LearningSession) -> str:
    """What a seat is that somebody takes who comes in by themselves."""
    return fitting(EITHER, room.mode)


def _is_full(room: LearningSession) -> bool:
    return room.seats.left(_door(room)) <= 0


def _open_room(learning_session: LearningSession) -> LearningSession:
    """The session, locked; refused unless its room is open."""
    room = lock(learning_session)
    refusal = why_closed(room.state)
    if refusal is not None:
        raise refusal
    return room


def _fresh(booking: Booking, room: LearningSession) -> Booking:
    fresh = Booking.objects.select_related("person", "checked_in_by").get(pk=booking.pk)
    fresh.learning_session = room
    if fresh.state not in EXPECTED:
        raise NobodyExpectedError
    return fresh


def _seat_and_note(room: LearningSession, person: Person, *, by: Person) -> Booking:
    if room.is_led_by(person):
        raise SessionLedError
    seated = Booking.objects.filter(
        learning_session=room, person=person, state__in=EXPECTED
    ).first()
    if seated is None:
        seated = _take_seat(room, person)
    return _note(seated, by=by)


def _take_seat(room: LearningSession, person: Person) -> Booking:
    if not may_attend(person, room):
        raise NotEnrolledError
    seated_kind = WaitlistStep.Kind.SEATED
    leave_line(room, person, state=WaitlistEntry.State.ACCEPTED, kind=seated_kind)
    add_seats(room, _door(room))
    seated = hold_seat(room, person, _door(room))
    assert seated is not None  # noqa: S101
    return seated


def _note(booking: Booking, *, by: Person) -> Booking:
    if booking.checked_in_at is None:
        booking.checked_in_at, booking.checked_in_by = timezone.now(), by
        booking.state = Booking.State.CONFIRMED
        booking.save(update_fields=["checked_in_at", "checked_in_by", "state"])
        tell_room(booking.learning_session, "attendance")
    elif by == booking.person:
        arrive(booking.learning_session, person=by)
        booking.checked_in_by = by
    return booking
