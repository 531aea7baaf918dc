"""What these tests do to a line, and look at. Call it inside the organization."""

from peerlearn.notifications.models import Notification
from sessions.actions.booking import book_seat
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking, WaitlistStep


def book(learning_session, person, mode=""):
    return book_seat(learning_session, person=person, by=person, mode=mode)


def wait(learning_session, person, mode=""):
    return join_waitlist(learning_session, person=person, by=person, mode=mode)


def seated(learning_session):
    held = learning_session.bookings.filter(state=Booking.State.CONFIRMED)
    return set(held.values_list("person__name", flat=True))


def offered(learning_session):
    return [
        entry.person.name
        for entry in learning_session.waitlist.filter(state="offered").select_related("person")
    ]


def steps(person):
    return list(WaitlistStep.objects.filter(entry__person=person).values_list("kind", flat=True))


def counted(learning_session):
    learning_session.refresh_from_db()
    return learning_session.booked


def kinds(person):
    return set(Notification.objects.filter(person=person).values_list("kind", flat=True))
