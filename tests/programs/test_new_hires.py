from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.models import Person
from programs.actions.enrollment import withdraw_enrollments
from programs.actions.new_hires import (
    restart_joining_rule,
    run_joining_rule,
    start_joining_rule,
    stop_joining_rule,
)
from programs.actions.roles import set_role
from programs.models import Enrollment, JoiningRule, Program
from programs.tasks import do_daily_work


@pytest.fixture
def today():
    return timezone.localdate()


def hire(name, starts_on, **fields):
    return Person.objects.create(name=name, starts_on=starts_on, **fields)


def start(cast, program, since, **among):
    return start_joining_rule(
        program,
        "mentee",
        since=since,
        by=cast.hr_admin.person,
        now=timezone.now(),
        today=timezone.localdate(),
        **among,
    )


def names(program):
    rows = Enrollment.objects.filter(program=program, state="active").exclude(batch=None)
    return sorted(rows.values_list("person__name", flat=True))


def test_new_hires_come_in_on_their_first_day_and_once(cast, program, today):
    with cast.inside():
        hire("Today", today)
        hire("Tomorrow", today + timedelta(days=1))
        hire("Long ago", today - timedelta(days=40))
        hire("Left", today, state="left")
        rule = start(cast, program, today)
        assert names(program) == ["Today"]
        for _twice in range(2):
            run_joining_rule(rule, now=timezone.now(), today=today + timedelta(days=1))
            assert names(program) == ["Today", "Tomorrow"]


def test_who_left_the_program_does_not_come_in_again(cast, program, today):
    with cast.inside():
        hire("Today", today)
        rule = start(cast, program, today)
        mine = Enrollment.objects.get(person__name="Today")
        withdraw_enrollments(program, [mine.id], by=cast.hr_admin.person)
        assert run_joining_rule(rule, now=timezone.now(), today=today) is None
        assert names(program) == []


def test_rule_of_some_departments_is_stopped_and_stands_again(cast, program, today):
    with cast.inside():
        hire("Sales", today, department="Sales")
        hire("Legal", today, department="Legal")
        rule = start(cast, program, today, departments=["Legal"])
        assert names(program) == ["Legal"]
        for _twice in range(2):
            stop_joining_rule(rule, by=cast.hr_admin.person, now=timezone.now())
        hire("Legal two", today, department="Legal")
    do_daily_work()
    with cast.inside():
        assert names(program) == ["Legal"]
        restart_joining_rule(rule, by=cast.hr_admin.person)
    do_daily_work()
    with cast.inside():
        assert names(program) == ["Legal", "Legal two"]


def test_rule_that_finds_no_place_says_so_and_a_draft_waits(cast, program, today):
    with cast.inside():
        set_role(program, "mentee", by=None, seats=1)
        hire("Today", today)
        rule = start(cast, program, today)
        rule.refresh_from_db()
        assert rule.trouble == "All places for “Mentees” are taken."
        set_role(program, "mentee", by=None)
        Program.objects.filter(id=program.id).update(state="draft")
    do_daily_work()
    with cast.inside():
        assert names(program) == []


def test_daily_work_brings_back_whose_pause_is_over(cast, program, today):
    with cast.inside():
        Enrollment.objects.filter(person=cast.employee.person).update(
            state="paused", returns_on=today
        )
        Enrollment.objects.filter(person=cast.mentor.person).update(
            state="paused", returns_on=today + timedelta(days=3)
        )
    for _twice in range(2):
        do_daily_work()
    with cast.inside():
        states = dict(Enrollment.objects.values_list("person__name", "state"))
        assert states == {"Emil Employee": "active", "Mina Mentor": "paused"}


def test_hr_makes_and_stops_the_rule_and_reads_what_it_did(cast, program, today):
    with cast.inside():
        hire("Today", today)
    client = cast.hr_admin.client()
    at = cast.hr_admin.url(f"programs/{program.id}/enrollment/new-hires/")
    refused = client.post(at, {"role": "mentee", "since": today - timedelta(days=900)})
    assert refused.status_code == 422
    page = client.post(at, {"role": "mentee", "since": today}, follow=True).content.decode()
    assert "1 new hire came in by themselves as “Mentees”" in page
    people = client.get(cast.hr_admin.url(f"programs/{program.id}/people/")).content.decode()
    assert "1 new hire came in by themselves" in people
    with cast.inside():
        rule = JoiningRule.objects.get()
    assert client.post(f"{at}{rule.id}/stop/").status_code == 302
    assert "Stop" not in client.get(at).content.decode()
    assert cast.employee.client().get(at).status_code == 404
