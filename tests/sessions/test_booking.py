from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from peerlearn.notifications.models import Notification
from programs.models import Enrollment
from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.scheduling import cancel_session
from sessions.models import Booking, LearningSession
from sessions.rules.seats import (
    NotEnrolledError,
    SeatUsedError,
    SessionCancelledError,
    SessionFullError,
    SessionLedError,
    SessionStartedError,
)
from tests.sessions.making import in_days, make_people, make_session


def taken(learning_session):
    learning_session.refresh_from_db()
    held = learning_session.bookings.exclude(state=Booking.State.CANCELLED).count()
    assert learning_session.booked == held
    return held


def book(learning_session, person):
    return book_seat(learning_session, person=person, by=person)


def confirmation(booking):
    return Notification.objects.get(cause=str(booking.id), kind="sessions.booking_confirmed")


def test_booking_takes_a_seat(cast, lunch):
    with cast.inside():
        booking = book(lunch, cast.employee.person)
        assert booking.state == Booking.State.CONFIRMED
        assert taken(lunch) == 1


def test_booking_twice_is_one_seat_and_one_mail(cast, lunch):
    with cast.inside():
        first = book(lunch, cast.employee.person)
        assert book(lunch, cast.employee.person).pk == first.pk
        assert taken(lunch) == 1
        assert Notification.objects.filter(kind="sessions.booking_confirmed").count() == 1


def test_booking_with_an_old_page_sees_the_session_as_it_is(cast, lunch):
    with cast.inside():
        old = LearningSession.objects.get(pk=lunch.pk)
        LearningSession.objects.filter(pk=lunch.pk).update(title="Moved on", sequence=4)
        booking = book(old, cast.employee.person)
        mail = confirmation(booking)
        assert mail.subject == "Booked: Moved on"
        assert "SEQUENCE:4" in mail.calendar


def test_full_session_is_refused_and_nothing_is_left(cast, program):
    with cast.inside():
        one, two = make_people(program, 2)
        small = make_session(program, cast.hr_admin, capacity=1)
        book(small, one)
        with pytest.raises(SessionFullError):
            book(small, two)
        assert not Booking.objects.filter(person=two).exists()
        assert not Notification.objects.filter(person=two).exists()
        assert taken(small) == 1


def test_full_session_with_own_seat_gives_the_seat(cast, program):
    with cast.inside():
        [one] = make_people(program, 1)
        small = make_session(program, cast.hr_admin, capacity=1)
        assert book(small, one).pk == book(small, one).pk


@pytest.mark.parametrize("who", ["facilitator", "mentor"])
def test_leaders_of_the_session_need_no_seat(cast, lunch, who):
    with cast.inside(), pytest.raises(SessionLedError):
        book(lunch, getattr(cast, who).person)


def test_booking_by_somebody_outside_the_program_is_refused(cast, lunch):
    with cast.inside(), pytest.raises(NotEnrolledError):
        book(lunch, cast.director.person)


def test_booking_by_somebody_who_withdrew_is_refused(cast, lunch):
    with cast.inside():
        Enrollment.objects.filter(person=cast.employee.person).update(
            state=Enrollment.State.WITHDRAWN
        )
        with pytest.raises(NotEnrolledError):
            book(lunch, cast.employee.person)


def test_hr_admin_may_book_without_enrollment(cast, lunch):
    with cast.inside():
        assert book(lunch, cast.hr_admin.person).state == Booking.State.CONFIRMED


def test_booking_after_the_start_is_refused(cast, lunch):
    with cast.inside(), time_machine.travel(lunch.starts_at), pytest.raises(SessionStartedError):
        book(lunch, cast.employee.person)


def test_booking_with_an_old_page_after_cancellation_is_refused(cast, lunch):
    with cast.inside():
        old = LearningSession.objects.get(pk=lunch.pk)
        cancel_session(lunch, by=cast.hr_admin.person, reason="Ill")
        with pytest.raises(SessionCancelledError):
            book(old, cast.employee.person)
        assert taken(lunch) == 0


