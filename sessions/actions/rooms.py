"""Opening a session's room, and finishing the session."""

from django.db import transaction
from django.db.models import Case, Value, When
from django.utils import timezone

from peerlearn.people.models import Person
from sessions.actions.places import close_line
from sessions.actions.questions import forget_voters
from sessions.actions.reminders import follow_up
from sessions.actions.run_of_show import held_run
from sessions.actions.scheduling import recheck_presenter
from sessions.actions.seats import lock
from sessions.models import Booking, LearningSession
from sessions.room_channel import tell_room
from sessions.rules.room import RoomNotOpenableError, RoomNotOpenError, why_not_to_finish
from sessions.signals import session_finished

State = LearningSession.State


def open_room(learning_session: LearningSession, *, by: Person) -> LearningSession:
    """Begin a session: people can come in and ask. Opening an open room changes nothing.

    Raises RoomNotOpenableError when it is a draft, over or cancelled.
    """
    with transaction.atomic():
        room = lock(learning_session)
        if room.state == State.LIVE:
            return room
        if room.state != State.PUBLISHED:
            raise RoomNotOpenableError
        room.state, room.opened_at = State.LIVE, timezone.now()
        room.save(update_fields=["state", "opened_at"])
        held_run(room, by=by)
        tell_room(room, "state")
    return room


def finish_session(
    learning_session: LearningSession, *, by: Person, before_start: bool = False
) -> LearningSession:
    """End a session: who was checked in has attended, who wasn't was not there, who voted for
    what is erased, the waiting list is closed. Finishing twice changes nothing, and tells the
    other apps once. `before_start`: it shall end though it hasn't begun.

    Raises RoomNotOpenError when nobody opened it, FinishedBeforeStartError.
    """
    with transaction.atomic():
        room = lock(learning_session)
        if room.state == State.FINISHED:
            return room
        if room.state != State.LIVE:
            raise RoomNotOpenError
        now = timezone.now()
        refusal = why_not_to_finish(room.starts_at, now=now, before_start=before_start)
        if refusal is not None:
            raise refusal
        room.state, room.finished_at = State.FINISHED, now
        room.save(update_fields=["state", "finished_at"])
        _settle_bookings(room)
        follow_up(room, now=now)
        recheck_presenter(room)
        close_line(room)
        forget_voters(room)
        session_finished.send(sender=LearningSession, learning_session=room, by=by)
        tell_room(room, "state")
    return room


def _settle_bookings(room: LearningSession) -> None:
    Booking.objects.filter(learning_session=room, state=Booking.State.CONFIRMED).update(
        state=Case(
            When(checked_in_at__isnull=True, then=Value(Booking.State.NO_SHOW)),
            default=Value(Booking.State.ATTENDED),
        )
    )
