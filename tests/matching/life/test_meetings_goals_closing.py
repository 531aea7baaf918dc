"""What the two do together: meetings, goals, and a good end."""

from datetime import UTC, datetime, timedelta

import pytest

from matching.actions.closing import close_pair
from matching.actions.goals import add_goal, remove_goal, restore_goal, tick_goal, untick_goal
from matching.actions.meetings import (
    call_off_meeting,
    plan_meeting,
    record_first_meeting,
    record_meeting,
    take_back_first_meeting,
    take_back_meeting,
)
from matching.actions.nudging import do_daily_work
from matching.errors import MeetingTimeError, NotAPairError, TooManyGoalsError
from matching.models import FirstMeeting, Match, PairClosing, PairGoal, PairMeeting, PairVerdict
from matching.rules.milestones import MOST_GOALS
from peerlearn.notifications.models import Notification
from programs.models import Program

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=3)


def mails(kind):
    return list(Notification.objects.filter(kind=kind).order_by("id"))


def test_planned_meeting_is_in_both_calendars_and_moves_there(pair):
    with pair.cast.inside():
        meeting = plan_meeting(pair.match, at=LATER, by=pair.ana, now=NOW)
        plan_meeting(pair.match, at=LATER, by=pair.mia, now=NOW)
        moved = plan_meeting(pair.match, at=LATER + timedelta(hours=1), by=pair.mia, now=NOW)
        assert moved.id == meeting.id
        sent = mails("matching.meeting_planned")
        assert len(sent) == 4
        assert all(f"pair-meeting-{meeting.id}" in mail.calendar for mail in sent)
        assert all(mail.is_private for mail in sent)
        assert sum("SEQUENCE:1" in mail.calendar for mail in sent) == 2
        call_off_meeting(pair.match, by=pair.ana)
        call_off_meeting(pair.match, by=pair.mia)
        assert PairMeeting.objects.get().state == "cancelled"


def test_meeting_called_off_leaves_both_calendars(pair):
    with pair.cast.inside():
        ahead = datetime.now(UTC) + timedelta(days=3)
        plan_meeting(pair.match, at=ahead, by=pair.ana, now=datetime.now(UTC))
        call_off_meeting(pair.match, by=pair.mia)
        sent = mails("matching.meeting_called_off")
        assert sorted(mail.person.name for mail in sent) == ["Ana New", "Mia Mentor"]
        assert all("METHOD:CANCEL" in mail.calendar for mail in sent)


@pytest.mark.parametrize("at", [NOW - timedelta(minutes=1), NOW + timedelta(days=400)])
def test_meeting_at_an_odd_time_is_refused(pair, at):
    with pair.cast.inside(), pytest.raises(MeetingTimeError):
        plan_meeting(pair.match, at=at, by=pair.ana, now=NOW)


def test_first_noted_meeting_is_the_first_meeting_and_can_be_taken_back(pair):
    with pair.cast.inside():
        held = record_meeting(pair.match, at=NOW, by=pair.mia, now=NOW)
        assert record_meeting(pair.match, at=NOW, by=pair.ana, now=NOW).id == held.id
        assert FirstMeeting.objects.get().said_by == pair.mia
        take_back_meeting(held, by=pair.ana)
        assert not FirstMeeting.objects.exists()


def test_meeting_of_the_future_or_before_the_pair_is_refused(pair):
    with pair.cast.inside():
        for at in (NOW + timedelta(hours=1), NOW - timedelta(days=30)):
            with pytest.raises(MeetingTimeError):
                record_meeting(pair.match, at=at, by=pair.ana, now=NOW)


def test_having_met_stands_in_the_log_of_meetings(pair):
    with pair.cast.inside():
        record_first_meeting(pair.match, by=pair.ana)
        assert PairMeeting.objects.get().state == "held"


def test_pair_begins_with_milestones_and_both_add_tick_and_undo(pair):
    with pair.cast.inside():
        assert PairGoal.objects.filter(match=pair.match, kind="milestone").count() == 3
        goal = add_goal(pair.match, text="Run payroll", by=pair.ana)
        assert add_goal(pair.match, text="Run payroll", by=pair.mia).id == goal.id
        tick_goal(goal, by=pair.ana)
        tick_goal(goal, by=pair.mia)
        goal.refresh_from_db()
        assert goal.done_by == pair.ana
        untick_goal(goal, by=pair.mia)
        remove_goal(goal, by=pair.mia)
        goal.refresh_from_db()
        assert (goal.done_at, goal.removed_at is None) == (None, False)
        restore_goal(goal, by=pair.ana)
        goal.refresh_from_db()
        assert goal.removed_at is None


