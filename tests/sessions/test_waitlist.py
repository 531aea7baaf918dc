from datetime import timedelta

import pytest
import time_machine

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.models import Enrollment
from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.scheduling import cancel_session, change_session
from sessions.actions.waitlist import join_waitlist, leave_waitlist
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.waitlist import positions
from sessions.rules.seats import (
    NotEnrolledError,
    SeatFreeError,
    SessionLedError,
    SessionStartedError,
)
from tests.sessions.making import in_days, make_people, make_plan, make_session


def book(learning_session, person):
    return book_seat(learning_session, person=person, by=person)


def wait(learning_session, person):
    return join_waitlist(learning_session, person=person, by=person)


def seated(learning_session):
    held = learning_session.bookings.filter(state=Booking.State.CONFIRMED)
    return set(held.values_list("person__name", flat=True))


@pytest.fixture
def full(cast, program):
    """A session of one seat in six hours, which holder has; first, second and third may attend."""
    with cast.inside():
        holder, *others = make_people(program, 4)
        small = make_session(program, cast.hr_admin, capacity=1, starts_at=in_days(0.25))
        return small, book(small, holder), others


def test_freed_seat_goes_to_the_first_in_line(cast, full):
    small, booking, [first, second, _third] = full
    with cast.inside():
        wait(small, first)
        wait(small, second)
        cancel_booking(booking, by=booking.person)
        small.refresh_from_db()
        assert (seated(small), small.booked) == ({first.name}, 1)
        assert positions(second, [small.id]) == {small.id: 1}
        entry = WaitlistEntry.objects.get(person=first)
        assert entry.state == WaitlistEntry.State.ACCEPTED


def test_promotion_is_told_with_an_invitation_and_reminders(cast, full):
    small, booking, [first, *_] = full
    with cast.inside():
        wait(small, first)
        cancel_booking(booking, by=booking.person)
        mails = Notification.objects.filter(person=first)
        assert sorted(mails.values_list("kind", "calendar_method")) == [
            ("sessions.promoted", "REQUEST"),
            ("sessions.reminder", ""),
        ]


def test_joining_twice_keeps_one_place(cast, full):
    small, _booking, [first, second, _third] = full
    with cast.inside():
        entry = wait(small, first)
        wait(small, second)
        assert wait(small, first).pk == entry.pk
        assert positions(first, [small.id]) == {small.id: 1}


def test_joining_with_a_seat_changes_nothing(cast, full):
    small, booking, _others = full
    with cast.inside():
        assert wait(small, booking.person) is None
        assert not WaitlistEntry.objects.exists()


def test_joining_while_a_seat_is_free_is_refused(cast, lunch):
    with cast.inside(), pytest.raises(SeatFreeError):
        wait(lunch, cast.employee.person)


@pytest.mark.parametrize(("who", "error"), [("director", NotEnrolledError)])
def test_joining_by_somebody_outside_the_program_is_refused(cast, full, who, error):
    small, *_ = full
    with cast.inside(), pytest.raises(error):
        wait(small, getattr(cast, who).person)


def test_joining_by_the_presenter_is_refused(cast, program):
    with cast.inside():
        small = make_session(program, cast.hr_admin, capacity=1, presenter=cast.mentor.person)
        book(small, cast.employee.person)
        with pytest.raises(SessionLedError):
            wait(small, cast.mentor.person)


def test_joining_after_the_start_is_refused(cast, full):
    small, _booking, [first, *_] = full
    with cast.inside(), time_machine.travel(small.starts_at), pytest.raises(SessionStartedError):
        wait(small, first)


def test_leaving_ends_the_place_and_joining_again_is_at_the_end(cast, full):
    small, booking, [first, second, _third] = full
    with cast.inside():
        wait(small, first)
        wait(small, second)
        assert leave_waitlist(small, person=first, by=first) is True
        assert leave_waitlist(small, person=first, by=first) is False
        wait(small, first)
        assert positions(first, [small.id]) == {small.id: 2}
        cancel_booking(booking, by=booking.person)
        assert seated(small) == {second.name}


def test_more_seats_go_to_the_line(cast, full):
    small, _booking, [first, second, third] = full
    with cast.inside():
        for person in (first, second, third):
            wait(small, person)
        plan = make_plan(capacity=3, starts_at=small.starts_at)
        change_session(small, plan, by=cast.hr_admin.person)
        small.refresh_from_db()
        assert seated(small) == {"Person 000", first.name, second.name}
        assert small.booked == 3
        assert positions(third, [small.id]) == {small.id: 1}


