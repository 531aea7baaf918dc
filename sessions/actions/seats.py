"""Taking and giving back one seat, beneath booking and waiting list.

The session's row is always the first lock: bookings, cancellations, promotions and changes of one
session then follow each other, and nobody waits in a circle.
"""

from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone

from peerlearn.people.models import Person
from sessions.models import Booking, LearningSession, Mode

# What may have changed while a booking waited for the session's lock.
FRESH = (
    "title",
    "description",
    "starts_at",
    "ends_at",
    "room",
    "video_url",
    "video_minutes",
    "capacity",
    "booked",
    "remote_capacity",
    "remote_booked",
    "state",
    "sequence",
    "lunch_hours",
    "lunch_remote",
    "needs_approval",
)
_IS_FREE = Q(booked__lt=F("capacity"))
IS_FREE = {
    Mode.IN_PERSON: _IS_FREE
    & (
        Q(remote_capacity=None)
        | Q(booked__lt=F("remote_booked") + F("capacity") - F("remote_capacity"))
    ),
    Mode.REMOTE: _IS_FREE & (Q(remote_capacity=None) | Q(remote_booked__lt=F("remote_capacity"))),
}


def lock(learning_session: LearningSession) -> LearningSession:
    """The session as it is now, locked until the transaction ends."""
    own = LearningSession.objects.select_for_update(no_key=True, of=("self",))
    return own.select_related("program").get(pk=learning_session.pk)


def count_seat(learning_session: LearningSession, mode: str, *, now: datetime) -> bool:
    """Count one more seat of a mode if one is free and the session is still to come.

    Then the session is locked. Either way the object is brought up to date.
    """
    counted = LearningSession.objects.filter(
        IS_FREE[Mode(mode)],
        pk=learning_session.pk,
        starts_at__gt=now,
        state__in=(LearningSession.State.PUBLISHED, LearningSession.State.LIVE),
    ).update(booked=F("booked") + 1, remote_booked=F("remote_booked") + _by_video(mode))
    learning_session.refresh_from_db(fields=FRESH)
    return counted == 1


def add_seats(learning_session: LearningSession, mode: str, seats: int = 1) -> None:
    """Count seats more, or less. Needs the session's lock; the database refuses what can't be."""
    by_video = seats * _by_video(mode)
    LearningSession.objects.filter(pk=learning_session.pk).update(
        booked=F("booked") + seats, remote_booked=F("remote_booked") + by_video
    )
    learning_session.booked += seats
    learning_session.remote_booked += by_video


def uncount_seat(learning_session: LearningSession, mode: str) -> None:
    """Count one seat less. Needs the session's lock."""
    add_seats(learning_session, mode, -1)


def hold_seat(learning_session: LearningSession, person: Person, mode: str) -> Booking | None:
    """The booking row for a seat that is counted: new, or the one again that was cancelled, or
    given on because the person wasn't there.

    Returns None when the person holds a seat already. Needs the session's lock.
    """
    booking = Booking.objects.filter(learning_session=learning_session, person=person).first()
    if booking is None:
        booking = Booking.objects.create(
            learning_session=learning_session, person=person, mode=mode
        )
    elif booking.state not in (*Booking.GIVEN_BACK, Booking.State.NO_SHOW):
        return None
    else:
        booking.state, booking.booked_at = Booking.State.CONFIRMED, timezone.now()
        booking.mode, booking.revision, booking.cancelled_at = mode, booking.revision + 1, None
        booking.no_lunch = False
        booking.save(
            update_fields=["state", "booked_at", "mode", "revision", "cancelled_at", "no_lunch"]
        )
    booking.learning_session, booking.person = learning_session, person
    return booking


def move_seat(booking: Booking, mode: str) -> None:
    """Count a held seat under the other mode, without a word. Needs the session's lock."""
    uncount_seat(booking.learning_session, booking.mode)
    add_seats(booking.learning_session, mode)
    booking.mode, booking.revision = mode, booking.revision + 1
    booking.save(update_fields=["mode", "revision"])


def _by_video(mode: str) -> int:
    return int(mode == Mode.REMOTE)
