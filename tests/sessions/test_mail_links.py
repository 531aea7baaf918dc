"""The link in a mail that gives a seat back without a login."""

import pytest
import time_machine

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from peerlearn.web.tokens import make_token
from sessions.actions.booking import book_seat
from sessions.actions.line_messages import OFFER_PURPOSE
from sessions.actions.messages import BOOK_PURPOSE
from sessions.models import Booking, WaitlistEntry


@pytest.fixture
def link(cast, lunch):
    """The path in the employee's confirmation."""
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        mail = Notification.objects.get(kind="sessions.booking_confirmed")
    [address] = [line for line in mail.body.splitlines() if "/sessions/seat/" in line]
    assert address.startswith("http://localhost:8000/o/acme/")
    return address.removeprefix("http://localhost:8000")


def state(cast):
    with cast.inside():
        return Booking.objects.get().state


def test_link_asks_before_it_acts(cast, link, anonymous):
    response = anonymous.get(link)
    assert response.status_code == 200
    assert b"Give your seat back?" in response.content
    assert state(cast) == Booking.State.CONFIRMED


def test_link_gives_the_seat_back_and_may_be_used_twice(cast, link, anonymous):
    for _ in range(2):
        response = anonymous.post(link)
        assert response.status_code == 200
        assert b"Your seat is given back" in response.content
    assert state(cast) == Booking.State.CANCELLED
    assert b"Your seat is given back" in anonymous.get(link).content


def links_in_mails(cast):
    """The paths in all mails to the seat, by kind."""
    with cast.inside():
        return [
            (mail.kind, line.removeprefix("http://localhost:8000"))
            for mail in Notification.objects.order_by("created_at")
            for line in mail.body.splitlines()
            if "/sessions/seat/" in line
        ]


def test_used_link_does_not_give_back_a_seat_that_was_booked_again(cast, lunch, link, anonymous):
    old = {path for _kind, path in links_in_mails(cast)}
    anonymous.post(link)
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    for path in old:
        for answer in (anonymous.get(path), anonymous.post(path)):
            assert answer.status_code == 404
            assert "This link doesn" in answer.content.decode()
    assert state(cast) == Booking.State.CONFIRMED


@pytest.mark.parametrize("kind", ["sessions.booking_confirmed", "sessions.reminder"])
def test_link_for_a_seat_booked_again_gives_it_back(cast, lunch, link, anonymous, kind):
    old = links_in_mails(cast)
    anonymous.post(link)
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    new = [entry for entry in links_in_mails(cast) if entry not in old]
    path = next(path for name, path in new if name == kind)
    assert anonymous.post(path).status_code == 200
    assert state(cast) == Booking.State.CANCELLED


def test_link_after_the_start_says_why_not(cast, lunch, link, anonymous):
    with time_machine.travel(lunch.starts_at):
        response = anonymous.post(link)
    assert response.status_code == 422
    assert b"This session has started." in response.content
    assert state(cast) == Booking.State.CONFIRMED


def test_link_changed_or_for_another_purpose_does_not_work(cast, link, anonymous):
    with cast.inside():
        booking = Booking.objects.get()
    other = make_token("something-else", booking=str(booking.id))
    for path in (f"{link[:-2]}x/", f"/o/acme/sessions/seat/{other}/"):
        assert anonymous.post(path).status_code == 404
    assert state(cast) == Booking.State.CONFIRMED


def test_link_too_old_does_not_work(cast, link, anonymous):
    with time_machine.travel("2030-01-01"):
        assert anonymous.get(link).status_code == 404


def test_link_in_another_organization_does_not_work(cast, link, anonymous):
    assert anonymous.get(link.replace("/o/acme/", "/o/umbrella/")).status_code == 404


def test_links_of_somebody_who_left_lead_nowhere(cast, lunch, link, anonymous):
    """A seat to book again and an offer, too: a leaver reads nothing about sessions any more."""
    with cast.inside():
        person = cast.employee.person
        seat = Booking.objects.get()
        entry = WaitlistEntry.objects.create(learning_session=lunch, person=cast.mentor.person)
        others = [
            ("book", make_token(BOOK_PURPOSE, booking=str(seat.id), revision="0")),
            ("offer", make_token(OFFER_PURPOSE, entry=str(entry.id), offer="0")),
        ]
        paths = [link, *(cast.employee.url(f"sessions/{way}/{token}/") for way, token in others)]
    assert [anonymous.get(path).status_code for path in paths] == [200, 200, 200]
    with cast.inside():
        leavers = [person.id, cast.mentor.person.id]
        Person.objects.filter(id__in=leavers).update(state=Person.State.LEFT)
    assert [anonymous.get(path).status_code for path in paths] == [404, 404, 404]
    assert [anonymous.post(path).status_code for path in paths] == [404, 404, 404]
    assert state(cast) == Booking.State.CONFIRMED
