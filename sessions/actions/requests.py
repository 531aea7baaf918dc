"""Asking for a seat where a session wants approval, and the answers.

A request holds no seat. Who is approved gets a free seat, else a place in line that counts from
when they asked: seats that come free go to the line first, so that neither waits for the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from sessions.actions.booking import free_seat
from sessions.actions.filling import fill_free_seats
from sessions.actions.messages import confirm_seat
from sessions.actions.places import end_place, leave_line, note_step, take_place
from sessions.actions.request_mails import (
    take_back_refusal,
    tell_asked,
    tell_declined,
    tell_in_line,
)
from sessions.actions.seats import count_seat, hold_seat, lock, uncount_seat
from sessions.models import LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.bookings import may_attend, seats_of, why_refused
from sessions.queries.waitlist import requests_for
from sessions.rules.modes import EITHER, HYBRID, fitting
from sessions.rules.requests import answer_leaves_at
from sessions.rules.seats import AnswerToldError, NotAskedError, NotEnrolledError

State, Kind = WaitlistEntry.State, WaitlistStep.Kind


@dataclass(frozen=True)
class Approved:
    """How many of those who were approved got a seat, and how many a place in line."""

    seated: int = 0
    in_line: int = 0


def ask_for_seat(
    learning_session: LearningSession, *, person: Person, by: Person, mode: str = EITHER
) -> WaitlistEntry | None:
    """Ask for a seat; whoever approves is told. Asking twice is asking once, now for this mode.

    Returns None for somebody who has a seat. Raises a SeatRefusedError when the session is past,
    cancelled, needs no approval, or isn't for this person.
    """
    with transaction.atomic():
        current = lock(learning_session)
        _refuse(current, person)
        if not may_attend(person, current):
            raise NotEnrolledError
        if not current.needs_approval:
            raise NotAskedError
        if seats_of(person).filter(learning_session=current).exists():
            return None
        mode = mode if current.mode == HYBRID else EITHER
        entry = take_place(current, person, mode, by=by, state=State.REQUESTED)
        entry.learning_session, entry.person = current, person
        if entry.state == State.REQUESTED:
            tell_asked(entry)
        return entry


def approve_requests(
    learning_session: LearningSession, entries: Sequence[WaitlistEntry], *, by: Person | None
) -> Approved:
    """Say yes, to the first who asked first. Twice is once: who was answered or has withdrawn is
    left alone.

    Raises a SeatRefusedError once the session is over or has begun.
    """
    with transaction.atomic():
        current = lock(learning_session)
        _refuse(current, None)
        fill_free_seats(current)  # who is in line is served before
        _end_requests_of_leaders(current)
        chosen = requests_for(current).filter(pk__in=[entry.pk for entry in entries])
        due_at = answer_leaves_at(timezone.now(), current.starts_at)
        seated = [
            _approve(current, entry, by=by, due_at=due_at)
            for entry in chosen.order_by("joined_at", "id")
        ]
        fill_free_seats(current)
        return Approved(seated=sum(seated), in_line=len(seated) - sum(seated))


def decline_request(entry: WaitlistEntry, *, by: Person, reason: str) -> WaitlistEntry:
    """Say no, with a reason that the person reads. Twice is once. Raises NotAskedError when it
    was withdrawn or approved.
    """
    with transaction.atomic():
        entry = _locked(entry)
        if entry.state == State.DECLINED:
            return entry
        if entry.state != State.REQUESTED:
            raise NotAskedError
        cancel_notifications(cause=str(entry.id))
        end_place(entry, state=State.DECLINED, kind=Kind.REFUSED, by=by, note=reason)
        due_at = answer_leaves_at(timezone.now(), entry.learning_session.starts_at)
        tell_declined(entry, reason=reason, due_at=due_at)
        return entry


def reopen_request(entry: WaitlistEntry, *, by: Person) -> WaitlistEntry:
    """Take an answer back: the request waits again. Twice is once. A no at any time, a yes until
    its mail leaves; a seat that it gave goes to the line.

    Raises NotAskedError when the person has asked anew or has another seat, AnswerToldError, and a
    SeatRefusedError once the session has begun.
    """
    with transaction.atomic():
        entry = _locked(entry)
        current = entry.learning_session
        if entry.state == State.REQUESTED:
            return entry
        _refuse(current, entry.person)
        if entry.state in (State.ACCEPTED, State.WAITING):
            return _take_back_yes(entry, by=by)
        theirs = WaitlistEntry.objects.filter(learning_session=current, person=entry.person)
        has_seat = seats_of(entry.person).filter(learning_session=current).exists()
        is_open = theirs.filter(state__in=WaitlistEntry.OPEN).exists()
        if entry.state != State.DECLINED or has_seat or is_open:
            raise NotAskedError
        take_back_refusal(entry)
        entry.state = State.REQUESTED
        entry.save(update_fields=["state"])
        note_step(entry, Kind.REOPENED, by=by)
        tell_asked(entry)
        return entry


def _take_back_yes(entry: WaitlistEntry, *, by: Person) -> WaitlistEntry:
    """Those who approve have their mails with the request, and get none again."""
    current, now = entry.learning_session, timezone.now()
    yes = entry.steps.filter(kind=Kind.APPROVED, by__isnull=False).last()
    if yes is None or answer_leaves_at(yes.at, current.starts_at) <= now:
        raise AnswerToldError
    if entry.state == State.ACCEPTED:
        seat = seats_of(entry.person).filter(learning_session=current).first()
        if seat is None or seat.booked_at < yes.at or not seat.can_be_given_back:
            raise NotAskedError
        seat.learning_session = current
        free_seat(seat)
    cancel_notifications(cause=str(entry.id))
    entry.state = State.REQUESTED
    entry.save(update_fields=["state"])
    note_step(entry, Kind.REOPENED, by=by)
    fill_free_seats(current)
    return entry


def _end_requests_of_leaders(current: LearningSession) -> None:
    """Whoever has come to present or facilitate is there without a seat."""
    for person in filter(None, (current.presenter, current.facilitator)):
        leave_line(current, person, state=State.CANCELLED, kind=Kind.LEADS)


def approve_all(current: LearningSession) -> None:
    """The session wants no approval any more: everybody who asked has a yes. Needs its lock."""
    _end_requests_of_leaders(current)
    for entry in requests_for(current).order_by("joined_at", "id"):
        _approve(current, entry, by=None)


def _approve(
    current: LearningSession,
    entry: WaitlistEntry,
    *,
    by: Person | None,
    due_at: datetime | None = None,
) -> bool:
    """Give a seat if one is free, else a place in line; whether it was a seat."""
    entry.learning_session = current
    cancel_notifications(cause=str(entry.id))
    note_step(entry, Kind.APPROVED, by=by)
    mode = fitting(entry.mode, current.mode)
    if count_seat(current, mode, now=timezone.now()):
        booking = hold_seat(current, entry.person, mode)
        if booking is None:
            uncount_seat(current, mode)
        else:
            end_place(entry, state=State.ACCEPTED, kind=Kind.SEATED)
            confirm_seat(booking, kind="sessions.booking_confirmed", due_at=due_at)
            return True
    entry.state = State.WAITING
    entry.save(update_fields=["state"])
    tell_in_line(entry, due_at=due_at)
    return False


def _refuse(learning_session: LearningSession, person: Person | None) -> None:
    refusal = why_refused(learning_session, person, now=timezone.now())
    if refusal is not None:
        raise refusal


def _locked(entry: WaitlistEntry) -> WaitlistEntry:
    current = lock(entry.learning_session)
    fresh = WaitlistEntry.objects.select_related("person").get(pk=entry.pk)
    fresh.learning_session = current
    return fresh
