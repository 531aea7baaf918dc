from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from peerlearn.notifications.causes import still_stands
from peerlearn.notifications.models import Notification
from programs.models import FacilitatorNomination
from sessions.actions.booking import book_seat
from sessions.actions.plans import PlanRefusedError
from sessions.actions.scheduling import (
    SessionOverError,
    cancel_session,
    change_session,
    schedule_session,
)
from sessions.models import Booking, LearningSession
from tests.sessions.making import in_days, make_people, make_plan, make_session

PENDING = Notification.State.PENDING


def plan_of(learning_session, **changes):
    fields = {name: getattr(learning_session, name) for name in make_plan().fields()}
    return replace(make_plan(), **fields | changes)


def change(cast, learning_session, **changes):
    learning_session.refresh_from_db()
    return change_session(
        learning_session, plan_of(learning_session, **changes), by=cast.hr_admin.person
    )


def mails(person, **wanted):
    return Notification.objects.filter(person=person, **wanted).order_by("created_at")


def reminders_of(person):
    return sorted(
        mails(person, kind="sessions.reminder", state=PENDING).values_list("due_at", flat=True)
    )


def test_scheduling_tells_presenter_and_facilitator(cast, lunch):
    with cast.inside():
        assert lunch.state == LearningSession.State.PUBLISHED
        assert len(lunch.join_code) == 6
        presenter = mails(cast.mentor.person).get()
        facilitator = mails(cast.facilitator.person).get()
        assert presenter.subject == "You present: Reading a balance sheet"
        assert facilitator.subject == "You facilitate: Reading a balance sheet"
        assert {presenter.calendar_method, facilitator.calendar_method} == {"REQUEST"}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"starts_at": in_days(-1)}, {"day"}),
        ({"length": timedelta(hours=13)}, {"minutes"}),
        ({"room": ""}, {"room"}),
        ({"capacity": 0}, {"capacity"}),
        ({"capacity": 0, "room": "", "starts_at": in_days(-1)}, {"capacity", "room", "day"}),
    ],
)
def test_impossible_plan_is_refused_with_all_reasons(cast, program, changes, fields):
    with cast.inside():
        with pytest.raises(PlanRefusedError) as refused:
            schedule_session(program, make_plan(**changes), by=cast.hr_admin.person)
        assert set(refused.value.problems) == fields
        assert not LearningSession.objects.exists()


@pytest.mark.parametrize("state", ["proposed", "declined", "blocked", "revoked"])
def test_facilitator_who_has_not_accepted_is_refused(cast, program, state):
    with cast.inside():
        FacilitatorNomination.objects.update(state=state)
        with pytest.raises(PlanRefusedError) as refused:
            make_session(program, cast.hr_admin, facilitator=cast.facilitator.person)
        assert set(refused.value.problems) == {"facilitator"}


def test_facilitator_who_presents_is_refused(cast, program):
    with cast.inside(), pytest.raises(PlanRefusedError) as refused:
        make_session(
            program,
            cast.hr_admin,
            facilitator=cast.facilitator.person,
            presenter=cast.facilitator.person,
        )
    assert "presenter" in str(refused.value)


def test_facilitator_who_stepped_back_may_stay_in_what_is_planned(cast, lunch):
    with cast.inside():
        FacilitatorNomination.objects.update(state=FacilitatorNomination.State.REVOKED)
        assert change(cast, lunch, title="New").title == "New"


def test_moved_session_replaces_reminders_and_updates_calendars(cast, lunch):
    later = lunch.starts_at + timedelta(days=2)
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        changed = change(cast, lunch, starts_at=later, ends_at=later + timedelta(hours=1))
        assert changed.sequence == 1
        assert reminders_of(cast.employee.person) == [
            later - timedelta(hours=24),
            later - timedelta(hours=1),
        ]
        update = mails(cast.employee.person, kind="sessions.changed").get()
        assert update.subject == "Moved: Reading a balance sheet"
        assert update.calendar_method == "REQUEST"
        event = Calendar.from_ical(update.calendar).events[0]
        assert (event["SEQUENCE"], event["DTSTART"].dt) == (1, later)


def test_session_moved_there_and_back_reminds_once_each(cast, lunch):
    start = lunch.starts_at
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        for moment in (start + timedelta(days=1), start):
            change(cast, lunch, starts_at=moment, ends_at=moment + timedelta(hours=1))
        assert reminders_of(cast.employee.person) == [
            start - timedelta(hours=24),
            start - timedelta(hours=1),
        ]


