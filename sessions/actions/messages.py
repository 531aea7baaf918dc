"""The mails of a session, each with its entry for the calendar."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from peerlearn.notifications.actions import cancel_notifications, compose, notify, notify_all
from peerlearn.notifications.calendar import Method
from peerlearn.notifications.links import absolute
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import House, house_entered
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.tokens import make_token
from sessions.actions.reminders import cancel_link, reminders_of, video_words
from sessions.calendar_entries import Contents, calendar_event, contents_of, page_of
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.contents import read_contents
from sessions.queries.lunch import own_lunch
from sessions.queries.reminders import PlansAtHand, plan_of_session

BOOK_PURPOSE = "book-seat"


def confirm_seat(
    booking: Booking, *, kind: str, by: Person | None = None, due_at: datetime | None = None
) -> None:
    """Tell a person that a seat is theirs, with the invitation and the reminders to come.

    `kind` is "sessions.booking_confirmed" or "sessions.promoted"; `by` is who booked for them,
    `due_at` when the mail leaves, if not now.
    """
    if booking.revision:
        cancel_notifications(cause=str(booking.id))
    contents = contents_of(booking.learning_session)
    house, plan = house_entered(), plan_of_session(booking.learning_session)
    confirmation = _to_seat(
        booking,
        house,
        kind=kind,
        key=f"booking:{booking.id}:{booking.revision}:confirmed",
        method="REQUEST",
        due_at=due_at,
        contents=contents,
        **_contents_words(contents),
        booked_by=by if by != booking.person else None,
        lunch=own_lunch(booking.person, booking.learning_session, booking),
        lunch_link=absolute(org_reverse(booking.organization, "sessions:own_lunch")),
    )
    notify_all([confirmation, *reminders_of(booking, house, plan)])


def tell_seat_given_back(booking: Booking, *, by: Person | None) -> None:
    """Tell a person that their seat is given back, and take the entry off their calendar."""
    notify_all(
        [
            _to_seat(
                booking,
                house_entered(),
                kind="sessions.booking_cancelled",
                key=f"booking:{booking.id}:{booking.revision}:cancelled",
                method="CANCEL",
                cancelled_by=by if by and by != booking.person else None,
                book_link=_book_link(booking),
            )
        ]
    )


def tell_seat_ended(booking: Booking, *, by: Person) -> None:
    """Tell a person that their seat went with their place in the program."""
    key = f"booking:{booking.id}:{booking.revision}:ended"
    house = house_entered()
    kind = "sessions.seat_ended"
    notify_all([_to_seat(booking, house, kind=kind, key=key, method="CANCEL", ended_by=by)])


def tell_change(bookings: Iterable[Booking], *, moved: bool) -> None:
    """Tell people that a session is at another time or place; the old reminders fall away."""
    house, plans = house_entered(), PlansAtHand()
    for booking in bookings:
        read_contents(booking.learning_session)
        plan = plans.of(booking.learning_session)
        cancel_notifications(cause=str(booking.id))
        change = _to_seat(
            booking,
            house,
            kind="sessions.changed",
            key=f"booking:{booking.id}:changed:{booking.learning_session.sequence}",
            method="REQUEST",
            moved=moved,
        )
        notify_all([change, *reminders_of(booking, house, plan)])


def tell_cancellation(bookings: Iterable[Booking], line: Iterable[WaitlistEntry]) -> None:
    """Tell those who hold a seat, and those who wait for one, that the session was called off."""
    house = house_entered()
    for booking in bookings:
        read_contents(booking.learning_session)
        cancel_notifications(cause=str(booking.id))
        key = f"booking:{booking.id}:off:{booking.learning_session.sequence}"
        notify_all([_to_seat(booking, house, kind="sessions.cancelled", key=key, method="CANCEL")])
    notify_all(
        compose(
            to=entry.person,
            kind="sessions.cancelled",
            dedupe_key=f"waitlist:{entry.id}:off",
            cause=str(entry.id),
            context=_words(entry.learning_session),
            link=page_of(entry.learning_session),
            house=house,
        )
        for entry in line
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
    contents = contents_of(learning_session)
    seat = Booking.objects.filter(learning_session=learning_session, person=person).first()
    notify(
        to=person,
        kind=kind,
        dedupe_key=f"leader:{cause}:{kind}:{learning_session.sequence}",
        cause=cause,
        context={
            **_words(learning_session),
            "video_link": learning_session.video_url,
            "presents": learning_session.presenter_id == person.id,
            "moved": moved,
            **({} if ends else _contents_words(contents)),
        },
        calendar=calendar_event(
            learning_session,
            person,
            method="CANCEL" if ends else "REQUEST",
            revision=seat.revision if seat else 0,
            contents=contents,
        ),
        link=page_of(learning_session),
    )


def _to_seat(
    booking: Booking,
    house: House,
    *,
    kind: str,
    key: str,
    method: Method | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    contents: Contents | None = None,
    **words: Any,
) -> Notification | None:
    """A message to who holds a seat."""
    learning_session, person = booking.learning_session, booking.person
    event = None
    if method:
        event = calendar_event(
            learning_session,
            person,
            method=method,
            revision=booking.revision,
            mode=booking.mode,
            contents=contents,
        )
    return compose(
        to=person,
        kind=kind,
        dedupe_key=key,
        cause=str(booking.id),
        context={
            **_words(learning_session),
            **video_words(booking, at=due_at or timezone.now()),
            "cancel_link": cancel_link(booking),
            **words,
        },
        calendar=event,
        due_at=due_at,
        expires_at=expires_at,
        link=page_of(learning_session),
        house=house,
    )


def _contents_words(contents: Contents) -> dict[str, Any]:
    # Its items are others' words: each is a line of a list, and none begins a paragraph.
    items = contents.agenda.splitlines()[1:]
    return {"agenda": items, "has_materials": contents.has_materials}


def _words(learning_session: LearningSession) -> dict[str, Any]:
    list_page = org_reverse(learning_session.organization, "sessions:list")
    return {"learning_session": learning_session, "list_link": absolute(list_page)}


def _book_link(booking: Booking) -> str:
    """The address in a mail that takes this seat again without a login, as long as nothing else
    has happened to it.
    """
    token = make_token(BOOK_PURPOSE, booking=str(booking.id), revision=str(booking.revision))
    page = org_reverse(booking.learning_session.organization, "sessions:book_by_mail", token)
    return absolute(page)
