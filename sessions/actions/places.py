"""A place in line, beneath waiting list and offers: taken, offered a seat, ended, step by step."""

from datetime import datetime

from django.utils import timezone

from peerlearn.people.models import Person
from sessions.actions.seats import add_seats, uncount_seat
from sessions.models import LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.no_shows import memory_of
from sessions.rules.no_shows import ranks_at

State, Kind = WaitlistEntry.State, WaitlistStep.Kind


def note_step(
    entry: WaitlistEntry,
    kind: str,
    *,
    by: Person | None = None,
    until: datetime | None = None,
    note: str = "",
) -> None:
    """Write down what happened to a place; `by` is None for the person, and for the line."""
    WaitlistStep.objects.create(
        entry=entry, kind=kind, by=by if by != entry.person else None, until=until, note=note
    )


def take_place(
    learning_session: LearningSession,
    person: Person,
    mode: str,
    *,
    by: Person,
    state: str = State.WAITING,
) -> WaitlistEntry:
    """A place at the end of the line, or a request for a seat; the one that they have, now for
    this mode, if there is one. Needs the session's lock.
    """
    entry = WaitlistEntry.objects.filter(
        learning_session=learning_session, person=person, state__in=WaitlistEntry.OPEN
    ).first()
    if entry is None:
        now = timezone.now()
        memory = memory_of(person, now=now)
        entry = WaitlistEntry.objects.create(
            learning_session=learning_session,
            person=person,
            mode=mode,
            state=State(state),
            joined_at=now,
            ranks_at=ranks_at(now, memory),
            seats_held=memory.held,
            seats_missed=memory.missed,
        )
        note_step(entry, Kind.ASKED if state == State.REQUESTED else Kind.JOINED, by=by)
    elif entry.mode != mode:
        entry.mode = mode
        entry.save(update_fields=["mode"])
    return entry


def keep_seat(
    learning_session: LearningSession, entry: WaitlistEntry, mode: str, *, until: datetime
) -> None:
    """Count a seat as held for somebody in line. Needs the session's lock."""
    add_seats(learning_session, mode)
    entry.state, entry.offered_mode, entry.offer_until = State.OFFERED, mode, until
    entry.offers += 1
    entry.save(update_fields=["state", "offered_mode", "offer_until", "offers"])


def release_seat(learning_session: LearningSession, entry: WaitlistEntry) -> None:
    """Give on a seat that is kept for somebody, if one is. Needs the session's lock."""
    if entry.is_offered:
        uncount_seat(learning_session, entry.offered_mode)


def end_place(
    entry: WaitlistEntry, *, state: str, kind: str, by: Person | None = None, note: str = ""
) -> None:
    """End a place in line. Needs the session's lock; a seat that was kept is still counted."""
    entry.state, entry.offered_mode, entry.offer_until = State(state), "", None
    entry.save(update_fields=["state", "offered_mode", "offer_until"])
    note_step(entry, kind, by=by, note=note)


def leave_line(
    learning_session: LearningSession,
    person: Person,
    *,
    state: str,
    kind: str,
    by: Person | None = None,
) -> bool:
    """End a person's waiting, and give on what was kept for them; whether they waited. Needs the
    session's lock.
    """
    entry = WaitlistEntry.objects.filter(
        learning_session=learning_session, person=person, state__in=WaitlistEntry.OPEN
    ).first()
    if entry is None:
        return False
    release_seat(learning_session, entry)
    end_place(entry, state=state, kind=kind, by=by)
    return True


def close_line(learning_session: LearningSession) -> None:
    """End all waiting for a session that is over or called off. Needs the session's lock."""
    for entry in WaitlistEntry.objects.filter(
        learning_session=learning_session, state__in=WaitlistEntry.OPEN
    ):
        release_seat(learning_session, entry)
        end_place(entry, state=State.EXPIRED, kind=Kind.CLOSED)
