"""Sessions in a room, by video, or both: seats of two kinds, and moving from one to the other."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.notifications.models import Notification
from sessions.actions.booking import book_seat, cancel_booking, switch_mode
from sessions.actions.plans import PlanRefusedError
from sessions.actions.scheduling import change_session
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.waitlist import positions
from sessions.rules.modes import HYBRID, IN_PERSON, REMOTE, Seats, mode_of, shows_video
from sessions.rules.planning import place_problems
from sessions.rules.seats import (
    OneModeError,
    RoomSeatsTakenError,
    SeatFreeError,
    SessionFullError,
    VideoSeatsTakenError,
)
from tests.sessions.making import make_people, make_plan, make_session

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


@pytest.mark.parametrize(
    ("room", "link", "mode"),
    [("A", "", IN_PERSON), ("", LINK, REMOTE), ("A", LINK, HYBRID), ("", "", IN_PERSON)],
)
def test_mode_is_where_it_takes_place(room, link, mode):
    assert mode_of(room, link) == mode


@given(data=st.data())
def test_free_seats_of_both_modes_add_up(data):
    capacity = data.draw(st.integers(2, 50))
    by_video = data.draw(st.integers(1, capacity - 1))
    remote = data.draw(st.integers(0, by_video))
    in_room = data.draw(st.integers(0, capacity - by_video))
    seats = Seats(HYBRID, capacity, in_room + remote, by_video, remote)
    assert seats.left(IN_PERSON) + seats.left(REMOTE) == seats.left("")
    assert seats.left(IN_PERSON) >= 0 <= seats.left(REMOTE)
    assert seats.of(REMOTE) == (remote, by_video)


@pytest.mark.parametrize(
    ("leads", "seat", "remote_capacity", "early", "shown"),
    [
        (True, None, None, True, True),
        (False, None, None, False, False),
        (False, REMOTE, 1, True, False),
        (False, REMOTE, 1, False, True),
        (False, IN_PERSON, 1, False, False),
        (False, IN_PERSON, None, False, True),
    ],
)
def test_video_link_is_shown_to_whom_and_when(leads, seat, remote_capacity, early, shown):
    now = timezone.now()
    seats = Seats(HYBRID, 2, 1, remote_capacity)
    opens_at = now + timedelta(seconds=1 if early else 0)
    assert shows_video(leads=leads, seat=seat, seats=seats, opens_at=opens_at, now=now) is shown


def test_link_that_is_not_https_is_refused():
    assert list(place_problems("", "http://video.example/x")) == ["video_url"]
    assert place_problems("", "HTTPS://video.example/x") == {}


def test_each_mode_has_its_own_seats(cast, hybrid, people):
    first, second, third, *_ = people
    with cast.inside():
        assert book(hybrid, first).mode == IN_PERSON
        with pytest.raises(RoomSeatsTakenError):
            book(hybrid, second)
        assert book(hybrid, second, REMOTE).mode == REMOTE
        with pytest.raises(SessionFullError) as refused:
            book(hybrid, third, REMOTE)
        assert not isinstance(refused.value, VideoSeatsTakenError)
        assert counted(hybrid) == (2, 1)
        cancel_booking(Booking.objects.get(person=second), by=second)
        assert counted(hybrid) == (1, 0)


def test_shared_seats_of_a_hybrid_session_are_for_either(cast, program, people):
    with cast.inside():
        shared = make_session(program, cast.hr_admin, video_url=LINK, capacity=2)
        book(shared, people[0], REMOTE)
        seat = book(shared, people[1], REMOTE)
        assert counted(shared) == (2, 2)
        assert switch_mode(seat, to=IN_PERSON, by=people[1]).mode == IN_PERSON
        assert counted(shared) == (2, 1)


def test_mode_that_there_is_not_becomes_the_one_that_there_is(cast, lunch, people):
    with cast.inside():
        seat = book(lunch, people[0], REMOTE)
        assert seat.mode == IN_PERSON
        assert counted(lunch) == (1, 0)
        with pytest.raises(OneModeError):
            switch_mode(seat, to=REMOTE, by=people[0])


def test_second_click_keeps_the_seat_where_it_is(cast, hybrid, people):
    with cast.inside():
        assert book(hybrid, people[0], REMOTE) == book(hybrid, people[0], IN_PERSON)
        assert counted(hybrid) == (1, 1)


def test_switch_to_a_free_seat_tells_the_calendar(cast, hybrid, people):
    with cast.inside():
        seat = book(hybrid, people[0])
        moved = switch_mode(seat, to=REMOTE, by=people[0])
        assert (moved.mode, moved.revision) == (REMOTE, 1)
        assert counted(hybrid) == (1, 1)
        assert switch_mode(moved, to=REMOTE, by=people[0]).revision == 1
        latest = Notification.objects.filter(person=people[0], calendar_method="REQUEST").latest(
            "id"
        )
        assert "LOCATION:By video" in latest.calendar
        assert LINK not in latest.calendar + latest.body


def test_switch_to_taken_seats_is_refused_and_waits(cast, hybrid, people):
    first, second, *_ = people
    with cast.inside():
        in_room, by_video = book(hybrid, first), book(hybrid, second, REMOTE)
        with pytest.raises(SessionFullError):
            switch_mode(by_video, to=IN_PERSON, by=second)
        assert wait(hybrid, second) is None
        assert wait(hybrid, second, REMOTE) is None
        assert wait(hybrid, second, IN_PERSON).mode == IN_PERSON
        cancel_booking(in_room, by=first)
        assert seats_of(hybrid) == {second.name: IN_PERSON}
        assert counted(hybrid) == (1, 0)


def test_moved_seat_frees_the_other_for_the_line(cast, hybrid, people):
    first, second, third, fourth, *_ = people
    with cast.inside():
        in_room = book(hybrid, first)
        book(hybrid, second, REMOTE)
        wait(hybrid, second, IN_PERSON)
        wait(hybrid, third, IN_PERSON)
        wait(hybrid, fourth, REMOTE)
        assert positions(third, [hybrid.pk]) == {hybrid.pk: 2}
        assert positions(fourth, [hybrid.pk]) == {hybrid.pk: 1}
        cancel_booking(in_room, by=first)
        assert seats_of(hybrid) == {second.name: IN_PERSON, fourth.name: REMOTE}
        assert counted(hybrid) == (2, 1)


def test_waiting_for_either_takes_the_first_that_comes_free(cast, hybrid, people):
    first, second, third, *_ = people
    with cast.inside():
        book(hybrid, first)
        by_video = book(hybrid, second, REMOTE)
        wait(hybrid, third)
        cancel_booking(by_video, by=second)
        assert seats_of(hybrid) == {first.name: IN_PERSON, third.name: REMOTE}


def test_waiting_for_a_mode_with_a_free_seat_is_refused(cast, hybrid, people):
    with cast.inside():
        book(hybrid, people[0])
        with pytest.raises(SeatFreeError):
            wait(hybrid, people[1], REMOTE)
        with pytest.raises(SeatFreeError):
            wait(hybrid, people[1])
        place = wait(hybrid, people[1], IN_PERSON)
        book(hybrid, people[2], REMOTE)
        assert wait(hybrid, people[1]).pk == place.pk
        assert WaitlistEntry.objects.get().mode == ""


@pytest.mark.parametrize(
    ("capacity", "by_video", "said"),
    [
        (2, 2, "some must be by video and some in the room"),
        (4, 1, "2 people have booked by video"),
        (4, 3, "2 people have booked a seat in the room"),
        (3, None, "4 people have booked"),
    ],
)
def test_seats_of_a_mode_below_the_booked_are_refused(
    cast, program, people, capacity, by_video, said
):
    with cast.inside():
        held = make_session(program, cast.hr_admin, video_url=LINK, capacity=4, remote_capacity=2)
        for person, mode in zip(people, [IN_PERSON, IN_PERSON, REMOTE, REMOTE], strict=False):
            book(held, person, mode)
        if said.startswith("some"):
            Booking.objects.all().delete()
            LearningSession.objects.update(booked=0, remote_booked=0)
        plan = make_plan(
            capacity=capacity, remote_capacity=by_video, video_url=LINK, starts_at=held.starts_at
        )
        with pytest.raises(PlanRefusedError) as refused:
            change_session(held, plan, by=cast.hr_admin.person)
        assert said in str(refused.value)


def test_session_that_moves_online_takes_everybody_along(cast, hybrid, people):
    first, second, third, *_ = people
    with cast.inside():
        book(hybrid, first)
        book(hybrid, second, REMOTE)
        wait(hybrid, second, IN_PERSON)
        wait(hybrid, third, IN_PERSON)
        plan = make_plan(room="", video_url=LINK, capacity=3, starts_at=hybrid.starts_at)
        change_session(hybrid, plan, by=cast.hr_admin.person)
        assert counted(hybrid) == (3, 3)
        assert set(seats_of(hybrid).values()) == {REMOTE}
        assert set(WaitlistEntry.objects.values_list("state", flat=True)) == {"accepted"}


def test_database_refuses_more_seats_than_a_mode_has(cast, hybrid):
    with cast.inside():
        for held in ({"booked": 2}, {"booked": 2, "remote_booked": 2}, {"remote_booked": 1}):
            with pytest.raises(IntegrityError), transaction.atomic():
                LearningSession.objects.filter(pk=hybrid.pk).update(**held)
