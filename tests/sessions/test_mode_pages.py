"""Seats in the room and by video, on the pages and over the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.actions.booking import book_seat
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking
from sessions.rules.modes import REMOTE
from tests.api.caller import caller, refusal
from tests.sessions.making import make_people, make_session
from tests.sessions.test_pages import page, text

LINK = "https://video.example/balance"


def book(learning_session, person, mode=""):
    return book_seat(learning_session, person=person, by=person, mode=mode)


def wait(learning_session, person, mode=""):
    return join_waitlist(learning_session, person=person, by=person, mode=mode)


def counted(learning_session):
    learning_session.refresh_from_db()
    return learning_session.booked, learning_session.remote_booked


def seats_of(learning_session):
    held = learning_session.bookings.filter(state=Booking.State.CONFIRMED)
    return dict(held.values_list("person__name", "mode"))


@pytest.fixture
def people(cast, program):
    with cast.inside():
        return make_people(program, 6)


@pytest.fixture
def hybrid(cast, program, people):
    """In six hours, one seat in the room and one by video."""
    with cast.inside():
        return make_session(
            program,
            cast.hr_admin,
            starts_at=timezone.now() + timedelta(hours=6),
            video_url=LINK,
            capacity=2,
            remote_capacity=1,
        )


def test_page_offers_each_way_and_moves_between_them(cast, hybrid):
    client = cast.employee.client()
    shown = text(client.get(page(cast, hybrid)))
    assert "1 seat left in the room" in shown
    assert "1 seat left by video" in shown
    client.post(page(cast, hybrid, "seat/"), {"mode": "remote"})
    shown = text(client.get(page(cast, hybrid)))
    assert "Booked by video" in shown
    client.post(page(cast, hybrid, "seat/mode/"), {"mode": "in_person"})
    shown = text(client.get(page(cast, hybrid)))
    assert "Booked in the room" in shown
    with cast.inside():
        assert counted(hybrid) == (1, 0)


def test_page_lets_wait_for_the_room_while_the_video_is_free(cast, hybrid, people):
    with cast.inside():
        book(hybrid, people[0])
    client = cast.employee.client()
    shown = text(client.get(page(cast, hybrid)))
    assert "Take part by video" in shown
    client.post(page(cast, hybrid, "waitlist/"), {"mode": "in_person"})
    shown = text(client.get(page(cast, hybrid)))
    assert "Number 1 in line" in shown
    assert "Take part by video" in shown


def test_api_books_a_mode_and_switches_it(cast, hybrid, people):
    employee = caller(cast.employee)
    said = employee.post("bookings/", {"session": str(hybrid.id), "mode": "remote"}).json()
    assert said["mode"] == "remote"
    path = f"bookings/{said['id']}/"
    assert employee.patch(path, {"mode": "in_person"}).json()["mode"] == "in_person"
    with cast.inside():
        book(hybrid, people[0], REMOTE)
    assert refusal(employee.patch(path, {"mode": "remote"}))[0] == "session-full"
    waiting = employee.post("waitlist/", {"session": str(hybrid.id), "mode": "remote"})
    assert waiting.json()["mode"] == "remote"
