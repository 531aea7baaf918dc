"""Seats and places in line, once for each Idempotency-Key."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from peerlearn.api.models import IdempotentRequest
from sessions.models import Booking, LearningSession
from tests.api.caller import caller, pointers, refusal
from tests.sessions.making import make_session


def book(one, session, **headers):
    return one.post("bookings/", {"session": str(session.id)}, **headers)


@pytest.fixture
def full(cast, lunch) -> LearningSession:
    """Both seats of the lunch are taken."""
    with cast.inside():
        LearningSession.objects.filter(pk=lunch.pk).update(capacity=1)
    assert book(caller(cast.manager), lunch).status_code == 201
    return lunch


def test_seat_is_booked_once_and_given_back(cast, lunch, employee):
    booked = book(employee, lunch)
    assert booked.status_code == 201
    assert booked.json()["session"]["title"] == lunch.title
    again = book(employee, lunch)
    assert (again.status_code, again.json()["id"]) == (200, booked.json()["id"])
    mine = employee.get(f"sessions/{lunch.id}/").json()
    assert mine["booked"] == 1
    assert mine["mine"]["booking"] == booked.json()["id"]
    assert mine["mine"]["can_cancel"] is True
    path = f"bookings/{booked.json()['id']}/"
    assert employee.get(path).json()["state"] == "confirmed"
    assert employee.delete(path).status_code == 204
    assert employee.get(path).status_code == 404
    assert employee.get("bookings/").json()["results"] == []


def test_seat_of_another_is_not_there(cast, lunch, employee, hr_admin, outsider):
    booking = book(employee, lunch).json()["id"]
    for other in (hr_admin, outsider, caller(cast.manager)):
        assert other.get(f"bookings/{booking}/").status_code == 404
        assert other.delete(f"bookings/{booking}/").status_code == 404
    with cast.inside():
        assert Booking.objects.get().state == "confirmed"


def test_refusals_are_those_of_the_page(cast, full, employee):
    assert refusal(book(employee, full)) == (
        "session-full",
        "All seats are taken. You can join the waiting list.",
    )
    assert refusal(book(caller(cast.mentor), full))[0] == "session-led"
    with cast.inside():
        LearningSession.objects.update(state="cancelled")
    assert refusal(book(employee, full))[0] == "session-cancelled"


@pytest.mark.parametrize("body", [{}, {"session": "nonsense"}, {"session": str(uuid4())}, []])
def test_session_must_be_one_that_the_caller_sees(cast, lunch, employee, body):
    assert list(pointers(employee.post("bookings/", body))) == ["/session" if body != [] else ""]
    stranger = caller(cast.director)
    assert list(pointers(book(stranger, lunch))) == ["/session"]


def test_line_is_joined_and_left(cast, full, employee):
    joined = employee.post("waitlist/", {"session": str(full.id)})
    assert joined.status_code == 201
    assert joined.json()["position"] == 1
    again = employee.post("waitlist/", {"session": str(full.id)})
    assert (again.status_code, again.json()["id"]) == (200, joined.json()["id"])
    row = employee.get("waitlist/").json()["results"]
    assert [entry["session"]["title"] for entry in row] == [full.title]
    assert employee.get(f"sessions/{full.id}/").json()["mine"]["waitlist_position"] == 1
    path = f"waitlist/{joined.json()['id']}/"
    assert caller(cast.manager).delete(path).status_code == 404
    assert employee.delete(path).status_code == 204
    assert employee.get("waitlist/").json()["results"] == []


def test_no_line_before_a_free_seat(lunch, employee):
    assert refusal(employee.post("waitlist/", {"session": str(lunch.id)}))[0] == "seat-free"


def test_freed_seat_goes_to_the_first_in_line(cast, full, employee):
    place = employee.post("waitlist/", {"session": str(full.id)}).json()["id"]
    manager = caller(cast.manager)
    [seat] = manager.get("bookings/").json()["results"]
    manager.delete(f"bookings/{seat['id']}/")
    taken = [employee.post(f"waitlist/{place}/acceptance/").status_code for _twice in range(2)]
    assert taken == [201, 200]
    [mine] = employee.get("bookings/").json()["results"]
    assert mine["session"]["id"] == str(full.id)


KEY = {"Idempotency-Key": "k-1"}


def test_same_key_gives_the_first_answer_again(cast, lunch, employee):
    first = book(employee, lunch, **KEY)
    employee.delete(f"bookings/{first.json()['id']}/")
    again = book(employee, lunch, **KEY)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    with cast.inside():
        assert Booking.objects.get().state == "cancelled"


def test_same_key_for_another_body_is_refused(cast, program, lunch, employee):
    with cast.inside():
        other = make_session(program, cast.hr_admin, title="Other")
    book(employee, lunch, **KEY)
    assert list(pointers(book(employee, other, **KEY))) == ["?Idempotency-Key"]
    with cast.inside():
        assert Booking.objects.count() == 1


def test_keys_of_two_people_are_two(cast, lunch, employee):
    first = book(employee, lunch, **KEY).json()
    second = book(caller(cast.manager), lunch, **KEY).json()
    assert first["id"] != second["id"]


def test_refused_request_keeps_no_key(cast, full, employee):
    assert book(employee, full, **KEY).status_code == 409
    with cast.inside():
        LearningSession.objects.update(capacity=2)
    assert book(employee, full, **KEY).status_code == 201


def test_key_is_forgotten_after_a_day(cast, lunch, employee):
    first = book(employee, lunch, **KEY)
    with cast.inside():
        IdempotentRequest.objects.update(created_at=timezone.now() - timedelta(hours=25))
    again = book(employee, lunch, **KEY)
    assert "Idempotency-Replayed" not in again
    assert again.json()["id"] == first.json()["id"]


@pytest.mark.parametrize("key", ["x" * 256, "a b"])
def test_key_that_is_none_is_refused(lunch, employee, key):
    answer = book(employee, lunch, **{"Idempotency-Key": key})
    assert list(pointers(answer)) == ["?Idempotency-Key"]
