"""The link in a mail that takes a seat again."""

import pytest

from peerlearn.notifications.models import Notification
from peerlearn.web.tokens import make_token
from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.messages import BOOK_PURPOSE
from sessions.models import Booking, LearningSession
from tests.sessions.making import make_people, make_session
from tests.sessions.test_pages import text


@pytest.fixture
def given_back(cast, lunch):
    """The employee's seat, given back, and the address in the mail that says so."""
    with cast.inside():
        seat = book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        cancel_booking(seat, by=cast.employee.person)
        mail = Notification.objects.get(kind="sessions.booking_cancelled")
        path = next(word for word in mail.body.split() if "/sessions/book/" in word)
    return seat, path[path.index("/o/") :]


def state(cast, seat):
    with cast.inside():
        return Booking.objects.get(pk=seat.pk).state


def test_link_asks_on_get_and_books_once_on_post(cast, client, given_back):
    seat, link = given_back
    assert "Book your seat again?" in text(client.get(link))
    assert state(cast, seat) == "cancelled"
    for _ in range(2):
        assert "Your seat is booked" in text(client.post(link))
    with cast.inside():
        assert Booking.objects.get(pk=seat.pk).revision == 2


def test_link_is_dead_once_the_seat_was_given_back_again(cast, client, given_back):
    seat, link = given_back
    client.post(link)
    with cast.inside():
        cancel_booking(Booking.objects.get(pk=seat.pk), by=cast.employee.person)
    answer = client.post(link)
    assert (answer.status_code, "This link doesn't work" in text(answer)) == (404, True)
    assert state(cast, seat) == "cancelled"


def test_forged_link_and_one_for_something_else_are_nothing(cast, client, given_back):
    seat, _link = given_back
    with cast.inside():
        other = make_token("cancel-booking", booking=str(seat.id), revision="1")
    for token in ("nobody-signed-this", other):
        path = cast.employee.url(f"sessions/book/{token}/")
        assert client.post(path).status_code == 404
    assert BOOK_PURPOSE != "cancel-booking"
    assert state(cast, seat) == "cancelled"


def test_full_session_is_said_clearly(cast, client, program, given_back):
    _seat, link = given_back
    with cast.inside():
        LearningSession.objects.update(capacity=1)
        (other,) = make_people(program, 1)
        book_seat(LearningSession.objects.get(), person=other, by=other)
    answer = client.post(link)
    assert (answer.status_code, "All seats are taken" in text(answer)) == (422, True)


def test_clash_is_named_and_can_be_booked_anyway(cast, client, program, lunch, given_back):
    seat, link = given_back
    with cast.inside():
        other = make_session(program, cast.hr_admin, title="Elsewhere", starts_at=lunch.starts_at)
        book_seat(other, person=cast.employee.person, by=cast.employee.person)
    shown = text(client.get(link))
    assert "Elsewhere" in shown
    assert "Book anyway" in shown
    assert "Your seat is booked" in text(client.post(link))
    assert state(cast, seat) == "confirmed"