def test_session_moved_after_the_first_reminder_reminds_only_of_what_is_to_come(cast, lunch):
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        with time_machine.travel(lunch.starts_at - timedelta(hours=20)):
            mails(cast.employee.person, kind="sessions.reminder").filter(
                due_at__lte=lunch.starts_at - timedelta(hours=20)
            ).update(state=Notification.State.SENT)
            later = lunch.starts_at + timedelta(minutes=30)
            change(cast, lunch, starts_at=later, ends_at=later + timedelta(hours=1))
        assert reminders_of(cast.employee.person) == [later - timedelta(hours=1)]


def test_same_plan_again_changes_and_tells_nothing(cast, lunch):
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        before = Notification.objects.count()
        assert change(cast, lunch).sequence == 0
        assert Notification.objects.count() == before


def test_other_description_is_saved_without_mails(cast, lunch):
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        before = Notification.objects.count()
        assert change(cast, lunch, description="Bring a pencil").description == "Bring a pencil"
        assert Notification.objects.count() == before


def test_other_room_is_told_as_a_change(cast, lunch):
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        change(cast, lunch, room="Room 9")
        update = mails(cast.employee.person, kind="sessions.changed").get()
        assert update.subject == "Changed: Reading a balance sheet"
        reminder = mails(cast.employee.person, kind="sessions.reminder", state=PENDING).first()
        assert "Room 9" in reminder.body


def test_seats_below_those_booked_are_refused(cast, lunch, program):
    with cast.inside():
        for person in make_people(program, 2):
            book_seat(lunch, person=person, by=person)
        with pytest.raises(PlanRefusedError) as refused:
            change(cast, lunch, capacity=1)
        assert set(refused.value.problems) == {"capacity"}


def test_new_presenter_gives_up_their_seat(cast, lunch):
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        changed = change(cast, lunch, presenter=cast.employee.person)
        assert changed.booked == 0
        assert Booking.objects.get().state == Booking.State.CANCELLED
        last = mails(cast.employee.person, state=PENDING).get()
        assert last.kind == "sessions.leading"
        event = Calendar.from_ical(last.calendar).events[0]
        assert event["SEQUENCE"] > 0
        former = mails(cast.mentor.person).last()
        assert (former.kind, former.calendar_method) == ("sessions.not_leading", "CANCEL")


def test_session_that_is_over_cannot_be_changed_or_cancelled(cast, lunch):
    with cast.inside():
        LearningSession.objects.update(state=LearningSession.State.FINISHED)
        with pytest.raises(SessionOverError):
            change(cast, lunch, title="New")
        with pytest.raises(SessionOverError):
            cancel_session(lunch, by=cast.hr_admin.person, reason="No")


def test_cancelled_session_is_told_to_all_once(cast, lunch):
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        assert cancel_session(lunch, by=cast.hr_admin.person, reason="Ill") is True
        assert cancel_session(lunch, by=cast.hr_admin.person, reason="Ill again") is False
        for player in (cast.employee, cast.mentor, cast.facilitator):
            told = mails(player.person, kind="sessions.cancelled").get()
            assert told.calendar_method == "CANCEL"
            assert "The reason:\n\n> Ill" in told.body
        assert reminders_of(cast.employee.person) == []


def test_reminder_stands_only_for_the_seat_and_the_start_that_it_names(cast, lunch):
    with cast.inside():
        booking = book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        reminder = mails(cast.employee.person, kind="sessions.reminder").first()
        assert still_stands(reminder) is True
        LearningSession.objects.update(starts_at=lunch.starts_at + timedelta(minutes=5))
        assert still_stands(reminder) is False
        LearningSession.objects.update(starts_at=lunch.starts_at)
        Booking.objects.filter(pk=booking.pk).update(state=Booking.State.CANCELLED)
        assert still_stands(reminder) is False
        Booking.objects.filter(pk=booking.pk).update(state=Booking.State.ATTENDED)
        assert still_stands(reminder) is True
        LearningSession.objects.update(state=LearningSession.State.CANCELLED)
        assert still_stands(reminder) is False


def test_mail_to_a_leader_who_once_had_a_seat_stands(cast, lunch):
    with cast.inside():
        change(cast, lunch, room="Room 9")
        told = mails(cast.mentor.person, kind="sessions.changed").get()
        assert still_stands(told) is True
