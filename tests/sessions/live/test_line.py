"""Those who find the room full, and the seats that stay empty."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.models import Person
from sessions.actions.attendance import (
    check_in,
    come_in,
    come_in_over_capacity,
    note_absence,
    undo_check_in,
)
from sessions.actions.rooms import finish_session
from sessions.actions.waitlist import leave_waitlist, wait_at_door
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.attendance import attendance_of
from sessions.rules.room import (
    NotBegunError,
    PersonHereError,
    RoomFullError,
    RoomOverError,
    must_wait,
)
from sessions.rules.seats import NotEnrolledError, SessionLedError
from tests.sessions.live.test_join import join, live
from tests.sessions.live.visiting import HTMX, address, post
from tests.sessions.making import enroll
from tests.sessions.test_pages import text


@pytest.fixture
def begun(cast, room):
    """The room is full: the employee is there, the manager is late. The director is enrolled."""
    with cast.inside():
        now = timezone.now()
        room.starts_at, room.ends_at = now - timedelta(minutes=5), now + timedelta(hours=1)
        room.save(update_fields=["starts_at", "ends_at"])
        enroll(room.program, cast.director.person)
    return room


def wait(room, person):
    return wait_at_door(room, person=person, by=person)


def booked(room):
    return LearningSession.objects.get(pk=room.pk).booked


def run_page(cast, room):
    return text(cast.facilitator.client().get(address(cast.facilitator, room)))


@pytest.mark.parametrize(
    ("is_expected", "place", "seats_left", "expected"),
    [
        (True, 1, 0, False),
        (False, 1, 0, True),
        (False, 1, 1, False),
        (False, 2, 1, True),
        (False, 2, 2, False),
    ],
)
def test_who_must_wait_at_the_door(is_expected, place, seats_left, expected):
    assert must_wait(is_expected=is_expected, place=place, seats_left=seats_left) is expected


def test_wait_at_a_full_room_is_one_place_in_line(cast, begun):
    with cast.inside():
        first, again = wait(begun, cast.director.person), wait(begun, cast.director.person)
        assert first == again == WaitlistEntry.objects.get()


def test_wait_with_a_seat_kept_or_free_is_none(cast, begun, seat):
    with cast.inside():
        assert wait(begun, cast.manager.person) is None
        note_absence(seat, by=cast.facilitator.person)
        assert wait(begun, cast.director.person) is None
        assert WaitlistEntry.objects.count() == 0


def test_wait_is_refused_to_strangers_to_leaders_and_after_the_end(cast, begun):
    with cast.inside():
        with pytest.raises(NotEnrolledError):
            wait(begun, Person.objects.create(name="Sina Stranger"))
        with pytest.raises(SessionLedError):
            wait(begun, cast.mentor.person)
        finish_session(begun, by=cast.facilitator.person)
        with pytest.raises(RoomOverError):
            wait(begun, cast.director.person)


def test_absence_frees_the_seat_once_and_who_waits_gets_it(cast, begun, seat):
    with cast.inside():
        wait(begun, cast.director.person)
        for _ in range(2):
            note_absence(seat, by=cast.facilitator.person)
        assert booked(begun) == 1
        assert not attendance_of(begun).is_full
        come_in(begun, person=cast.director.person, by=cast.facilitator.person)
        assert booked(begun) == 2
        assert attendance_of(begun).is_full
        assert WaitlistEntry.objects.get().state == WaitlistEntry.State.ACCEPTED
        finish_session(begun, by=cast.facilitator.person)
        states = dict(Booking.objects.values_list("person__name", "state"))
    assert states == {
        "Emil Employee": "attended",
        "Marco Manager": "no_show",
        "Dora Director": "attended",
    }


def test_who_comes_late_after_all_sits_on_a_free_seat_or_an_extra_one(cast, begun, seat):
    fay = cast.facilitator.person
    with cast.inside():
        note_absence(seat, by=fay)
        late = come_in(begun, person=cast.manager.person, by=cast.manager.person)
        assert (late.pk, late.state) == (seat.pk, Booking.State.CONFIRMED)
        assert booked(begun) == 2
        note_absence(undo_check_in(late, by=fay), by=fay)
        come_in(begun, person=cast.director.person, by=fay)
        come_in_over_capacity(begun, person=cast.manager.person, by=fay)
        assert booked(begun) == LearningSession.objects.get(pk=begun.pk).capacity == 3


def test_absence_is_refused_before_the_start_of_who_is_there_and_after_the_end(cast, begun, seat):
    fay = cast.facilitator.person
    with cast.inside():
        check_in(seat, by=fay)
        with pytest.raises(PersonHereError):
            note_absence(seat, by=fay)
        undo_check_in(seat, by=fay)
        LearningSession.objects.update(starts_at=timezone.now() + timedelta(minutes=5))
        with pytest.raises(NotBegunError):
            note_absence(seat, by=fay)
        finish_session(begun, by=fay, before_start=True)
        with pytest.raises(RoomOverError):
            note_absence(seat, by=fay)


def test_page_shows_the_line_and_the_seat_is_given_with_a_tap(cast, begun, seat):
    assert "Waiting list" not in run_page(cast, begun)
    assert join(cast.director, begun.join_code, "post").status_code == 302
    shown = run_page(cast, begun)
    assert shown.index("Waiting list") < shown.index("Dora Director")
    assert "Add a seat for Dora Director" in shown
    assert f'id="absent-{seat.id}"' in shown
    freed = text(post(cast.facilitator, begun, f"check-ins/{seat.id}/absent/", **HTMX))
    assert "Marco Manager is noted as not there. The seat is free." in freed
    assert "Give the seat to Dora Director" in freed
    assert "Check in Marco Manager after all" in freed
    path = f"walk-ins/{cast.director.person.id}/"
    given = text(post(cast.facilitator, begun, path, **HTMX))
    assert "Dora Director is checked in." in given
    assert "Waiting list" not in given


def test_absence_of_somebody_who_came_meanwhile_says_so(cast, begun, seat):
    with cast.inside():
        check_in(seat, by=cast.facilitator.person)
    said = text(post(cast.facilitator, begun, f"check-ins/{seat.id}/absent/", **HTMX))
    assert "This person is checked in." in said


def test_door_of_a_full_room_says_the_place_and_lets_in_by_itself(cast, begun, seat):
    answer = join(cast.director, begun.join_code, "post")
    assert answer.url == cast.director.url("join/") + f"?code={begun.join_code}"
    shown = text(cast.director.client().get(answer.url))
    assert "You are number 1 in line" in shown
    assert 'hx-trigger="every 5s"' in shown
    assert "Check in and join" not in shown
    with cast.inside():
        note_absence(seat, by=cast.facilitator.person)
    assert "Check in and join" in text(cast.director.client().get(answer.url))
    with cast.inside():
        come_in(begun, person=cast.director.person, by=cast.facilitator.person)
    polled = cast.director.client().get(answer.url, headers=HTMX)
    assert polled["HX-Redirect"] == live(cast.director, begun)


def test_door_of_a_full_room_keeps_the_seat_of_who_has_one(cast, begun):
    assert "Check in and join" in text(join(cast.manager, begun.join_code))


def test_last_in_line_does_not_take_the_seat_from_the_first(cast, begun, seat):
    with cast.inside():
        first = Person.objects.create(name="Fia First")
        enroll(begun.program, first)
        wait(begun, first)
    assert join(cast.director, begun.join_code, "post").status_code == 302
    with cast.inside():
        note_absence(seat, by=cast.facilitator.person)
    answer = join(cast.director, begun.join_code, "post")
    assert "You are number 2 in line" in text(cast.director.client().get(answer.url))
    with cast.inside():
        assert booked(begun) == 1
        assert wait(begun, cast.director.person).state == WaitlistEntry.State.WAITING
        come_in(begun, person=first, by=first)
        assert booked(begun) == 2


def test_who_leaves_the_line_or_never_joined_it_stands_behind_it(cast, begun, seat):
    with cast.inside():
        first = Person.objects.create(name="Fia First")
        enroll(begun.program, first)
        for waiting in (first, cast.director.person):
            wait(begun, waiting)
        note_absence(seat, by=cast.facilitator.person)
        leave_waitlist(begun, person=cast.director.person, by=cast.director.person)
        with pytest.raises(RoomFullError):
            come_in(begun, person=cast.director.person, by=cast.director.person)
    shown = text(join(cast.director, begun.join_code))
    assert "Others wait for the free seats" in shown
    assert "Wait for a seat" in shown
    with cast.inside():
        assert booked(begun) == 1


def test_facilitator_gives_a_free_seat_to_anybody_in_line(cast, begun, seat):
    with cast.inside():
        first = Person.objects.create(name="Fia First")
        enroll(begun.program, first)
        for waiting in (first, cast.director.person):
            wait(begun, waiting)
        note_absence(seat, by=cast.facilitator.person)
        come_in(begun, person=cast.director.person, by=cast.facilitator.person)
        assert booked(begun) == 2
