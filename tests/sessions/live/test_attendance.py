import pytest

from programs.models import Enrollment
from sessions.actions.attendance import (
    check_in,
    come_in,
    come_in_over_capacity,
    undo_check_in,
)
from sessions.actions.booking import cancel_booking
from sessions.actions.rooms import finish_session, open_room
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.attendance import attendance_of, seats_in, walk_in_candidates
from sessions.rules.room import (
    NobodyExpectedError,
    RoomFullError,
    RoomNotOpenError,
    RoomOverError,
)
from sessions.rules.seats import NotEnrolledError, SeatUsedError, SessionLedError
from tests.sessions.making import enroll, make_people, make_session


def seats_held(room):
    counter = LearningSession.objects.get(pk=room.pk)
    rows = Booking.objects.filter(learning_session=room).exclude(state=Booking.State.CANCELLED)
    assert counter.booked == rows.count()
    return counter.booked, counter.capacity


def test_check_in_says_when_and_who_and_keeps_the_first(cast, seat):
    with cast.inside():
        first = check_in(seat, by=cast.facilitator.person)
        again = check_in(seat, by=cast.hr_admin.person)
        assert first.checked_in_at == again.checked_in_at is not None
        assert again.checked_in_by == cast.facilitator.person


def test_check_in_undone_leaves_no_trace_and_twice_is_once(cast, seat):
    with cast.inside():
        check_in(seat, by=cast.facilitator.person)
        for _ in range(2):
            undone = undo_check_in(seat, by=cast.facilitator.person)
            assert (undone.checked_in_at, undone.checked_in_by) == (None, None)
        assert attendance_of(seat.learning_session).here == 1


def test_check_in_before_the_room_is_open_is_refused(cast, booked):
    with cast.inside(), pytest.raises(RoomNotOpenError):
        check_in(booked.bookings.first(), by=cast.facilitator.person)


def test_check_in_and_undo_after_the_end_are_refused(cast, room, seat):
    with cast.inside():
        finish_session(room, by=cast.facilitator.person, before_start=True)
        for act in (check_in, undo_check_in):
            with pytest.raises(RoomOverError):
                act(seat, by=cast.facilitator.person)


def test_check_in_of_a_cancelled_booking_is_refused(cast, room, seat):
    with cast.inside():
        cancel_booking(seat, by=cast.manager.person)
        with pytest.raises(NobodyExpectedError):
            check_in(seat, by=cast.facilitator.person)


def test_seat_of_somebody_who_is_in_the_room_cannot_be_given_back(cast, room):
    with cast.inside():
        seat = Booking.objects.get(learning_session=room, person=cast.employee.person)
        with pytest.raises(SeatUsedError):
            cancel_booking(seat, by=cast.employee.person)
        assert seats_held(room) == (2, 2)


def test_come_in_without_a_seat_takes_a_free_one(cast, program, room, seat):
    with cast.inside():
        cancel_booking(seat, by=cast.manager.person)
        enroll(program, cast.director.person)
        came = come_in(room, person=cast.director.person, by=cast.director.person)
        assert came.state == Booking.State.CONFIRMED
        assert came.checked_in_by == cast.director.person
        assert seats_held(room) == (2, 2)


def test_come_in_again_after_a_cancellation_takes_the_same_row(cast, room, seat):
    with cast.inside():
        cancel_booking(seat, by=cast.manager.person)
        came = come_in(room, person=cast.manager.person, by=cast.manager.person)
        assert came.pk == seat.pk
        assert seats_held(room) == (2, 2)


def test_come_in_twice_is_once(cast, room):
    with cast.inside():
        first = come_in(room, person=cast.employee.person, by=cast.employee.person)
        second = come_in(room, person=cast.employee.person, by=cast.facilitator.person)
        assert first.checked_in_at == second.checked_in_at
        assert second.checked_in_by == cast.employee.person
        assert seats_held(room) == (2, 2)


def test_come_in_to_a_full_room_is_refused(cast, program, room):
    with cast.inside():
        enroll(program, cast.director.person)
        with pytest.raises(RoomFullError):
            come_in(room, person=cast.director.person, by=cast.director.person)
        assert seats_held(room) == (2, 2)


def test_come_in_over_capacity_adds_one_seat_once(cast, program, room):
    with cast.inside():
        enroll(program, cast.director.person)
        for _ in range(2):
            come_in_over_capacity(room, person=cast.director.person, by=cast.facilitator.person)
        assert seats_held(room) == (3, 3)


def test_come_in_from_outside_the_program_is_refused(cast, room, seat):
    with cast.inside():
        cancel_booking(seat, by=cast.manager.person)
        for act in (come_in, come_in_over_capacity):
            with pytest.raises(NotEnrolledError):
                act(room, person=cast.director.person, by=cast.facilitator.person)
        assert seats_held(room) == (1, 2)


def test_come_in_over_capacity_from_outside_adds_no_seat(cast, room):
    with cast.inside():
        with pytest.raises(NotEnrolledError):
            come_in_over_capacity(room, person=cast.director.person, by=cast.facilitator.person)
        assert seats_held(room) == (2, 2)


def test_come_in_ends_the_waiting(cast, program, booked):
    with cast.inside():
        enroll(program, cast.director.person)
        join_waitlist(booked, person=cast.director.person, by=cast.director.person)
        room = open_room(booked, by=cast.facilitator.person)
        come_in_over_capacity(room, person=cast.director.person, by=cast.facilitator.person)
        entry = WaitlistEntry.objects.get(person=cast.director.person)
        assert entry.state == WaitlistEntry.State.ACCEPTED


def test_come_in_of_whoever_leads_is_refused(cast, room, seat):
    with cast.inside():
        cancel_booking(seat, by=cast.manager.person)
        with pytest.raises(SessionLedError):
            come_in(room, person=cast.mentor.person, by=cast.mentor.person)


def test_first_time_is_whoever_never_attended_before(cast, program, room):
    with cast.inside():
        other = make_session(program, cast.hr_admin, title="Earlier")
        Booking.objects.create(
            learning_session=other, person=cast.manager.person, state=Booking.State.ATTENDED
        )
        marks = {seat.person: seat.is_first_time for seat in seats_in(room)}
    assert marks == {cast.employee.person: True, cast.manager.person: False}


def test_candidates_are_people_of_the_program_without_a_seat(cast, program, room):
    with cast.inside():
        people = make_people(program, 3)
        Enrollment.objects.filter(person=people[2]).update(state=Enrollment.State.WITHDRAWN)
        assert walk_in_candidates(room, name="person") == people[:2]
        assert walk_in_candidates(room, name="emil") == []
        assert walk_in_candidates(room, name="mina") == []
        assert walk_in_candidates(room, name="dora") == []
        assert walk_in_candidates(room, name="  ") == []
