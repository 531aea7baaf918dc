"""People who leave the organization or a program give up what they hold of sessions to come."""

import pytest
import time_machine

from peerlearn.notifications.models import Notification
from peerlearn.people.actions.people import save_person
from peerlearn.people.models import Person
from peerlearn.people.signals import people_left
from programs.actions.enrollment import undo_batch, withdraw_enrollments
from programs.models import Enrollment
from sessions.actions.booking import book_seat
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking, WaitlistEntry
from tests.sessions.making import in_days, make_people, make_program, make_session


@pytest.fixture
def full(cast, program):
    """A session of one seat in six hours, which Person 000 has; 001 and 002 wait for it."""
    with cast.inside():
        holder, first, second = make_people(program, 3)
        small = make_session(program, cast.hr_admin, capacity=1, starts_at=in_days(0.25))
        book_seat(small, person=holder, by=holder)
        for person in (first, second):
            join_waitlist(small, person=person, by=person)
        return small, holder, first, second


def leave(cast, person):
    save_person(person, {"state": Person.State.LEFT}, by=cast.hr_admin.person, topics={})


def withdraw(cast, program, *people):
    enrollments = Enrollment.objects.filter(program=program, person__in=people)
    ids = list(enrollments.values_list("id", flat=True))
    return withdraw_enrollments(program, ids, by=cast.hr_admin.person)


def seated(learning_session):
    held = learning_session.bookings.filter(state=Booking.State.CONFIRMED)
    return set(held.values_list("person__name", flat=True))


def waiting(learning_session):
    waits = learning_session.waitlist.filter(state=WaitlistEntry.State.WAITING)
    return set(waits.values_list("person__name", flat=True))


def told(person, kind):
    return Notification.objects.filter(person=person, kind=kind).count()


def test_seat_of_a_leaver_goes_to_the_first_in_line(cast, full):
    small, holder, first, second = full
    with cast.inside():
        leave(cast, holder)
        small.refresh_from_db()
        assert (seated(small), small.booked) == ({first.name}, 1)
        assert waiting(small) == {second.name}
        assert told(first, "sessions.promoted") == 1
        assert told(holder, "sessions.seat_ended") == 0


def test_leaver_in_line_is_passed_over(cast, full):
    small, holder, first, second = full
    with cast.inside():
        leave(cast, first)
        assert waiting(small) == {second.name}
        assert WaitlistEntry.objects.get(person=first).state == WaitlistEntry.State.CANCELLED
        leave(cast, holder)
        assert seated(small) == {second.name}


def test_reminders_of_a_leaver_are_taken_back(cast, full):
    _small, holder, *_others = full
    with cast.inside():
        leave(cast, holder)
        pending = Notification.objects.filter(person=holder, state=Notification.State.PENDING)
        assert not pending.exists()


def test_leaving_twice_frees_one_seat(cast, full):
    small, holder, first, _second = full
    with cast.inside():
        leave(cast, holder)
        leave(cast, holder)
        people_left.send(sender=Person, person_ids=[holder.id])
        small.refresh_from_db()
        assert (seated(small), small.booked) == ({first.name}, 1)
        assert told(first, "sessions.promoted") == 1


def test_people_saved_without_leaving_keep_their_seat(cast, full):
    small, holder, *_others = full
    with cast.inside():
        save_person(holder, {"title": "Lead"}, by=cast.hr_admin.person, topics={})
        people_left.send(sender=Person, person_ids=[holder.id])
        assert seated(small) == {holder.name}


def test_seat_of_somebody_withdrawn_is_freed_and_they_are_told(cast, program, full):
    small, holder, first, _second = full
    with cast.inside():
        withdraw(cast, program, holder)
        small.refresh_from_db()
        assert (seated(small), small.booked) == ({first.name}, 1)
        mail = Notification.objects.get(person=holder, kind="sessions.seat_ended")
        assert mail.calendar_method == "CANCEL"
        assert "has taken you out of “Onboarding spring”" in mail.body
        assert withdraw(cast, program, holder) is None
        assert told(holder, "sessions.seat_ended") == 1


def test_withdrawn_together_nobody_of_them_is_promoted(cast, program, full):
    small, holder, first, second = full
    with cast.inside():
        withdraw(cast, program, holder, first)
        assert (seated(small), waiting(small)) == ({second.name}, set())
        assert told(first, "sessions.promoted") == 0


def test_one_of_two_roles_keeps_the_seat(cast, program, full):
    small, holder, *_others = full
    with cast.inside():
        Enrollment.objects.create(program=program, person=holder, role=Enrollment.Role.MENTOR)
        mentor = Enrollment.objects.get(person=holder, role=Enrollment.Role.MENTOR)
        withdraw_enrollments(program, [mentor.id], by=cast.hr_admin.person)
        assert seated(small) == {holder.name}


def test_withdrawal_touches_no_session_of_another_program(cast, program, full):
    _small, holder, *_others = full
    with cast.inside():
        other = make_program(cast, "Autumn", players=[])
        Enrollment.objects.create(program=other, person=holder, role="participant")
        there = make_session(other, cast.hr_admin, starts_at=in_days(5))
        book_seat(there, person=holder, by=holder)
        withdraw(cast, program, holder)
        assert seated(there) == {holder.name}


def test_undone_withdrawal_brings_no_seat_back(cast, program, full):
    small, holder, first, _second = full
    with cast.inside():
        undo_batch(withdraw(cast, program, holder), by=cast.hr_admin.person)
        assert seated(small) == {first.name}
        assert join_waitlist(small, person=holder, by=holder) is not None


def test_hr_admin_keeps_the_seat_without_an_enrollment(cast, program):
    with cast.inside():
        admin = cast.hr_admin.person
        lunch = make_session(program, cast.hr_admin)
        Enrollment.objects.create(program=program, person=admin, role="participant")
        book_seat(lunch, person=admin, by=admin)
        withdraw(cast, program, admin)
        assert seated(lunch) == {admin.name}


def test_session_that_has_begun_stays_as_it_was(cast, full):
    small, holder, *_others = full
    with cast.inside(), time_machine.travel(small.starts_at):
        leave(cast, holder)
        assert seated(small) == {holder.name}