def test_cancelling_frees_the_seat(cast, lunch):
    with cast.inside():
        booking = book(lunch, cast.employee.person)
        cancelled = cancel_booking(booking, by=cast.employee.person)
        assert cancelled.state == Booking.State.CANCELLED
        assert taken(lunch) == 0


def test_cancelling_twice_frees_one_seat(cast, lunch):
    with cast.inside():
        book(lunch, cast.manager.person)
        booking = book(lunch, cast.employee.person)
        cancel_booking(booking, by=cast.employee.person)
        cancel_booking(booking, by=cast.employee.person)
        assert taken(lunch) == 1
        assert Notification.objects.filter(kind="sessions.booking_cancelled").count() == 1


def test_cancelling_after_the_start_is_refused(cast, lunch):
    with cast.inside():
        booking = book(lunch, cast.employee.person)
        with time_machine.travel(lunch.starts_at), pytest.raises(SessionStartedError):
            cancel_booking(booking, by=cast.employee.person)
        assert taken(lunch) == 1


def test_cancelling_after_check_in_is_refused(cast, lunch):
    with cast.inside():
        booking = book(lunch, cast.employee.person)
        Booking.objects.filter(pk=booking.pk).update(state=Booking.State.ATTENDED)
        with pytest.raises(SeatUsedError):
            cancel_booking(booking, by=cast.employee.person)


def test_booking_again_is_the_same_row_one_revision_on(cast, lunch):
    with cast.inside():
        booking = book(lunch, cast.employee.person)
        cancel_booking(booking, by=cast.employee.person)
        again = book(lunch, cast.employee.person)
        assert (again.pk, again.revision) == (booking.pk, 2)
        assert taken(lunch) == 1


def test_calendar_follows_booking_cancelling_and_booking_again(cast, lunch):
    with cast.inside():
        for _ in range(2):
            booking = book(lunch, cast.employee.person)
            cancel_booking(booking, by=cast.employee.person)
        mails = Notification.objects.filter(person=cast.employee.person).exclude(calendar="")
        files = [Calendar.from_ical(mail.calendar) for mail in mails.order_by("created_at")]
        assert [file["METHOD"] for file in files] == ["REQUEST", "CANCEL"] * 2
        assert [file.events[0]["SEQUENCE"] for file in files] == [0, 1, 2, 3]
        assert {str(file.events[0]["UID"]) for file in files} == {
            f"{lunch.id}.{cast.employee.person.id}@localhost"
        }


def test_confirmation_is_in_the_readers_zone(cast, program):
    start = in_days(30).replace(month=7, day=1, hour=10, minute=30)
    start = start if start > in_days(1) else start.replace(year=start.year + 1)
    with cast.inside():
        cast.employee.person.time_zone = "Asia/Kolkata"
        cast.employee.person.save()
        summer = make_session(program, cast.hr_admin, starts_at=start)
        booking = book(summer, cast.employee.person)
        mail = confirmation(booking)
        assert "16:00–17:00 IST" in mail.body
        assert "Room: Room 4" in mail.body
        assert f"/sessions/{summer.id}/" in mail.body
        assert "/sessions/seat/" in mail.body
        there = start.astimezone(ZoneInfo("Europe/Berlin"))
        assert f"DTSTART;TZID=Europe/Berlin:{there:%Y%m%dT%H%M%S}\r\n" in mail.calendar


def test_booking_for_somebody_says_who_did_it(cast, lunch):
    with cast.inside():
        booking = book_seat(lunch, person=cast.employee.person, by=cast.hr_admin.person)
        mail = confirmation(booking)
        assert "Hanna Admin has booked a seat for you." in mail.body


def test_length_of_a_late_booking_leaves_no_reminder_behind(cast, program):
    with cast.inside():
        soon = make_session(program, cast.hr_admin, starts_at=in_days(0) + timedelta(minutes=40))
        booking = book(soon, cast.employee.person)
        kinds = Notification.objects.filter(cause=str(booking.id)).values_list("kind", flat=True)
        assert list(kinds) == ["sessions.booking_confirmed"]
