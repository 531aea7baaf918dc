"""Changing and calling off several sessions of a series at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from sessions.actions.booking import book_seat
from sessions.actions.meeting_rooms import add_room
from sessions.actions.rule_series import SeriesRefusedError
from sessions.actions.scheduling import cancel_session, change_session, plan_of
from sessions.actions.series_changes import SeriesSeenError, cancel_series, change_series
from sessions.actions.series_undo import UndoneError, undo_change
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking, LearningSession, SessionSeries, WaitlistEntry
from sessions.queries.rule_series import seen_of
from sessions.rules.series_changes import ALL, FOLLOWING, ONE
from tests.sessions.making import make_session
from tests.sessions.test_rule_series import BERLIN, make_series, rows_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def series(cast, program):
    with cast.inside():
        made = make_series(program, cast.hr_admin, title="Lunch", room="Ada")
        Notification.objects.all().delete()
        return made


def change(cast, one, scope, *, overwrite=False, seen=None, **changes):
    plan = replace(plan_of(one), **changes)
    return change_series(
        one,
        plan,
        scope=scope,
        overwrite=overwrite,
        seen=seen,
        by=cast.hr_admin.person,
        now=timezone.now(),
    )


def moved(one, by):
    return {"starts_at": one.starts_at + by, "ends_at": one.ends_at + by}


def rooms(series):
    return [one.room for one in rows_of(series)]


def test_change_of_one_alone_is_its_own_and_kept_by_a_change_of_all(cast, series):
    with cast.inside():
        first, second, *_rest = rows_of(series)
        change(cast, second, ONE, room="Garden")
        assert LearningSession.objects.get(pk=second.pk).own_changes == ["room"]
        change(cast, first, ALL, room="Grace", capacity=5)
        assert rooms(series) == ["Grace", "Garden", "Grace", "Grace"]
        assert {one.capacity for one in rows_of(series)} == {5}
        change(cast, first, ALL, overwrite=True, room="Zuse")
        assert rooms(series) == ["Zuse"] * 4
        assert not any(one.own_changes for one in rows_of(series))


def test_following_splits_the_series_where_it_changes(cast, series):
    with cast.inside():
        _first, _second, third, fourth = rows_of(series)
        change(cast, third, FOLLOWING, title="Late lunch", **moved(third, 2 * HOUR + DAY))
        assert [one.title for one in rows_of(series)] == ["Lunch"] * 2
        later = SessionSeries.objects.exclude(pk=series.pk).get()
        assert later.split_from == series
        assert [one.starts_at for one in rows_of(later)] == [
            one.starts_at + 2 * HOUR + DAY for one in (third, fourth)
        ]
        series.refresh_from_db()
        assert series.rule == f"FREQ=WEEKLY;BYDAY=MO;UNTIL={third.repeats_on - DAY:%Y%m%d}"
        assert later.rule == f"FREQ=WEEKLY;BYDAY=TU;UNTIL={fourth.repeats_on + DAY:%Y%m%d}"
        assert later.first_day == third.repeats_on + DAY
        assert [one.repeats_on for one in rows_of(later)] == [
            one.repeats_on + DAY for one in (third, fourth)
        ]


def test_time_of_day_moves_on_the_clocks_of_the_place(cast, program):
    with cast.inside():
        series = make_series(program, cast.hr_admin, count=40)
        first = rows_of(series)[0]
        change(cast, first, ALL, **moved(first, HOUR))
        rows = rows_of(series)
        assert {one.starts_at.astimezone(BERLIN).hour for one in rows} == {13}
        assert len({one.starts_at.hour for one in rows}) == 2


def test_each_is_told_once_and_calendars_follow(cast, series):
    with cast.inside():
        rows = rows_of(series)
        for one in rows[:3]:
            book_seat(one, person=cast.employee.person, by=cast.employee.person)
        book_seat(rows[0], person=cast.manager.person, by=cast.manager.person)
        Notification.objects.all().delete()
        done = change(cast, rows[0], ALL, **moved(rows[0], HOUR))
        assert done.told == 2
        (mail,) = Notification.objects.filter(
            person=cast.employee.person, kind="sessions.series_changed"
        )
        assert mail.calendar.count("BEGIN:VEVENT") == 3
        assert mail.calendar.count("SEQUENCE:1") == 3
        assert mail.calendar.count("METHOD:REQUEST") == 3
        for one in rows[:3]:
            assert f"UID:{one.id}.{cast.employee.person.id}@" in mail.calendar.replace("\r\n ", "")
        (single,) = Notification.objects.filter(person=cast.manager.person, kind="sessions.changed")
        assert "METHOD:REQUEST" in single.calendar
        starts = {one.starts_at for one in rows_of(series)}
        reminders = Notification.objects.filter(kind="sessions.reminder", state="pending")
        assert {one.expires_at for one in reminders} <= starts
        assert reminders.filter(person=cast.employee.person).count() == 6


def test_what_no_calendar_shows_is_told_to_nobody(cast, series):
    with cast.inside():
        rows = rows_of(series)
        for one in rows:
            book_seat(one, person=cast.employee.person, by=cast.employee.person)
        Notification.objects.all().delete()
        done = change(cast, rows[0], ALL, capacity=9, description="New words")
        assert (done.told, Notification.objects.count()) == (0, 0)


def test_past_and_running_sessions_are_never_touched(cast, series):
    with cast.inside():
        rows = rows_of(series)
        past = {"starts_at": timezone.now() - 2 * HOUR, "ends_at": timezone.now() - HOUR}
        LearningSession.objects.filter(pk=rows[0].pk).update(**past, state="finished")
        LearningSession.objects.filter(pk=rows[1].pk).update(state="live")
        done = change(cast, rows[2], ALL, room="Grace")
        assert [one.pk for one in done.sessions] == [one.pk for one in rows[2:]]
        assert sorted(rooms(series)) == ["Ada", "Ada", "Grace", "Grace"]
        done = cancel(cast, rows[2], ALL)
        states = {one.pk: one.state for one in rows_of(series)}
        assert (states[rows[0].pk], states[rows[1].pk]) == ("finished", "live")
        assert len(done.sessions) == 2


def cancel(cast, one, scope, *, seen=None):
    return cancel_series(
        one,
        scope=scope,
        reason="Ill",
        seen=seen,
        by=cast.hr_admin.person,
        now=timezone.now(),
    )


def test_cancelling_the_following_tells_each_once_and_ends_lines(cast, program):
    with cast.inside():
        series = make_series(program, cast.hr_admin, capacity=1, presenter=cast.mentor.person)
        rows = rows_of(series)
        for one in rows:
            book_seat(one, person=cast.employee.person, by=cast.employee.person)
            join_waitlist(one, person=cast.manager.person, by=cast.manager.person)
        Notification.objects.all().delete()
        done = cancel(cast, rows[1], FOLLOWING)
        assert (len(done.sessions), done.told) == (3, 3)
        for player in (cast.employee, cast.manager, cast.mentor):
            (mail,) = Notification.objects.filter(person=player.person)
            assert mail.kind == "sessions.series_cancelled"
            assert mail.body.count("\n- ") == 3
            assert "Ill" in mail.body
        employee = Notification.objects.get(person=cast.employee.person)
        assert employee.calendar.count("STATUS:CANCELLED") == 3
        assert [one.state for one in rows_of(series)] == ["published"] + ["cancelled"] * 3
        waiting = WaitlistEntry.objects.filter(state="waiting")
        assert [one.learning_session_id for one in waiting] == [rows[0].pk]
        assert cancel(cast, rows[1], FOLLOWING).sessions == []


def test_moved_sessions_keep_their_lines_and_offers(cast, program):
    with cast.inside():
        series = make_series(program, cast.hr_admin, capacity=1)
        rows = rows_of(series)
        for one in rows:
            book_seat(one, person=cast.employee.person, by=cast.employee.person)
            join_waitlist(one, person=cast.manager.person, by=cast.manager.person)
        Notification.objects.all().delete()
        change(cast, rows[0], ALL, **moved(rows[0], HOUR))
        (mail,) = Notification.objects.filter(person=cast.manager.person)
        assert mail.kind == "sessions.series_changed"
        assert "places in line, stay" in mail.body
        assert mail.calendar == ""
        assert WaitlistEntry.objects.filter(state="waiting").count() == 4
        assert Booking.objects.filter(state="confirmed").count() == 4


def test_one_date_that_cannot_be_refuses_all(cast, program, series):
    with cast.inside():
        rows = rows_of(series)
        book_seat(rows[1], person=cast.employee.person, by=cast.employee.person)
        book_seat(rows[1], person=cast.manager.person, by=cast.manager.person)
        with pytest.raises(SeriesRefusedError, match="2 people have booked") as refused:
            change(cast, rows[0], ALL, capacity=1)
        assert [day for day, _said in refused.value.dates] == [rows[1].repeats_on]
        assert {one.capacity for one in rows_of(series)} == {2}


def test_room_that_is_taken_once_refuses_all_and_sessions_may_swap_places(cast, program):
    with cast.inside():
        add_room("Ada", by=cast.hr_admin.person)
        series = make_series(program, cast.hr_admin, room="Ada")
        rows = rows_of(series)
        week = timedelta(weeks=1)
        change(cast, rows[0], ALL, **moved(rows[0], week))
        assert [one.starts_at for one in rows_of(series)] == [one.starts_at + week for one in rows]
        late = {"room": "Ada", "title": "Held", "starts_at": rows[2].starts_at + 3 * HOUR}
        assert make_session(program, cast.hr_admin, **late).meeting_room is not None
        first = rows_of(series)[0]
        with pytest.raises(SeriesRefusedError, match="Ada is taken then: “Held”"):
            change(cast, first, ALL, **moved(first, 3 * HOUR))


def test_presenter_of_all_is_told_once_and_gives_up_seats(cast, series):
    with cast.inside():
        rows = rows_of(series)
        for one in rows[:2]:
            book_seat(one, person=cast.mentor.person, by=cast.mentor.person)
        Notification.objects.all().delete()
        change(cast, rows[0], ALL, presenter=cast.mentor.person)
        (mail,) = Notification.objects.filter(person=cast.mentor.person)
        assert mail.kind == "sessions.series_leading"
        assert {one.booked for one in rows_of(series)} == {0}
        change(cast, rows_of(series)[1], FOLLOWING, presenter=cast.director.person)
        told = Notification.objects.filter(person=cast.mentor.person)
        gone = told.get(kind="sessions.series_not_leading")
        assert gone.calendar.count("STATUS:CANCELLED") == 3


def test_second_admin_sees_what_the_first_changed(cast, series):
    with cast.inside():
        rows = rows_of(series)
        seen = seen_of(rows[0], now=timezone.now())
        change_session(rows[2], replace(plan_of(rows[2]), capacity=7), by=cast.hr_admin.person)
        with pytest.raises(SeriesSeenError) as refused:
            change(cast, rows[0], ALL, seen=seen, room="Grace")
        assert [one.pk for one in refused.value.sessions] == [rows[2].pk]
        with pytest.raises(SeriesSeenError):
            cancel(cast, rows[0], ALL, seen=seen)
        assert rooms(series) == ["Ada"] * 4
        change(cast, rows[0], ALL, seen=seen_of(rows[0], now=timezone.now()), room="Grace")
        assert rooms(series) == ["Grace"] * 4


def test_undo_gives_back_what_nobody_changed_since_and_tells_once_more(cast, series):
    with cast.inside():
        rows = rows_of(series)
        for one in rows[:2]:
            book_seat(one, person=cast.employee.person, by=cast.employee.person)
        done = change(cast, rows[0], ALL, room="Grace", **moved(rows[0], DAY))
        fourth = rows_of(series)[3]
        change_session(fourth, replace(plan_of(fourth), room="Garden"), by=cast.hr_admin.person)
        Notification.objects.all().delete()
        back = undo_change(done.change, by=cast.hr_admin.person, now=timezone.now())
        assert (len(back.sessions), back.told) == (3, 1)
        now = rows_of(series)
        assert [one.starts_at for one in now[:3]] == [one.starts_at for one in rows[:3]]
        assert rooms(series) == ["Ada", "Ada", "Ada", "Garden"]
        assert Notification.objects.filter(kind="sessions.series_changed").count() == 1
        with pytest.raises(UndoneError):
            undo_change(done.change, by=cast.hr_admin.person, now=timezone.now())


def test_monthly_series_keeps_its_day_and_may_change_its_hour(cast, series):
    with cast.inside():
        SessionSeries.objects.update(rule="FREQ=MONTHLY;BYMONTHDAY=3;COUNT=4")
        first = rows_of(series)[0]
        with pytest.raises(SeriesRefusedError, match="keeps its day"):
            change(cast, first, ALL, **moved(first, DAY))
        assert len(change(cast, first, ALL, **moved(first, HOUR)).sessions) == 4


def test_moved_alone_goes_back_to_the_series_where_all_are_overwritten(cast, series):
    with cast.inside():
        first, second, *_rest = rows_of(series)
        before = second.starts_at
        change(cast, second, ONE, **moved(second, 2 * DAY))
        change(cast, first, ALL, **moved(first, HOUR))
        assert LearningSession.objects.get(pk=second.pk).starts_at == before + 2 * DAY
        first = rows_of(series)[0]
        change(cast, first, ALL, overwrite=True, **moved(first, HOUR))
        assert LearningSession.objects.get(pk=second.pk).starts_at == before + 2 * HOUR


def test_cancelled_one_stays_cancelled(cast, series):
    with cast.inside():
        rows = rows_of(series)
        cancel_session(rows[1], by=cast.hr_admin.person, reason="Fair")
        assert len(change(cast, rows[0], ALL, room="Grace").sessions) == 3
        assert rooms(series) == ["Grace", "Ada", "Grace", "Grace"]
