"""Plans of reminders: what goes out when, in whose words, and what a change does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from programs.models import Program
from sessions.actions.attendance import check_in
from sessions.actions.booking import book_seat
from sessions.actions.reminders import (
    BadPlanError,
    PlanChangedError,
    change_plan,
    copy_plans,
)
from sessions.actions.rooms import finish_session, open_room
from sessions.actions.scheduling import change_session, plan_of
from sessions.models import LearningSession, ReminderPlan
from sessions.queries.causes import attendance_stands
from sessions.queries.reminders import in_force, latest_plans
from sessions.rules.reminding import (
    ATTENDED,
    BEFORE,
    MISSED,
    Step,
    filled,
    span_text,
    step_problems,
    text_problem,
)
from tests.sessions.making import in_days, make_session

SOON = Step(BEFORE, 10, "Soon: {session}", "Hello {name},\n\n{when} in {place}.\n\nGo:\n{link}")


def test_unknown_placeholders_and_lone_braces_are_refused():
    assert text_problem("Hello {name}") == ""
    assert "{nmae}" in text_problem("Hello {nmae}")
    assert "{name.__class__}" in text_problem("{name.__class__}")
    assert "brace" in text_problem("Hello {name")
    assert "brace" in text_problem("Hello } {")


def test_values_are_not_read_again():
    assert (
        filled("{name} and {session}", {"name": "{session}", "session": "X"}) == "{session} and X"
    )


def test_steps_need_a_time_of_their_own_and_both_texts():
    bad = [Step(BEFORE, 1), Step(BEFORE, 60, "Subject"), Step(BEFORE, 60)]
    assert set(step_problems(bad)) == {(0, "minutes"), (1, "body"), (2, "minutes")}
    assert [span_text(minutes) for minutes in (10, 60, 120, 1440, 2880)] == [
        "10 minutes",
        "1 hour",
        "2 hours",
        "1 day",
        "2 days",
    ]


def reminders(cast):
    return Notification.objects.filter(
        kind="sessions.reminder", person=cast.employee.person
    ).order_by("due_at")


@pytest.fixture
def booked(cast, lunch):
    with cast.inside():
        return book_seat(lunch, person=cast.employee.person, by=cast.employee.person)


def change(cast, program, *steps, kind="", seen=0):
    return change_plan(program, kind, list(steps), by=cast.hr_admin.person, seen=seen)


def waiting(cast, lunch):
    rows = reminders(cast).filter(state="pending")
    return [int((lunch.starts_at - row.due_at).total_seconds() // 60) for row in rows]


def test_a_changed_plan_writes_what_is_to_come_anew(cast, program, lunch, booked):
    with cast.inside():
        assert waiting(cast, lunch) == [1440, 60]
        assert change(cast, program, Step(BEFORE, 1440), SOON) == 1
        assert waiting(cast, lunch) == [1440, 10]
        assert reminders(cast).filter(state="cancelled").count() == 2
        assert change(cast, program, seen=1) == 1
        assert waiting(cast, lunch) == []


def test_what_was_sent_stays_and_is_not_sent_again(cast, program, lunch, booked):
    with cast.inside():
        first = reminders(cast)[0]
        Notification.objects.filter(id=first.id).update(state="sent", due_at=timezone.now())
        LearningSession.objects.update(starts_at=timezone.now() + timedelta(hours=20))
        lunch.refresh_from_db()
        change(cast, program, Step(BEFORE, 1440), SOON)
        assert waiting(cast, lunch) == [10]
        first.refresh_from_db()
        assert first.state == "sent"


def test_own_words_are_filled_in_the_readers_zone(cast, program, lunch, booked):
    with cast.inside():
        cast.employee.person.time_zone = "America/New_York"
        cast.employee.person.save()
        LearningSession.objects.update(title="Buttons:\nhttps://evil.example")
        change(cast, program, SOON)
        row = reminders(cast).get(state="pending")
    assert row.subject == "Soon: Buttons: https://evil.example"
    assert "Hello Emil Employee," in row.body
    assert "EST" in row.body or "EDT" in row.body
    assert "in Room 4." in row.body
    assert f"Go:\nhttp://localhost:8000/o/acme/sessions/{lunch.id}/" in row.body


def test_moved_session_keeps_its_plan(cast, program, lunch, booked):
    with cast.inside():
        change(cast, program, SOON)
        plan, later = plan_of(lunch), timedelta(days=1)
        moved = change_session(
            lunch,
            replace(plan, starts_at=plan.starts_at + later, ends_at=plan.ends_at + later),
            by=cast.hr_admin.person,
        )
        assert waiting(cast, moved) == [10]


def test_kind_with_a_plan_of_its_own_is_left_alone_by_that_of_all(cast, program, lunch, booked):
    with cast.inside():
        kind = lunch.kind
        change(cast, program, SOON, kind=kind)
        assert change(cast, program, Step(BEFORE, 120)) == 0
        assert waiting(cast, lunch) == [10]
        change_plan(program, kind, None, by=cast.hr_admin.person, seen=1)
        assert waiting(cast, lunch) == [120]


def test_second_admin_overwrites_nothing_and_bad_plans_change_nothing(cast, program):
    with cast.inside():
        change(cast, program, SOON)
        with pytest.raises(PlanChangedError):
            change(cast, program, Step(BEFORE, 60))
        with pytest.raises(BadPlanError):
            change(cast, program, Step(BEFORE, 60, "{x}", "y"), seen=1)
        assert ReminderPlan.objects.count() == 1


def test_copied_program_has_the_plans(cast, program):
    with cast.inside():
        change(cast, program, SOON)
        copy = Program.objects.create(name="Copy", starts_on=program.starts_on)
        copy_plans(copy, program, by=cast.hr_admin.person)
        plans = latest_plans([copy.id])
        assert in_force(plans, copy.id, "workshop").steps == (SOON,)


def test_those_who_were_there_and_those_who_were_missed_hear_of_it(cast, program, lunch, booked):
    with cast.inside():
        missed = book_seat(lunch, person=cast.manager.person, by=cast.manager.person)
        change(cast, program, Step(ATTENDED, 60), Step(MISSED, 1440))
        LearningSession.objects.update(starts_at=timezone.now() - timedelta(minutes=5))
        lunch.refresh_from_db()
        open_room(lunch, by=cast.facilitator.person)
        check_in(booked, by=cast.facilitator.person)
        finish_session(lunch, by=cast.facilitator.person)
        finish_session(lunch, by=cast.facilitator.person)
        after = Notification.objects.filter(kind__in=["sessions.follow_up", "sessions.missed_you"])
        assert {(row.kind, row.cause) for row in after} == {
            ("sessions.follow_up", str(booked.id)),
            ("sessions.missed_you", str(missed.id)),
        }
        assert all(attendance_stands(row) for row in after)
        missed.state = "excused"
        missed.save()
        assert not attendance_stands(after.get(kind="sessions.missed_you"))


def url(cast, program, path="all/"):
    return cast.hr_admin.url(f"sessions/reminders/{program.id}/{path}")


ROW = {
    "moment_0": BEFORE,
    "amount_0": "10",
    "unit_0": "minutes",
    "subject_0": SOON.subject,
    "body_0": SOON.body,
    "seen": "0",
}


def test_admin_previews_saves_and_goes_back(cast, program, lunch, booked):
    client = cast.hr_admin.client()
    shown = client.post(url(cast, program), ROW | {"preview": "1"})
    assert shown.status_code == 200
    assert "Soon: Reading a balance sheet" in shown.content.decode()
    with cast.inside():
        assert not ReminderPlan.objects.exists()
    assert client.post(url(cast, program), ROW).status_code == 302
    with cast.inside():
        assert waiting(cast, lunch) == [10]
    assert "Reminder 10 minutes before" in client.get(url(cast, program, "")).content.decode()
    assert client.post(url(cast, program, "all/reset/")).status_code == 302
    with cast.inside():
        assert waiting(cast, lunch) == [1440, 60]


def test_page_says_when_each_message_goes_for_the_next_session(cast, program):
    client, page = cast.hr_admin.client(), url(cast, program, "all/")
    empty = client.get(page)
    assert empty.context["leavings"] == []
    assert "No session is to come" in empty.content.decode()
    with cast.inside():
        make_session(program, cast.hr_admin, title="Later", starts_at=in_days(9))
        soon = make_session(program, cast.hr_admin, title="Soon", starts_at=in_days(0.5))
        steps = [Step(ATTENDED, 60), Step(BEFORE, 60), Step(BEFORE, 24 * 60)]
        change_plan(program, "", steps, by=cast.hr_admin.person, seen=0)
    shown = client.get(page)
    hour = timedelta(hours=1)
    assert [(one.at, one.is_past) for one in shown.context["leavings"]] == [
        (soon.starts_at - 24 * hour, True),
        (soon.starts_at - hour, False),
        (soon.ends_at + hour, False),
    ]
    html = shown.content.decode()
    assert "For the next session, “Soon”" in html
    assert "that time is over" in html


def test_unknown_placeholder_is_said_at_its_field(cast, program):
    answer = cast.hr_admin.client().post(url(cast, program), ROW | {"body_0": "Hello {nmae}"})
    assert answer.status_code == 422
    assert "There is no {nmae}." in answer.content.decode()


def test_unknown_kind_is_not_there(cast, program):
    assert cast.hr_admin.client().get(url(cast, program, "party/")).status_code == 404
    assert cast.facilitator.client().get(url(cast, program)).status_code == 404
