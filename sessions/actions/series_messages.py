"""One mail to each person about several sessions of a series, with all entries for the calendar.

An invitation, its change and its end (iTIP, RFC 5546) hold a single entry, so each session has a
file of its own, under the name that it had and one sequence on. Whoever is concerned by a
single session reads what they would read without a series.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from peerlearn.notifications.actions import cancel_notifications, compose, notify_all
from peerlearn.notifications.calendar import CalendarEvent, Method
from peerlearn.notifications.links import absolute
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import House, house_entered
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from sessions.actions.line_messages import tell_line_moved
from sessions.actions.messages import tell_cancellation, tell_change, tell_leader
from sessions.actions.reminders import reminders_of
from sessions.calendar_entries import calendar_event
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.contents import read_contents
from sessions.queries.reminders import PlansAtHand

CHANGED, CANCELLED = "sessions.series_changed", "sessions.series_cancelled"
LEADING, NOT_LEADING = "sessions.series_leading", "sessions.series_not_leading"


@dataclass
class Part:
    """What of a change concerns one person."""

    seats: list[Booking] = field(default_factory=list)
    led: list[LearningSession] = field(default_factory=list)
    waits: list[WaitlistEntry] = field(default_factory=list)

    @property
    def sessions(self) -> list[LearningSession]:
        """All sessions, in order, each once."""
        held = [booking.learning_session for booking in self.seats]
        wanted = [entry.learning_session for entry in self.waits]
        found = {one.id: one for one in (*held, *wanted, *self.led)}
        return sorted(found.values(), key=lambda one: (one.starts_at, str(one.id)))

    @property
    def is_one(self) -> bool:
        """Whether it is a single thing, of which they read as of any session."""
        return len(self.seats) + len(self.led) + len(self.waits) == 1


Parts = dict[Person, Part]


def parts_of_people(
    seats: Iterable[Booking],
    led: Iterable[tuple[Person, LearningSession]],
    waits: Iterable[WaitlistEntry] = (),
) -> Parts:
    """What concerns whom."""
    parts: Parts = defaultdict(Part)
    for booking in seats:
        parts[booking.person].seats.append(booking)
    for person, session in led:
        parts[person].led.append(session)
    for entry in waits:
        parts[entry.person].waits.append(entry)
    return parts


def tell_series_change(parts: Parts, *, change: UUID, moved: bool) -> int:
    """Tell each person once what changed of theirs; reminders are written anew. Returns how many
    people.
    """
    house, plans = house_entered(), PlansAtHand()
    for person, part in parts.items():
        if part.is_one:
            _tell_one(person, part, moved=moved)
            continue
        for session in part.led:
            cancel_notifications(cause=f"{session.id}.{person.id}")
        rows: list[Notification | None] = []
        for booking in part.seats:
            cancel_notifications(cause=str(booking.id))
            rows += reminders_of(booking, house, plans.of(booking.learning_session))
        key = f"series:{change}:{person.id}:changed"
        rows.append(_compose(person, part, house, kind=CHANGED, key=key, moved=moved))
        notify_all(rows)
    return len(parts)


def _tell_one(person: Person, part: Part, *, moved: bool) -> None:
    tell_change(part.seats, moved=moved)
    for session in part.led:
        tell_leader(session, person, kind="sessions.changed", moved=moved)
    for entry in part.waits:
        tell_line_moved(entry)


def tell_series_cancellation(parts: Parts, *, change: UUID) -> int:
    """Tell each person once which of their sessions don't take place. Returns how many people."""
    house = house_entered()
    for person, part in parts.items():
        if part.is_one:
            tell_cancellation(part.seats, part.waits)
            for session in part.led:
                tell_leader(session, person, kind="sessions.cancelled")
            continue
        for row in (*part.seats, *part.waits):
            cancel_notifications(cause=str(row.id))
        for session in part.led:
            cancel_notifications(cause=f"{session.id}.{person.id}")
        key = f"series:{change}:{person.id}:cancelled"
        notify_all([_compose(person, part, house, kind=CANCELLED, key=key, reason=_reason(part))])
    return len(parts)


def tell_leaders_of_series(
    sessions: Sequence[LearningSession],
    leaders: Iterable[Person],
    *,
    kind: str = LEADING,
    change: UUID | None = None,
) -> None:
    """Put sessions into the calendars of who leads them, or take them out; one mail to each."""
    house = house_entered()
    for person in leaders:
        if len(sessions) == 1:
            tell_leader(sessions[0], person, kind=kind.replace("series_", ""))
            continue
        for session in sessions:
            cancel_notifications(cause=f"{session.id}.{person.id}")
        key = f"series:{change or sessions[0].repeats_id}:{person.id}:{kind}"
        part = Part(led=list(sessions))
        notify_all([_compose(person, part, house, kind=kind, key=key)])


def _compose(
    person: Person, part: Part, house: House, *, kind: str, key: str, **words: Any
) -> Notification | None:
    sessions = part.sessions
    first = sessions[0]
    return compose(
        to=person,
        kind=kind,
        dedupe_key=key,
        cause=f"{first.repeats_id or first.program_id}.{person.id}",
        context={
            "learning_session": first,
            "sessions": sessions,
            "one_title": len({one.title for one in sessions}) == 1,
            "one_place": len({(one.room, one.video_url) for one in sessions}) == 1,
            "presents": first.presenter_id == person.id,
            "list_link": absolute(org_reverse(first.organization, "sessions:list")),
            **words,
        },
        calendars=_entries(person, part, is_off=kind in (CANCELLED, NOT_LEADING)),
        link=org_reverse(first.organization, "sessions:list"),
        house=house,
    )


def _entries(person: Person, part: Part, *, is_off: bool) -> list[CalendarEvent]:
    seats = {booking.learning_session_id: booking for booking in part.seats}
    found = Booking.objects.filter(person=person, learning_session__in=part.led)
    revisions = {row.learning_session_id: row.revision for row in (*found, *part.seats)}
    method: Method = "CANCEL" if is_off else "REQUEST"
    entries = []
    for one in (*(booking.learning_session for booking in part.seats), *part.led):
        seat = seats.get(one.id)
        read_contents(one)
        entries.append(
            calendar_event(
                one,
                person,
                method=method,
                revision=revisions.get(one.id, 0),
                mode=seat.mode if seat else "",
            )
        )
    return entries


def _reason(part: Part) -> str:
    return part.sessions[0].cancel_reason
