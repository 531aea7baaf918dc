"""Seats and places in line of people who left the organization or a program."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from peerlearn.people.models import Person
from programs.models import Program
from sessions.actions.booking import free_seat
from sessions.actions.filling import fill_free_seats
from sessions.actions.messages import tell_seat_ended
from sessions.actions.places import end_place, release_seat
from sessions.models import (
    Booking,
    CalendarFeed,
    LearningSession,
    WaitlistEntry,
    WaitlistStep,
)
from sessions.queries.leaving import (
    held_by_leavers,
    held_by_outsiders,
    led_by_leavers,
    waited_for_by_leavers,
    waited_for_by_outsiders,
)


def release_leavers(person_ids: Collection[UUID]) -> int:
    """Free what those who have left hold of sessions to come; the next in line get it. Those that
    they were to facilitate have no facilitator any more.

    Returns how many seats. Nobody is told who can't be reached any more; doing it twice changes
    nothing. Needs a transaction.
    """
    led_by_leavers(person_ids).update(facilitator=None)
    CalendarFeed.objects.filter(person__in=person_ids, person__state=Person.State.LEFT).delete()
    return _release(held_by_leavers(person_ids), waited_for_by_leavers(person_ids), by=None)


def release_withdrawn(program: Program, person_ids: Collection[UUID], *, by: Person) -> int:
    """The same for those who are no longer in a program, and tell them."""
    return _release(
        held_by_outsiders(program, person_ids),
        waited_for_by_outsiders(program, person_ids),
        by=by,
    )


def _release(
    bookings: QuerySet[Booking], entries: QuerySet[WaitlistEntry], *, by: Person | None
) -> int:
    concerned = [*bookings.values_list("learning_session_id", flat=True)]
    concerned += entries.values_list("learning_session_id", flat=True)
    sessions = _locked(concerned)
    for entry in list(entries):
        if entry.learning_session_id in sessions:
            release_seat(sessions[entry.learning_session_id], entry)
        end_place(entry, state=WaitlistEntry.State.CANCELLED, kind=WaitlistStep.Kind.LEFT, by=by)
    # Read again under the locks: meanwhile somebody may have cancelled or come in.
    held = list(bookings.filter(learning_session__in=list(sessions)).select_related("person"))
    for booking in held:
        booking.learning_session = sessions[booking.learning_session_id]
        free_seat(booking)
        if by is not None:
            tell_seat_ended(booking, by=by)
    for learning_session in sessions.values():
        fill_free_seats(learning_session)
    return len(held)


def _locked(session_ids: Iterable[UUID]) -> dict[UUID, LearningSession]:
    """All of the sessions to come, locked in one order before anything else is: two who do this
    at once follow each other.
    """
    ahead = LearningSession.objects.filter(pk__in=set(session_ids), starts_at__gt=timezone.now())
    locked = ahead.order_by("pk").select_for_update(no_key=True, of=("self",))
    return {one.pk: one for one in locked.select_related("program", "organization")}
