"""Sessions that repeat in an evergreen program, and each person's own path along them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from peerlearn.home.own_templates.reading import read_program
from peerlearn.people.rules.holidays import open_day
from peerlearn.tenancy.models import OrganizationSettings
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.catalogue.stored import columns_of
from programs.models import Enrollment, Program
from sessions.actions.drafting import discard_draft, place_drafts
from sessions.actions.plans import PlanRefusedError
from sessions.actions.scheduling import cancel_session, change_session, plan_of
from sessions.actions.series import continue_series
from sessions.models import LearningSession
from sessions.queries.series import series_to_continue
from sessions.rules.series import path_of, pattern_day
from sessions.tasks import plan_repeated_sessions

TITLE = "Newcomers' lunch"
MONTH = timedelta(weeks=4)
BERLIN = ZoneInfo("Europe/Berlin")


def lunches():
    return LearningSession.objects.filter(title=TITLE).order_by("starts_at")


@pytest.fixture
def buddies(cast):
    """An evergreen program that is running, its first sessions published."""
    with cast.inside():
        return make(cast)


def make(cast):
    program = create_from_template(
        TEMPLATES["onboarding-buddy"],
        name="Buddies",
        goal="",
        ends_on=None,
        starts_on=timezone.localdate() + timedelta(days=7),
        by=cast.hr_admin.person,
    )
    place_drafts(program, room="Ada", video_url="", by=cast.hr_admin.person)
    Program.objects.filter(id=program.id).update(state=Program.State.RUNNING)
    LearningSession.objects.filter(program=program).update(state="published")
    program.refresh_from_db()
    return program


def test_template_drafts_one_of_each_series(cast, buddies):
    with cast.inside():
        rows = LearningSession.objects.filter(program=buddies)
        assert {row.every_weeks for row in rows} == {4, 12}
        assert len({row.series for row in rows}) == rows.count() == 4


def test_scheduler_plans_three_months_ahead_once(cast, buddies):
    plan_repeated_sessions()
    plan_repeated_sessions()
    with cast.inside():
        held = list(lunches())
        steps = {later.starts_at - one.starts_at for one, later in pairwise(held)}
        assert steps == {MONTH}
        assert held[-2].starts_at < timezone.now() + timedelta(weeks=13) <= held[-1].starts_at
        assert {one.room for one in held} == {"Ada"}
        assert {one.state for one in held} == {"published"}
        assert {one.from_week for one in held} == {1}


def test_whoever_joins_in_march_finds_the_next_ones_by_their_own_clock(cast):
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC)), cast.inside():
        program = make(cast)
    with time_machine.travel(datetime(2027, 3, 3, 9, tzinfo=UTC), tick=False):
        plan_repeated_sessions()
        with cast.inside():
            Enrollment.objects.create(
                program=program,
                person=cast.employee.person,
                role="mentee",
                joined_on=timezone.localdate(),
            )
            reflection = LearningSession.objects.filter(
                title__startswith="The first 30 days", starts_at__gte=timezone.now() + 5 * MONTH / 4
            ).earliest("starts_at")
        page = cast.employee.client().get(cast.employee.url(f"programs/{program.id}/"))
        text = page.content.decode()
        assert "Your path" in text
        assert "For you from 5 weeks after you joined." in text
        assert f'href="{cast.employee.url(f"sessions/{reflection.id}/")}">The first 30' in text


def test_session_that_repeats_is_not_moved_away_from_its_series(cast, buddies):
    plan_repeated_sessions()
    with cast.inside():
        last, hr = lunches().last(), cast.hr_admin.person
        for days in (28, 365, 365 * 70):
            moved = replace(plan_of(last), **shifted(last, days))
            with pytest.raises(PlanRefusedError, match="move it by less than 4 weeks"):
                change_session(last, moved, by=hr)
        change_session(last, replace(plan_of(last), **shifted(last, 27)), by=hr)
        before = lunches().last().starts_at
        assert continue_series(last.series, now=timezone.now() + timedelta(weeks=8))
        assert lunches().last().starts_at > before
        change_session(last, replace(plan_of(last), **shifted(last, -27)), by=hr)


def shifted(session, days):
    by = timedelta(days=days)
    return {"starts_at": session.starts_at + by, "ends_at": session.ends_at + by}


def test_cancelling_the_last_one_ends_the_series(cast, buddies):
    plan_repeated_sessions()
    with cast.inside():
        before = lunches().count()
        series = lunches().last().series
        cancel_session(lunches().last(), by=cast.hr_admin.person, reason="Enough")
        assert set(lunches().values_list("every_weeks", flat=True)) == {0}
        later = timezone.now() + timedelta(weeks=30)
        assert series not in series_to_continue(now=later)
        assert continue_series(series, now=later) == []
        assert lunches().count() == before


def test_cancelling_another_one_keeps_the_series(cast, buddies):
    plan_repeated_sessions()
    with cast.inside():
        cancel_session(lunches().first(), by=cast.hr_admin.person, reason="Holiday")
        assert lunches().last().every_weeks == 4


def test_discarded_draft_does_not_come_back(cast, buddies):
    with cast.inside():
        LearningSession.objects.update(state="draft")
    plan_repeated_sessions()
    with cast.inside():
        before = lunches().count()
        assert discard_draft(lunches().last(), by=cast.hr_admin.person)
    plan_repeated_sessions()
    with cast.inside():
        assert lunches().count() == before - 1


def test_draft_programs_and_finished_ones_plan_nothing(cast, buddies):
    for state in ("draft", "finished", "archived"):
        with cast.inside():
            Program.objects.update(state=state)
        plan_repeated_sessions()
        with cast.inside():
            assert lunches().count() == 1


def test_own_template_takes_a_series_as_one_session(cast, buddies):
    plan_repeated_sessions()
    with cast.inside():
        template = read_program(buddies, name="Ours", purpose="", for_whom="")
        assert sorted(one.every for one in template.sessions) == [4, 4, 4, 12]
        assert {one["every"] for one in columns_of(template)["sessions"]} == {4, 12}


def test_path_of_nothing_is_empty():
    assert path_of([], first_day=timezone.localdate(), now=timezone.now()) == []


def test_session_on_a_holiday_is_held_on_the_next_working_day_and_moves_no_other(cast, buddies):
    with cast.inside():
        first = lunches().first()
        day = first.starts_at.date()
        second, third = (day + timedelta(weeks=weeks) for weeks in (4, 8))
        OrganizationSettings.objects.update(holidays=f"{second} Fair\n{third} [Oslo] Elsewhere")
    plan_repeated_sessions()
    with cast.inside():
        days = [one.starts_at.date() for one in lunches()]
        assert days[:3] == [day, open_day(second, {second}), third]
        assert days[1] > second
        assert {one.starts_at.astimezone(BERLIN).time() for one in lunches()} == {
            first.starts_at.astimezone(BERLIN).time()
        }


def test_series_goes_on_from_the_day_that_was_meant():
    wednesday, weeks = date(2027, 3, 3), timedelta(weeks=4)
    closed = {wednesday + weeks, wednesday + 2 * weeks}
    thursday = timedelta(days=1)
    held = [wednesday, wednesday + weeks + thursday, wednesday + 2 * weeks + thursday]

    def pattern(days):
        return pattern_day(days, every_weeks=4, closed=closed)

    assert pattern(held[:1]) == wednesday
    assert pattern(held) == wednesday + 2 * weeks
    by_hand = [wednesday, wednesday + 3 * weeks + thursday]
    assert pattern(by_hand) == by_hand[-1]
