"""Free seats for those who wait: given near the start, offered for a time before."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import Person
from sessions.actions.line_messages import tell_offer
from sessions.actions.messages import confirm_seat
from sessions.actions.places import end_place, keep_seat, note_step
from sessions.actions.seats import add_seats, hold_seat, uncount_seat
from sessions.models import Booking, LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.bookings import clashing_sessions, why_refused
from sessions.queries.waitlist import passed_over, ready_in_line, waiting_for
from sessions.rules.modes import fitting
from sessions.rules.offers import offer_until

State, Kind = WaitlistEntry.State, WaitlistStep.Kind


def fill_free_seats(learning_session: LearningSession) -> list[WaitlistEntry]:
    """Offer or give the free seats to the first in line who have nothing else then, and tell
    them. Who has is passed over, keeps their place, and can see that.

    Never after the start. Needs the session's lock, and brings its counters up to date.
    """
    served: list[WaitlistEntry] = []
    now = timezone.now()
    if why_refused(learning_session, None, now=now) is not None:
        return served
    if learning_session.is_full or not waiting_for(learning_session).exists():
        return served
    while found := _next_free(learning_session):
        offer_or_seat(learning_session, *found, now=now)
        served.append(found[0])
    _note_passed_over(learning_session, served)
    return served


def offer_or_seat(
    learning_session: LearningSession,
    entry: WaitlistEntry,
    mode: str,
    *,
    now: datetime,
    by: Person | None = None,
    reason: str = "",
) -> None:
    """Keep a free seat for somebody in line for a time; near the start it is theirs. `reason` is
    why `by` has them overtake others. Needs the session's lock.
    """
    zone = ZoneInfo(entry.person.time_zone or house_entered().time_zone)
    until = offer_until(learning_session.starts_at, now=now, zone=zone)
    if until is not None:
        keep_seat(learning_session, entry, mode, until=until)
        kind = Kind.OFFERED_AHEAD if reason else Kind.OFFERED
        note_step(entry, kind, by=by, until=until, note=reason)
        entry.learning_session = learning_session
        tell_offer(entry)
        return
    if reason:
        note_step(entry, Kind.OFFERED_AHEAD, by=by, note=reason)
    add_seats(learning_session, mode)
    booking = take_kept_seat(learning_session, entry, mode, kind=Kind.SEATED)
    if booking is not None:
        confirm_seat(booking, kind="sessions.promoted")


def take_kept_seat(
    learning_session: LearningSession, entry: WaitlistEntry, mode: str, *, kind: str
) -> Booking | None:
    """Seat somebody in line on a seat that is counted for them; who had one of the other mode
    gives it on. None if they sit there already. Needs the session's lock.
    """
    end_place(entry, state=State.ACCEPTED, kind=kind)
    booking = Booking.objects.filter(
        learning_session=learning_session, person=entry.person, state=Booking.State.CONFIRMED
    ).first()
    if booking is None:
        return hold_seat(learning_session, entry.person, mode)
    uncount_seat(learning_session, booking.mode)
    if booking.mode == mode:
        return None
    booking.learning_session, booking.person = learning_session, entry.person
    booking.mode, booking.revision = mode, booking.revision + 1
    booking.save(update_fields=["mode", "revision"])
    return booking


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


def _note_passed_over(learning_session: LearningSession, served: Collection[WaitlistEntry]) -> None:
    for entry in passed_over(learning_session, served):
        clash = clashing_sessions(entry.person, [learning_session]).get(learning_session)
        note_step(entry, Kind.PASSED_OVER, note=clash.title if clash else "")
