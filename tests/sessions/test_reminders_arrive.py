"""Reminders through the real drain and a real mail server: once, never for what has changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.notifications.delivery import drain
from peerlearn.notifications.models import Notification
from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.plans import Plan
from sessions.actions.scheduling import cancel_session, change_session
from sessions.models import LearningSession
from tests.sessions.making import make_plan, make_program, make_session

REMINDER = "Reminder: Reading a balance sheet"


@pytest.fixture
def stage(committed_cast):
    """A session in which the employee and the manager have a seat."""
    cast = committed_cast
    with cast.inside():
        lunch = make_session(make_program(cast), cast.hr_admin)
        for player in (cast.employee, cast.manager):
            book_seat(lunch, person=player.person, by=player.person)
    return cast, lunch


def move(cast, lunch, by):
    with cast.inside():
        lunch.refresh_from_db()
        fields = {name: getattr(lunch, name) for name in make_plan().fields()}
        plan: Plan = replace(make_plan(), **fields)
        plan = replace(plan, starts_at=plan.starts_at + by, ends_at=plan.ends_at + by)
        return change_session(lunch, plan, by=cast.hr_admin.person)


def let_reminders_fall_due(cast):
    """All of them, those taken back too: only what stands may arrive."""
    with cast.inside():
        Notification.objects.filter(kind="sessions.reminder").update(due_at=timezone.now())
    for _ in range(2):
        drain(seconds=20)


def reminders_to(mail_sink, player):
    return [mail for mail in mail_sink.to(player.person.email) if mail["Subject"] == REMINDER]


def test_session_moved_there_and_back_reminds_each_seat_twice(stage, mail_sink):
    cast, lunch = stage
    move(cast, lunch, timedelta(hours=30))
    move(cast, lunch, -timedelta(hours=30))
    let_reminders_fall_due(cast)
    for player in (cast.employee, cast.manager):
        bodies = [
            mail.get_body(["plain"]).get_content() for mail in reminders_to(mail_sink, player)
        ]
        assert len(bodies) == 2


def test_seat_given_back_and_taken_again_reminds_twice_and_the_other_never(stage, mail_sink):
    cast, _lunch = stage
    with cast.inside():
        for player in (cast.employee, cast.manager):
            for booking in player.person.bookings.all():
                cancel_booking(booking, by=player.person)
        book_seat(
            LearningSession.objects.get(), person=cast.employee.person, by=cast.employee.person
        )
    let_reminders_fall_due(cast)
    assert len(reminders_to(mail_sink, cast.employee)) == 2
    assert reminders_to(mail_sink, cast.manager) == []


def test_cancelled_session_reminds_nobody(stage, mail_sink):
    cast, lunch = stage
    with cast.inside():
        cancel_session(lunch, by=cast.hr_admin.person, reason="Ill")
    let_reminders_fall_due(cast)
    assert reminders_to(mail_sink, cast.employee) == []
    assert [mail["Subject"] for mail in mail_sink.to(cast.employee.person.email)][
        -1
    ] == "Cancelled: Reading a balance sheet"


def test_reminder_that_was_claimed_before_the_move_does_not_leave(stage, mail_sink):
    cast, lunch = stage
    with cast.inside():
        LearningSession.objects.filter(pk=lunch.pk).update(
            starts_at=lunch.starts_at + timedelta(minutes=1)
        )
    let_reminders_fall_due(cast)
    assert reminders_to(mail_sink, cast.employee) == []
