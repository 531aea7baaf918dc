"""Taking and giving back one seat, beneath booking and waiting list.

The session's row is always the first lock: bookings, cancellations, promotions and changes of one
session then follow each other, and nobody waits in a circle.
"""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from peerlearn.people.models import Person
from sessions.models import Booking, LearningSession, WaitlistEntry

# What may have changed while a booking waited for the session's lock.
FRESH = (
    "title",
    "description",
    "starts_at",
    "ends_at",
    "room",
    "video_url",
    "capacity",
    "booked",
    "state",
    "sequence",
)


def lock(learning_session: LearningSession) -> LearningSession:
    """The session as it is now, locked until the transaction ends."""
    return LearningSession.objects.select_for_update(no_key=True).get(pk=learning_session.pk)


def count_seat(learning_session: LearningSession, *, now: datetime) -> bool:
    """Count one more seat if one is free and the session is still to come.

    Then the session is locked. Either way the object is brought up to date.
    """
    counted = LearningSession.objects.filter(
        pk=learning_session.pk,
        booked__lt=F("capacity"),
        starts_at__gt=now,
        state__in=(LearningSession.State.PUBLISHED, LearningSession.State.LIVE),
    ).update(booked=F("booked") + 1)
    learning_session.refresh_from_db(fields=FRESH)
    return counted == 1


def uncount_seat(learning_session: LearningSession) -> None:
    """Count one seat less. Needs the session's lock."""
    LearningSession.objects.filter(pk=learning_session.pk).update(booked=F("booked") - 1)
    learning_session.booked -= 1


def hold_seat(learning_session: LearningSession, person: Person) -> Booking | None:
    """The booking row for a seat that is counted: new, or the one again that was cancelled, or
    given on because the person wasn't there.

    Returns None when the person holds a seat already. Needs the session's lock.
    """
    booking = Booking.objects.filter(learning_session=learning_session, person=person).first()
    if booking is None:
        booking = Booking.objects.create(learning_session=learning_session, person=person)
    elif booking.state not in (Booking.State.CANCELLED, Booking.State.NO_SHOW):
        return None
    else:
        booking.state, booking.booked_at = Booking.State.CONFIRMED, timezone.now()
        booking.revision += 1
        booking.save(update_fields=["state", "booked_at", "revision"])
    booking.learning_session, booking.person = learning_session, person
    return booking


def leave_line(learning_session: LearningSession, person: Person, *, state: str) -> bool:
    """End a person's waiting; whether they waited."""
    return (
        WaitlistEntry.objects.filter(
            learning_session=learning_session, person=person, state=WaitlistEntry.State.WAITING
        ).update(state=state)
        == 1
    )