def test_goals_are_few(pair):
    with pair.cast.inside():
        for number in range(MOST_GOALS - 3):
            add_goal(pair.match, text=f"Goal {number}", by=pair.ana)
        with pytest.raises(TooManyGoalsError):
            add_goal(pair.match, text="One more", by=pair.ana)


def test_pair_is_complete_when_both_have_looked_back(pair):
    with pair.cast.inside():
        close_pair(pair.match, by=pair.ana, thanks="Thank you!", again=True)
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.ACTIVE
        assert [mail.person.name for mail in mails("matching.closed")] == ["Mia Mentor"]
        close_pair(pair.match, by=pair.mia, stays_in_touch=True)
        close_pair(pair.match, by=pair.mia, stays_in_touch=False)
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.COMPLETED
        assert len(mails("matching.completed")) == 2
        assert not any("Thank you!" in mail.body for mail in Notification.objects.all())
        assert PairVerdict.objects.get().person == pair.ana


def test_other_one_has_a_week_to_look_back(pair):
    with pair.cast.inside():
        close_pair(pair.match, by=pair.ana)
        said = PairClosing.objects.get().said_at
        do_daily_work(now=said + timedelta(days=6))
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.ACTIVE
        do_daily_work(now=said + timedelta(days=7))
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.COMPLETED


def test_pairs_are_invited_to_look_back_once_before_the_program_ends(pair):
    with pair.cast.inside():
        record_first_meeting(pair.match, by=pair.ana)
        for day in (15, 16, 17):
            do_daily_work(now=datetime(2026, 6, day, 12, tzinfo=UTC))
            expected = 0 if day == 15 else 2
            told = [mail for mail in mails("matching.closing") if mail.cause == str(pair.match.id)]
            assert len(told) == expected


def test_pairs_of_a_finished_program_come_to_their_end(pair):
    with pair.cast.inside():
        Program.objects.filter(id=pair.program.id).update(state="finished")
        do_daily_work(now=datetime.now(UTC))
        assert len(mails("matching.closing")) == 6
        do_daily_work(now=datetime.now(UTC) + timedelta(days=15))
        states = Match.objects.filter(run=pair.run, published_at__isnull=False)
        assert set(states.values_list("state", flat=True)) == {"completed"}


def test_ended_pair_can_do_nothing_more(pair):
    with pair.cast.inside():
        Match.objects.filter(id=pair.match.id).update(state="ended_early")
        goal = PairGoal.objects.filter(match=pair.match)[0]
        for act in (
            lambda: add_goal(pair.match, text="More", by=pair.ana),
            lambda: tick_goal(goal, by=pair.ana),
            lambda: plan_meeting(pair.match, at=LATER, by=pair.ana, now=NOW),
            lambda: record_meeting(pair.match, at=NOW, by=pair.ana, now=NOW),
            lambda: close_pair(pair.match, by=pair.ana),
        ):
            with pytest.raises(NotAPairError):
                act()


def test_old_page_takes_no_later_meetings_back_with_the_first(pair):
    with pair.cast.inside():
        record_first_meeting(pair.match, by=pair.ana)
        record_meeting(pair.match, at=NOW, by=pair.mia, now=NOW)
        with pytest.raises(MeetingTimeError):
            take_back_first_meeting(pair.match, by=pair.ana)
        assert PairMeeting.objects.filter(state="held").count() == 2
        take_back_meeting(PairMeeting.objects.get(starts_at=NOW), by=pair.mia)
        for _twice in range(2):
            take_back_first_meeting(pair.match, by=pair.ana)
        assert not PairMeeting.objects.exists()
        assert not FirstMeeting.objects.exists()


def test_pair_that_is_over_notes_no_first_meeting(pair):
    with pair.cast.inside():
        Match.objects.filter(id=pair.match.id).update(state="ended_early")
        with pytest.raises(NotAPairError):
            record_first_meeting(pair.match, by=pair.ana)
        assert not FirstMeeting.objects.exists()
