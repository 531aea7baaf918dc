"""A program into which people come by themselves is launched before anybody is in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.actions.joining import join_program
from programs.actions.new_hires import run_joining_rule
from programs.actions.programs import open_program
from programs.errors import NotReadyToOpenError
from programs.models import Enrollment, JoiningRule, Program, ProgramRole
from programs.rules.ways_in import ways_in_words

TODAY = timezone.localdate()


@pytest.fixture
def empty(cast):
    with cast.inside():
        return Program.objects.create(name="Evergreen", starts_on=TODAY - timedelta(days=1))


def test_program_without_people_or_way_in_is_not_launched(cast, empty):
    with cast.inside():
        ProgramRole.objects.create(program=empty, role="mentee", way_in="closed")
        with pytest.raises(NotReadyToOpenError, match="no way in"):
            open_program(empty, by=cast.hr_admin.person, today=TODAY)


@pytest.mark.parametrize("way_in", ["open", "application", "invitation"])
def test_program_is_launched_empty_where_a_role_has_a_way_in(cast, empty, way_in):
    with cast.inside():
        ProgramRole.objects.create(program=empty, role="participant", way_in=way_in)
        open_program(empty, by=cast.hr_admin.person, today=TODAY)
        assert empty.state == Program.State.RUNNING


def test_people_join_a_program_that_was_launched_empty(cast, empty):
    with cast.inside():
        ProgramRole.objects.create(program=empty, role="participant", way_in="open")
        open_program(empty, by=cast.hr_admin.person, today=TODAY)
        joined = join_program(empty, cast.employee.person, "participant", today=TODAY)
        assert joined.state == "active"


def test_invitation_that_was_sent_is_a_way_in(cast, empty):
    with cast.inside():
        Enrollment.objects.create(
            program=empty, person=cast.employee.person, role="mentee", state="invited"
        )
        open_program(empty, by=cast.hr_admin.person, today=TODAY)
        assert empty.state == Program.State.RUNNING


def test_standing_rule_brings_in_new_hires_after_an_empty_launch(cast, empty):
    with cast.inside():
        rule = JoiningRule.objects.create(program=empty, role="mentee", since=TODAY)
        person = cast.employee.person
        person.starts_on = TODAY
        person.save()
        assert run_joining_rule(rule, now=timezone.now(), today=TODAY) is None
        open_program(empty, by=cast.hr_admin.person, today=TODAY)
        rule.refresh_from_db()
        rule.program.refresh_from_db()
        batch = run_joining_rule(rule, now=timezone.now(), today=TODAY)
        assert batch is not None
        assert batch.count == 1


def test_stopped_rule_is_no_way_in(cast, empty):
    with cast.inside():
        JoiningRule.objects.create(
            program=empty, role="mentee", since=TODAY, stopped_at=timezone.now()
        )
        with pytest.raises(NotReadyToOpenError):
            open_program(empty, by=cast.hr_admin.person, today=TODAY)


def test_launch_page_says_how_people_join_and_offers_the_launch(cast, empty):
    with cast.inside():
        ProgramRole.objects.create(program=empty, role="participant", way_in="open")
        ProgramRole.objects.create(program=empty, role="mentor", way_in="application")
    page = cast.hr_admin.url(f"programs/{empty.id}/opening/")
    html = cast.hr_admin.client().get(page).content.decode()
    assert "Nobody is enrolled yet: people join on their own or by applying." in html
    assert 'id="blockers"' not in html
    cast.hr_admin.client().post(page)
    with cast.inside():
        empty.refresh_from_db()
        assert empty.state == Program.State.RUNNING


def test_ways_in_are_told_in_one_line():
    assert ways_in_words(["open"]) == "on their own"
    assert ways_in_words(["new_hires", "open", "application"]) == (
        "on their own, by applying or by the rule for new hires on their first day"
    )
    assert ways_in_words([]) == ""
