"""Shutting a room again: its session was moved after it was opened."""

from django.db.models import F
from django.utils import timezone

from sessions.actions.messages import tell_seat_given_back
from sessions.actions.run_of_show import begin_anew
from sessions.models import Booking, LearningSession
from sessions.room_channel import tell_room
from sessions.rules.room import is_early

State = LearningSession.State


def shut_if_moved(current: LearningSession) -> bool:
    """Announce a session anew whose room is open though it is far ahead by now; whether it was so.

    Nobody has been there: who was checked in has a seat as before, and whose seat was given on
    hears that it was, and may book again. Needs the session's lock.
    """
    now = timezone.now()
    if current.state != State.LIVE or not is_early(current.starts_at, now=now):
        return False
    current.state, current.opened_at = State.PUBLISHED, None
    current.save(update_fields=["state", "opened_at"])
    begin_anew(current)
    seats = Booking.objects.filter(learning_session=current)
    seats.filter(checked_in_at__isnull=False).update(checked_in_at=None, checked_in_by=None)
    missing = list(seats.filter(state=Booking.State.NO_SHOW).select_related("person"))
    seats.filter(pk__in=[seat.pk for seat in missing]).update(
        state=Booking.State.CANCELLED, cancelled_at=now, revision=F("revision") + 1
    )
    for seat in missing:
        seat.learning_session, seat.revision = current, seat.revision + 1
        tell_seat_given_back(seat, by=None)
    tell_room(current, "state")
    return True
