"""Planning a series by a rule."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.tenancy.models import OrganizationSettings
from sessions.actions.meeting_rooms import add_room
from sessions.actions.plans import PlanRefusedError
from sessions.actions.rule_series import SeriesRefusedError, dates_of, schedule_series
from sessions.models import LearningSession, SessionSeries
from sessions.rules.recurrence import BadRuleError, read_rule
from tests.sessions.making import in_days, make_plan, make_session

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = timedelta(weeks=1)


def noon(days):
    """Noon in Berlin some days from now, clear of the days between the years."""
    day = datetime.combine(in_days(days).date(), datetime.min.time(), BERLIN)
    return day.replace(hour=12)


def first_monday():
    start = noon(60)
    return start + timedelta(days=(7 - start.weekday()) % 7)


def make_series(program, by, *, count=4, left_out=(), **changes):
    """Mondays at noon in Berlin, two months from now."""
    start = changes.pop("starts_at", None) or first_monday()
    rule = read_rule(f"FREQ=WEEKLY;BYDAY=MO;COUNT={count}")
    plan = make_plan(starts_at=start, **changes)
    return schedule_series(program, rule, plan, left_out=left_out, by=by.person, now=timezone.now())


def rows_of(series):
    return list(LearningSession.objects.filter(repeats=series).order_by("starts_at"))


def test_series_is_sessions_of_their_own_at_one_time_of_day(cast, program):
    with cast.inside():
        series = make_series(program, cast.hr_admin, title="Lunch", capacity=9)
        rows = rows_of(series)
        assert len(rows) == 4
        assert {one.starts_at.astimezone(BERLIN).hour for one in rows} == {12}
        assert {(one.title, one.capacity, one.state) for one in rows} == {("Lunch", 9, "published")}
        assert len({one.join_code for one in rows}) == 4
        assert [one.repeats_on for one in rows] == [
            (first_monday() + n * WEEK).date() for n in range(4)
        ]


def test_days_off_and_dates_left_out_are_passed_over(cast, program):
    with cast.inside():
        days = [(first_monday() + n * WEEK).date() for n in range(4)]
        OrganizationSettings.objects.update(holidays=f"{days[1]} Fair")
        series = make_series(program, cast.hr_admin, left_out={days[2]})
        assert [one.repeats_on for one in rows_of(series)] == [days[0], days[3]]
        assert series.left_out == [days[1].isoformat(), days[2].isoformat()]


def test_leaders_get_one_mail_with_all_dates(cast, program):
    with cast.inside():
        make_series(
            program,
            cast.hr_admin,
            presenter=cast.mentor.person,
            facilitator=cast.facilitator.person,
        )
        for player in (cast.mentor, cast.facilitator):
            (mail,) = Notification.objects.filter(person=player.person)
            assert mail.kind == "sessions.series_leading"
            assert mail.calendar.count("BEGIN:VEVENT") == 4
            assert mail.calendar.count("BEGIN:VCALENDAR") == 4
            assert mail.calendar_method == "REQUEST"
            assert mail.body.count("\n- ") == 4


def test_date_that_cannot_be_is_refused_by_name_or_left_out(cast, program):
    with cast.inside():
        add_room("Ada", by=cast.hr_admin.person)
        taken = first_monday() + WEEK
        make_session(program, cast.hr_admin, room="Ada", title="First", starts_at=taken)
        with pytest.raises(SeriesRefusedError, match="Ada is taken") as refused:
            make_series(program, cast.hr_admin, room="Ada")
        assert [day for day, _said in refused.value.dates] == [taken.date()]
        assert not SessionSeries.objects.exists()
        series = make_series(program, cast.hr_admin, room="Ada", left_out={taken.date()})
        assert len(rows_of(series)) == 3
        assert {one.meeting_room.name for one in rows_of(series)} == {"Ada"}


def test_what_is_wrong_with_all_dates_is_said_once(cast, program):
    with cast.inside():
        for wrong in ({"room": ""}, {"capacity": 0}, {"facilitator": cast.director.person}):
            with pytest.raises(PlanRefusedError) as refused:
                make_series(program, cast.hr_admin, **wrong)
            assert not isinstance(refused.value, SeriesRefusedError)
            assert refused.value.problems.keys() == wrong.keys()


def test_less_than_two_dates_are_no_series(cast, program):
    with cast.inside():
        days = [(first_monday() + n * WEEK).date() for n in range(3)]
        with pytest.raises(BadRuleError, match="at least two dates"):
            make_series(program, cast.hr_admin, left_out=set(days), count=4)


def test_preview_writes_nothing_and_tells_what_is_planned(cast, program):
    with cast.inside():
        rule = read_rule("FREQ=WEEKLY;BYDAY=MO;COUNT=3")
        plan = make_plan(starts_at=timezone.now() - 2 * WEEK)
        dates = dates_of(program, rule, plan, now=timezone.now())
        assert [one.can_be for one in dates][:1] == [False]
        assert "past" in str(dates[0].problem)
        assert not LearningSession.objects.exists()