def test_who_has_another_session_then_is_passed_over_and_keeps_the_place(cast, program, full):
    small, booking, [first, second, _third] = full
    with cast.inside():
        elsewhere = make_session(
            program, cast.hr_admin, starts_at=small.starts_at + timedelta(minutes=59)
        )
        busy = book(elsewhere, first)
        wait(small, first)
        wait(small, second)
        cancel_booking(booking, by=booking.person)
        assert seated(small) == {second.name}
        assert positions(first, [small.id]) == {small.id: 1}
        cancel_booking(busy, by=first)
        cancel_booking(Booking.objects.get(person=second), by=second)
        assert seated(small) == {first.name}


def test_who_presents_elsewhere_then_is_passed_over(cast, program, full):
    small, booking, [first, second, _third] = full
    with cast.inside():
        make_session(program, cast.hr_admin, starts_at=small.starts_at, presenter=first)
        wait(small, first)
        wait(small, second)
        cancel_booking(booking, by=booking.person)
        assert seated(small) == {second.name}


def test_back_to_back_sessions_do_not_clash(cast, program, full):
    small, booking, [first, *_] = full
    with cast.inside():
        book(make_session(program, cast.hr_admin, starts_at=small.ends_at), first)
        wait(small, first)
        cancel_booking(booking, by=booking.person)
        assert seated(small) == {first.name}


def test_cancelled_session_elsewhere_is_no_clash(cast, program, full):
    small, booking, [first, *_] = full
    with cast.inside():
        elsewhere = make_session(program, cast.hr_admin, starts_at=small.starts_at)
        book(elsewhere, first)
        cancel_session(elsewhere, by=cast.hr_admin.person, reason="Ill")
        wait(small, first)
        cancel_booking(booking, by=booking.person)
        assert seated(small) == {first.name}


@pytest.mark.parametrize("gone", ["left", "withdrawn"])
def test_who_has_gone_gets_no_seat(cast, full, gone):
    small, booking, [first, second, _third] = full
    with cast.inside():
        wait(small, first)
        wait(small, second)
        if gone == "left":
            Person.objects.filter(pk=first.pk).update(state=Person.State.LEFT)
        else:
            Enrollment.objects.filter(person=first).update(state=Enrollment.State.WITHDRAWN)
        cancel_booking(booking, by=booking.person)
        assert seated(small) == {second.name}


def test_nobody_gets_a_seat_after_the_start(cast, full):
    small, booking, [first, *_] = full
    with cast.inside():
        wait(small, first)
        with time_machine.travel(small.starts_at), pytest.raises(SessionStartedError):
            cancel_booking(booking, by=booking.person)
        assert seated(small) == {"Person 000"}


def test_seat_that_the_line_could_not_use_can_be_booked_by_who_waits(cast, program, full):
    small, booking, [first, *_] = full
    with cast.inside():
        book(make_session(program, cast.hr_admin, starts_at=small.starts_at), first)
        wait(small, first)
        cancel_booking(booking, by=booking.person)
        assert seated(small) == set()
        book(small, first)
        assert seated(small) == {first.name}
        assert positions(first, [small.id]) == {}


def test_cancelled_session_ends_the_line_and_tells_it(cast, full):
    small, _booking, [first, *_] = full
    with cast.inside():
        wait(small, first)
        cancel_session(small, by=cast.hr_admin.person, reason="The room is flooded.")
        mail = Notification.objects.get(person=first)
        assert (mail.kind, mail.calendar) == ("sessions.cancelled", "")
        assert "The room is flooded." in mail.body
        assert positions(first, [small.id]) == {small.id: 0}


def test_position_counts_only_those_who_wait_for_the_same_session(cast, program, full):
    small, _booking, [first, second, third] = full
    with cast.inside():
        other = make_session(program, cast.hr_admin, capacity=1, starts_at=in_days(9))
        book(other, third)
        for person in (second, first):
            wait(other, person)
        wait(small, first)
        assert positions(first, [small.id, other.id]) == {small.id: 1, other.id: 2}
        assert LearningSession.objects.count() == 2
