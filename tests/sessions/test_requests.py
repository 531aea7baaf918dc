"""Seats by approval: asking, the answers, and what becomes of the line."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from peerlearn.notifications.causes import still_stands
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.offers import tend_line
from sessions.actions.requests import (
    approve_requests,
    ask_for_seat,
    decline_request,
    reopen_request,
)
from sessions.actions.scheduling import cancel_session, change_session, plan_of
from sessions.actions.waitlist import join_waitlist, leave_waitlist
from sessions.models import Booking, LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.waitlist import lines_to_tend, requests_for
from sessions.rules.requests import reminder_at
from sessions.rules.seats import (
    ApprovalNeededError,
    NotAskedError,
    NotEnrolledError,
    SessionStartedError,
)
from tests.sessions.making import enroll, in_days, make_people, make_program, make_session
from tests.sessions.test_seats_under_load import at_once, crowd

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def chosen(cast, program):
    """Two seats by approval, in ten days."""
    with cast.inside():
        return make_session(
            program,
            cast.hr_admin,
            facilitator=cast.facilitator.person,
            needs_approval=True,
            starts_at=in_days(10),
        )


def asks(learning_session, person):
    return ask_for_seat(learning_session, person=person, by=person)


def mails(kind):
    return list(Notification.objects.filter(kind=f"sessions.{kind}").order_by("id"))


def state(entry):
    entry.refresh_from_db()
    return entry.state


def test_request_holds_no_seat_and_asks_planner_and_facilitator(cast, chosen):
    with cast.inside():
        entry = asks(chosen, cast.employee.person)
        assert asks(chosen, cast.employee.person).id == entry.id
        chosen.refresh_from_db()
        assert (entry.state, chosen.booked) == ("requested", 0)
        told = {mail.person for mail in mails("seat_asked")}
        assert told == {cast.hr_admin.person, cast.facilitator.person}
        assert len(mails("seat_asked")) == len(mails("requests_wait")) == 2


def test_seat_is_neither_booked_nor_waited_for_without_asking(cast, chosen):
    with cast.inside():
        me = cast.employee.person
        for act in (book_seat, join_waitlist):
            with pytest.raises(ApprovalNeededError):
                act(chosen, person=me, by=me)
        with pytest.raises(ApprovalNeededError):
            book_seat(chosen, person=me, by=cast.manager.person)
        seat = book_seat(chosen, person=me, by=cast.facilitator.person)
        assert seat.state == Booking.State.CONFIRMED
        assert book_seat(chosen, person=me, by=me).id == seat.id


def test_session_without_approval_and_people_of_other_programs_cannot_ask(cast, chosen, lunch):
    with cast.inside():
        with pytest.raises(NotAskedError):
            asks(lunch, cast.employee.person)
        with pytest.raises(NotEnrolledError):
            asks(chosen, cast.director.person)


def test_yes_gives_the_first_who_asked_the_seats_and_the_others_their_place(cast, program, chosen):
    with cast.inside():
        people = make_people(program, 4)
        entries = [asks(chosen, person) for person in people]
        done = approve_requests(chosen, list(reversed(entries)), by=cast.hr_admin.person)
        assert (done.seated, done.in_line) == (2, 2)
        assert [state(entry) for entry in entries] == [
            "accepted",
            "accepted",
            "waiting",
            "waiting",
        ]
        assert len(mails("booking_confirmed")) == 2
        assert len(mails("request_in_line")) == 2
        again = approve_requests(chosen, entries, by=cast.hr_admin.person)
        assert (again.seated, again.in_line) == (0, 0)


def test_place_in_line_counts_from_asking_and_freed_seats_go_there_first(cast, program, chosen):
    with cast.inside():
        one, two, early, late = make_people(program, 4)
        first, second, third, fourth = (asks(chosen, p) for p in (one, two, early, late))
        approve_requests(chosen, [first, second], by=cast.hr_admin.person)
        approve_requests(chosen, [fourth], by=cast.hr_admin.person)
        approve_requests(chosen, [third], by=cast.hr_admin.person)
        cancel_booking(Booking.objects.get(person=one), by=one)
        # Who asked earlier is first, although approved later.
        assert (state(third), state(fourth)) == ("offered", "waiting")
        newest = make_newest(program)
        last = asks(chosen, newest)
        cancel_booking(Booking.objects.get(person=two), by=two)
        approve_requests(chosen, [last], by=cast.hr_admin.person)
        assert (state(fourth), state(last)) == ("offered", "waiting")


def make_newest(program):
    person = Person.objects.create(name="Newest", email="newest@acme.example")
    enroll(program, person)
    return person


def test_no_is_told_with_its_reason_and_can_be_taken_back(cast, chosen):
    with cast.inside():
        entry = asks(chosen, cast.employee.person)
        for _again in range(2):
            decline_request(entry, by=cast.hr_admin.person, reason="For planners first")
        (mail,) = mails("request_declined")
        assert "For planners first" in mail.body
        assert not still_stands(mails("seat_asked")[0])
        reopened = reopen_request(entry, by=cast.hr_admin.person)
        mail.refresh_from_db()
        assert (reopened.state, mail.state) == ("requested", "cancelled")
        approve_requests(chosen, [reopened], by=cast.hr_admin.person)
        with pytest.raises(NotAskedError):
            decline_request(entry, by=cast.hr_admin.person, reason="Too late")


def test_who_was_declined_can_ask_again_and_then_the_no_stays(cast, chosen):
    with cast.inside():
        entry = asks(chosen, cast.employee.person)
        decline_request(entry, by=cast.hr_admin.person, reason="No")
        assert asks(chosen, cast.employee.person).id != entry.id
        with pytest.raises(NotAskedError):
            reopen_request(entry, by=cast.hr_admin.person)


def test_withdrawn_request_is_answered_no_more(cast, chosen):
    with cast.inside():
        me = cast.employee.person
        entry = asks(chosen, me)
        assert leave_waitlist(chosen, person=me, by=me)
        assert state(entry) == "cancelled"
        done = approve_requests(chosen, [entry], by=cast.hr_admin.person)
        assert (done.seated, done.in_line) == (0, 0)
        with pytest.raises(NotAskedError):
            decline_request(entry, by=cast.hr_admin.person, reason="No")
        assert not still_stands(mails("seat_asked")[0])


def test_request_ends_with_the_start_and_that_is_said(cast, chosen):
    with cast.inside():
        entry = asks(chosen, cast.employee.person)
        with time_machine.travel(chosen.starts_at + timedelta(seconds=1), tick=False):
            assert lines_to_tend(now=timezone.now()) == [chosen.id]
            for _again in range(2):
                tend_line(chosen.id)
            assert state(entry) == "expired"
            assert len(mails("request_over")) == 1
            with pytest.raises(SessionStartedError):
                approve_requests(chosen, [entry], by=cast.hr_admin.person)


def test_cancelled_session_closes_requests_and_tells_them(cast, chosen):
    with cast.inside():
        entry = asks(chosen, cast.employee.person)
        cancel_session(chosen, by=cast.hr_admin.person, reason="Nobody can")
        assert state(entry) == "expired"
        assert cast.employee.person in {mail.person for mail in mails("cancelled")}


def test_session_that_needs_no_approval_any_more_takes_all_who_asked(cast, program, chosen):
    with cast.inside():
        entries = [asks(chosen, person) for person in make_people(program, 3)]
        chosen.refresh_from_db()
        plan = plan_of(chosen)
        changed = change_session(
            chosen,
            type(plan)(**(plan.__dict__ | {"needs_approval": False})),
            by=cast.hr_admin.person,
        )
        assert changed.needs_approval is False
        assert [state(entry) for entry in entries] == ["accepted", "accepted", "waiting"]


def test_reminder_stands_while_anybody_waits(cast, chosen):
    with cast.inside():
        one, two = asks(chosen, cast.employee.person), asks(chosen, cast.manager.person)
        reminder = mails("requests_wait")[0]
        assert len(mails("requests_wait")) == 2  # one a day for each who approves
        decline_request(one, by=cast.hr_admin.person, reason="No")
        assert still_stands(reminder)
        approve_requests(chosen, [two], by=cast.hr_admin.person)
        assert not still_stands(reminder)


@pytest.mark.parametrize(
    ("asked", "closed", "expected"),
    [
        (datetime(2026, 3, 2, 10, tzinfo=UTC), (), date(2026, 3, 4)),  # Monday
        (datetime(2026, 3, 5, 10, tzinfo=UTC), (), date(2026, 3, 9)),  # Thursday
        (datetime(2026, 3, 7, 10, tzinfo=UTC), (), date(2026, 3, 10)),  # Saturday
        (datetime(2026, 3, 2, 10, tzinfo=UTC), (date(2026, 3, 3),), date(2026, 3, 5)),
    ],
)
def test_reminder_comes_after_two_working_days(asked, closed, expected):
    assert reminder_at(asked, BERLIN, closed).astimezone(BERLIN).date() == expected


def test_steps_tell_how_it_went(cast, chosen):
    with cast.inside():
        entry = asks(chosen, cast.employee.person)
        decline_request(entry, by=cast.hr_admin.person, reason="No")
        reopen_request(entry, by=cast.hr_admin.person)
        approve_requests(chosen, [entry], by=cast.hr_admin.person)
        kinds = list(WaitlistStep.objects.filter(entry=entry).values_list("kind", flat=True))
        assert kinds == ["asked", "refused", "reopened", "approved", "seated"]


@pytest.mark.django_db(transaction=True)
def test_approvals_of_many_at_once_never_oversell(cast):
    with cast.inside():
        program = make_program(cast)
        held = make_session(
            program, cast.hr_admin, needs_approval=True, capacity=20, starts_at=in_days(5)
        )
        entries = [asks(held, person) for person in crowd(program, 60)]

    def approve(entry):
        done = approve_requests(held, [entry], by=cast.hr_admin.person)
        return "seated" if done.seated else "in line" if done.in_line else "nothing"

    acts = [partial(approve, entry) for entry in entries for _twice in range(2)]
    outcome = at_once(cast, acts)
    with cast.inside():
        held.refresh_from_db()
        assert held.booked == Booking.objects.filter(learning_session=held).count() == 20
        assert outcome == {"seated": 20, "in line": 40, "nothing": 60}
        waiting = WaitlistEntry.objects.filter(learning_session=held, state="waiting")
        assert waiting.count() == 40
        assert not requests_for(held).exists()
        assert LearningSession.objects.get(pk=held.pk).seats_left == 0
