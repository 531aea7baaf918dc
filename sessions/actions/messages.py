"""The mails of a session, each with its entry for the calendar.

A calendar entry is named by session and person, so a seat taken again is the same entry. Its
sequence is the session's plus the booking's revision: both only rise, so calendars follow.
"""

from datetime import UTC
from typing import Any

from django.utils import timezone

from peerlearn.notifications.actions import cancel_notifications, notify
from peerlearn.notifications.calendar import CalendarEvent, Method
from peerlearn.notifications.links import absolute
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.tokens import make_token
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.rules.seats import reminders

CANCEL_PURPOSE = "cancel-booking"


def calendar_event(
    learning_session: LearningSession, person: Person, *, method: Method, revision: int = 0
) -> CalendarEvent:
    """The session in one person's calendar; `revision` is their booking's."""
    return CalendarEvent(
        uid=f"{learning_session.id}.{person.id}",
        sequence=learning_session.sequence + revision,
        method=method,
        starts_at=learning_session.starts_at,
        ends_at=learning_session.ends_at,
        summary=learning_session.title,
        description="\n\n".join(
            filter(None, [learning_session.description, learning_session.video_url])
        ),
        location=learning_session.room or learning_session.video_url,
        url=_page(learning_session),
        attendee=person.email or "",
    )


def confirm_seat(booking: Booking, *, kind: str, by: Person | None = None) -> None:
    """Tell a person that a seat is theirs, with the invitation and the reminders to come.

    `kind` is "sessions.booking_confirmed" or "sessions.promoted"; `by` is who booked for them.
    """
    if booking.revision:
        cancel_notifications(cause=str(booking.id))
    _write(
        booking,
        kind=kind,
        key=f"booking:{booking.id}:{booking.revision}:confirmed",
        method="REQUEST",
        booked_by=by if by != booking.person else None,
    )
    remind(booking)


def tell_seat_given_back(booking: Booking, *, by: Person | None) -> None:
    """Tell a person that their seat is given back, and take the entry off their calendar."""
    _write(
        booking,
        kind="sessions.booking_cancelled",
        key=f"booking:{booking.id}:{booking.revision}:cancelled",
        method="CANCEL",
        cancelled_by=by if by and by != booking.person else None,
    )


def tell_change(booking: Booking, *, moved: bool) -> None:
    """Tell a person that a session is at another time or place; the old reminders fall away."""
    cancel_notifications(cause=str(booking.id))
    _write(
        booking,
        kind="sessions.changed",
        key=f"booking:{booking.id}:changed:{booking.learning_session.sequence}",
        method="REQUEST",
        moved=moved,
    )
    remind(booking)


def tell_cancellation(booking: Booking) -> None:
    """Tell a person who holds a seat that the session was called off."""
    cancel_notifications(cause=str(booking.id))
    _write(
        booking,
        kind="sessions.cancelled",
        key=f"booking:{booking.id}:off:{booking.learning_session.sequence}",
        method="CANCEL",
    )


def tell_line_of_cancellation(entry: WaitlistEntry) -> None:
    """Tell a person who waits for a seat that the session was called off."""
    notify(
        to=entry.person,
        kind="sessions.cancelled",
        dedupe_key=f"waitlist:{entry.id}:off",
        cause=str(entry.id),
        context={
            "learning_session": entry.learning_session,
            "list_link": _list(entry.learning_session),
        },
        link=_page(entry.learning_session),
    )


def tell_leader(
    learning_session: LearningSession, person: Person, *, kind: str, moved: bool = False
) -> None:
    """Put a session into the calendar of who presents or facilitates it, or take it out.

    `kind` is "sessions.leading", "sessions.changed", "sessions.cancelled" or
    "sessions.not_leading".
    """
    cause = f"{learning_session.id}.{person.id}"
    cancel_notifications(cause=cause)
    ends = kind in ("sessions.cancelled", "sessions.not_leading")
    seat = Booking.objects.filter(learning_session=learning_session, person=person).first()
    notify(
        to=person,
        kind=kind,
        dedupe_key=f"leader:{cause}:{kind}:{learning_session.sequence}",
        cause=cause,
        context={
            "learning_session": learning_session,
            "list_link": _list(learning_session),
            "presents": learning_session.presenter_id == person.id,
            "moved": moved,
        },
        calendar=calendar_event(
            learning_session,
            person,
            method="CANCEL" if ends else "REQUEST",
            revision=seat.revision if seat else 0,
        ),
        link=_page(learning_session),
    )


def remind(booking: Booking) -> None:
    """Write the reminders that are still to come; a moved session is a new key."""
    learning_session = booking.learning_session
    start = learning_session.starts_at.astimezone(UTC)
    for name, due in reminders(learning_session.starts_at, now=timezone.now()).items():
        _write(
            booking,
            kind="sessions.reminder",
            key=f"reminder:{name}:{booking.id}:{booking.revision}:{learning_session.sequence}"
            f":{start:%Y%m%dT%H%MZ}",
            due_at=due,
            expires_at=learning_session.starts_at,
        )


def _write(
    booking: Booking,
    *,
    kind: str,
    key: str,
    method: Method | None = None,
    due_at: Any = None,
    expires_at: Any = None,
    **words: Any,
) -> None:
    learning_session = booking.learning_session
    notify(
        to=booking.person,
        kind=kind,
        dedupe_key=key,
        cause=str(booking.id),
        context={
            "learning_session": learning_session,
            "list_link": _list(learning_session),
            "cancel_link": cancel_link(booking),
            **words,
        },
        calendar=calendar_event(
            learning_session, booking.person, method=method, revision=booking.revision
        )
        if method
        else None,
        due_at=due_at,
        expires_at=expires_at,
        link=_page(learning_session),
    )


def cancel_link(booking: Booking) -> str:
    """The address in a mail that gives back this seat without a login."""
    token = make_token(CANCEL_PURPOSE, booking=str(booking.id))
    return absolute(
        org_reverse(booking.learning_session.organization, "sessions:cancel_by_mail", token)
    )


def _page(learning_session: LearningSession) -> str:
    return org_reverse(learning_session.organization, "sessions:detail", learning_session.id)


def _list(learning_session: LearningSession) -> str:
    return absolute(org_reverse(learning_session.organization, "sessions:list"))
