"""What becomes of an offered seat, and what an organizer does with the line."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from sessions.actions.filling import fill_free_seats, offer_or_seat, take_kept_seat
from sessions.actions.line_messages import tell_offer_ended
from sessions.actions.messages import confirm_seat
from sessions.actions.places import end_place, release_seat
from sessions.actions.request_mails import tell_over
from sessions.actions.seats import lock
from sessions.models import Booking, LearningSession, Mode, WaitlistEntry, WaitlistStep
from sessions.queries.bookings import may_attend, seats_of, why_refused
from sessions.queries.waitlist import offers_run_out, ready_in_line, requests_for
from sessions.rules.modes import EITHER, REMOTE, fitting
from sessions.rules.planning import MOST_SEATS
from sessions.rules.seats import (
    NoMoreSeatsError,
    NotEnrolledError,
    NotFreeThenError,
    NotWaitingError,
    OfferGoneError,
)

State, Kind = WaitlistEntry.State, WaitlistStep.Kind


def accept_offer(entry: WaitlistEntry) -> Booking:
    """Take the seat that is kept for somebody in line. Taking it twice is once.

    Raises OfferGoneError when the offer ran out or was let go, or a SeatRefusedError when the
    session is off or not for this person any more.
    """
    with transaction.atomic():
        learning_session, entry = _locked(entry)
        person = entry.person
        if entry.state == State.ACCEPTED:
            held = seats_of(person).filter(learning_session=learning_session).first()
            if held is not None:
                return held
        if not entry.is_offered or entry.offer_until is None or _is_past(entry):
            raise OfferGoneError
        refusal = why_refused(learning_session, person, now=timezone.now())
        if refusal is not None:
            raise refusal
        if not may_attend(person, learning_session):
            raise NotEnrolledError
        mode = entry.offered_mode
        cancel_notifications(cause=str(entry.id))
        booking = take_kept_seat(learning_session, entry, mode, kind=Kind.ACCEPTED)
        if booking is not None:
            confirm_seat(booking, kind="sessions.booking_confirmed")
        fill_free_seats(learning_session)
        return booking or seats_of(person).get(learning_session=learning_session)


def decline_offer(entry: WaitlistEntry) -> bool:
    """Let an offered seat go on to the next in line, and leave it. Whether this call did it."""
    with transaction.atomic():
        learning_session, entry = _locked(entry)
        if not entry.is_offered:
            return False
        cancel_notifications(cause=str(entry.id))
        release_seat(learning_session, entry)
        end_place(entry, state=State.CANCELLED, kind=Kind.DECLINED)
        fill_free_seats(learning_session)
    return True


def tend_line(session_id: UUID) -> int:
    """End the offers of a session that ran out, tell so, and give free seats on. How many ended.

    Two at once follow each other; the second finds nothing to do.
    """
    with transaction.atomic():
        sessions = LearningSession.objects.select_for_update(no_key=True)
        learning_session = sessions.filter(pk=session_id).first()
        if learning_session is None:
            return 0
        ended = list(offers_run_out(learning_session, now=timezone.now()))
        for entry in ended:
            release_seat(learning_session, entry)
            end_place(entry, state=State.EXPIRED, kind=Kind.EXPIRED)
            entry.learning_session = learning_session
            tell_offer_ended(entry)
        if timezone.now() >= learning_session.starts_at:
            _end_requests(learning_session)
        fill_free_seats(learning_session)
    return len(ended)


def _end_requests(learning_session: LearningSession) -> None:
    """Nobody has answered before the start: that is said."""
    for entry in requests_for(learning_session):
        entry.learning_session = learning_session
        cancel_notifications(cause=str(entry.id))
        end_place(entry, state=State.EXPIRED, kind=Kind.CLOSED)
        tell_over(entry)


def add_seat(learning_session: LearningSession, *, mode: str, by: Person) -> LearningSession:
    """One seat more, which goes to the next in line. Raises NoMoreSeatsError or a SeatRefusedError
    for a session that is off or has begun.
    """
    with transaction.atomic():
        current = lock(learning_session)
        _must_be_ahead(current)
        _widen(current, fitting(mode, current.mode))
        fill_free_seats(current)
    return current


def offer_out_of_turn(entry: WaitlistEntry, *, by: Person, reason: str) -> WaitlistEntry:
    """Have somebody in line overtake the others: a seat that is free, or one more, is theirs to
    take. `reason` is kept with the line. Who has an offer keeps that one.

    Raises NotWaitingError, NotFreeThenError, NoMoreSeatsError or as add_seat does.
    """
    with transaction.atomic():
        learning_session, entry = _locked(entry)
        if entry.is_offered:
            return entry
        if entry.state != State.WAITING:
            raise NotWaitingError
        _must_be_ahead(learning_session)
        if not ready_in_line(learning_session, EITHER).filter(pk=entry.pk).exists():
            raise NotFreeThenError
        mode = fitting(entry.mode, learning_session.mode)
        if learning_session.seats.left(mode) <= 0:
            _widen(learning_session, mode)
        now = timezone.now()
        offer_or_seat(learning_session, entry, mode, now=now, by=by, reason=reason)
        fill_free_seats(learning_session)
    return entry


def _locked(entry: WaitlistEntry) -> tuple[LearningSession, WaitlistEntry]:
    learning_session = lock(entry.learning_session)
    fresh = WaitlistEntry.objects.select_related("person").get(pk=entry.pk)
    fresh.learning_session = learning_session
    return learning_session, fresh


def _is_past(entry: WaitlistEntry) -> bool:
    return entry.offer_until is None or timezone.now() >= entry.offer_until


def _must_be_ahead(learning_session: LearningSession) -> None:
    refusal = why_refused(learning_session, None, now=timezone.now())
    if refusal is not None:
        raise refusal


def _widen(learning_session: LearningSession, mode: str) -> None:
    if learning_session.capacity >= MOST_SEATS:
        raise NoMoreSeatsError
    rows = LearningSession.objects.filter(pk=learning_session.pk)
    rows.update(capacity=F("capacity") + 1)
    learning_session.capacity += 1
    if learning_session.seats.are_separate and Mode(mode) == REMOTE:
        rows.update(remote_capacity=F("remote_capacity") + 1)
        learning_session.remote_capacity = (learning_session.remote_capacity or 0) + 1
