"""Giving a seat back in time, and with an excuse when it is too late for that."""

from datetime import timedelta

import pytest
import time_machine

from peerlearn.notifications.models import Notification
from sessions.actions.booking import book_seat, cancel_booking, excuse_booking
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking
from sessions.queries.bookings import seats_of
from sessions.rules.seats import CutOffPassedError, SessionStartedError
from tests.api.caller import caller, refusal
from tests.sessions.making import in_days, make_people, make_session
from tests.sessions.test_pages import page, text

MINUTE = timedelta(minutes=1)


@pytest.fixture
def held(cast, program):
    """The employee's seat in a session that is cancelled up to four hours before; another waits."""
    with cast.inside():
        small = make_session(program, cast.hr_admin, capacity=1, starts_at=in_days(2))
        seat = book_seat(small, person=cast.employee.person, by=cast.employee.person)
        (other,) = make_people(program, 1)
        join_waitlist(small, person=other, by=other)
        return small, seat, other


def late(small):
    return time_machine.travel(small.cancel_until + MINUTE)


@pytest.mark.parametrize(
    ("kind", "hours"), [("lunch_and_learn", 4), ("workshop", 24), ("networking", 0)]
)
def test_kind_says_until_when_a_seat_is_cancelled(cast, program, kind, hours):
    with cast.inside():
        assert make_session(program, cast.hr_admin, kind=kind).cancel_hours == hours
        assert make_session(program, cast.hr_admin, kind=kind, cancel_hours=7).cancel_hours == 7


def test_cancelling_after_the_cut_off_is_refused(cast, held):
    small, seat, _other = held
    with cast.inside():
        with late(small), pytest.raises(CutOffPassedError):
            cancel_booking(seat, by=seat.person)
        assert Booking.objects.get(pk=seat.pk).state == "confirmed"
        with time_machine.travel(small.cancel_until - MINUTE):
            assert cancel_booking(seat, by=seat.person).state == "cancelled"


def test_excuse_gives_the_seat_on_and_twice_is_once(cast, held):
    small, seat, other = held
    with cast.inside(), late(small):
        for _ in range(2):
            excused = excuse_booking(seat, by=seat.person, reason="My child is ill")
        assert (excused.state, excused.excuse, excused.revision) == (
            "excused",
            "My child is ill",
            1,
        )
        assert Booking.objects.get(person=other).state == "confirmed"
        small.refresh_from_db()
        assert small.booked == 1
        assert not seats_of(seat.person).exists()
        taken_off = Notification.objects.filter(person=seat.person, calendar_method="CANCEL")
        assert taken_off.count() == 1
        assert "ill" not in taken_off.get().body


def test_excuse_in_time_is_a_cancellation_and_says_nothing(cast, held):
    _small, seat, _other = held
    with cast.inside():
        given_back = excuse_booking(seat, by=seat.person, reason="Secret")
        assert (given_back.state, given_back.excuse) == ("cancelled", "")


def test_excuse_after_the_start_is_refused(cast, held):
    small, seat, _other = held
    with cast.inside(), time_machine.travel(small.starts_at), pytest.raises(SessionStartedError):
        excuse_booking(seat, by=seat.person)


def test_excused_seat_is_booked_again(cast, held):
    small, seat, other = held
    with cast.inside(), late(small):
        excuse_booking(seat, by=seat.person, reason="Ill")
        excuse_booking(Booking.objects.get(person=other), by=other)
        again = book_seat(small, person=seat.person, by=seat.person)
        assert (again.pk, again.state) == (seat.pk, "confirmed")


def near(cast, small):
    """Three hours before the start: it is too late to cancel."""
    with cast.inside():
        small.starts_at, small.ends_at = in_days(0.125), in_days(0.2)
        small.save(update_fields=["starts_at", "ends_at"])


def test_page_asks_for_an_excuse_and_only_who_runs_it_reads_it(cast, held):
    small, _seat, _other = held
    near(cast, small)
    client = cast.employee.client()
    assert "I can't come" in client.get(page(cast, small)).content.decode().replace("&#x27;", "'")
    asked = text(client.get(page(cast, small, "seat/excuse/")))
    assert "Only those who run the session read it." in asked
    client.post(page(cast, small, "seat/excuse/"), {"reason": "My child is ill"})
    with cast.inside():
        assert Booking.objects.get(person=cast.employee.person).excuse == "My child is ill"
    assert "My child is ill" in text(cast.hr_admin.client().get(page(cast, small, "line/")))
    assert "My child is ill" not in text(cast.manager.client().get(page(cast, small)))


def test_api_excuses_after_the_cut_off(cast, held):
    small, seat, _other = held
    near(cast, small)
    employee = caller(cast.employee)
    assert refusal(employee.delete(f"bookings/{seat.id}/"))[0] == "cut-off-passed"
    assert employee.post(f"bookings/{seat.id}/excuse/", {}).status_code == 204
    with cast.inside():
        assert Booking.objects.get(pk=seat.pk).state == "excused"
