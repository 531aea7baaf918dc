"""Before and after a planned meeting: a reminder, and the question whether it happened."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from matching.actions.meetings import (
    ask_again,
    call_off_meeting,
    plan_meeting,
    record_meeting,
    say_met,
    say_not_met,
)
from matching.errors import MeetingTimeError
from matching.models import FirstMeeting, PairMeeting
from matching.queries.my_matches import my_matches
from matching.rules.meeting_mails import reminder_at
from peerlearn.notifications.causes import still_stands
from peerlearn.notifications.models import Notification

SOON, MET, OFF = "matching.meeting_soon", "matching.did_you_meet", "matching.meeting_called_off"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
AT = NOW + timedelta(days=3)
AFTER = AT + timedelta(hours=2)


def mails(kind, **asked):
    return list(Notification.objects.filter(kind=kind, **asked).order_by("id"))


@pytest.fixture
def planned(pair):
    """They meet on the seventh of March."""
    with time_machine.travel(NOW, tick=False), pair.cast.inside():
        Notification.objects.update(state=Notification.State.SENT)  # both know of the pair
        pair.meeting = plan_meeting(pair.match, at=AT, by=pair.ana, now=NOW)
    return pair


def test_both_are_reminded_with_an_agenda_and_asked_afterwards(planned):
    with planned.cast.inside():
        soon, met = mails(SOON), mails(MET)
        assert [mail.due_at for mail in soon] == [AT - timedelta(days=1)] * 2
        assert [mail.due_at for mail in met] == [AT + timedelta(minutes=45)] * 2
        assert {mail.person.name for mail in met} == {"Ana New", "Mia Mentor"}
        assert "10 minutes: who you are, and what you do here" in soon[0].body
        assert all(mail.is_private for mail in [*soon, *met])
        assert len({mail.link for mail in met}) == 2
        assert all(still_stands(mail) for mail in [*soon, *met])


@pytest.mark.parametrize(
    ("ahead", "before"),
    [(49, 24), (30, 24), (20, 1), (3, 1), (1.5, None), (0.1, None)],
)
def test_reminder_comes_a_day_or_an_hour_before(ahead, before):
    starts_at = NOW + timedelta(hours=ahead)
    expected = before and starts_at - timedelta(hours=before)
    assert reminder_at(starts_at, NOW) == expected


def test_moved_meeting_has_new_mails_and_none_of_the_old_time(planned):
    with planned.cast.inside(), time_machine.travel(NOW, tick=False):
        old = mails(SOON) + mails(MET)
        plan_meeting(planned.match, at=AT + timedelta(days=1), by=planned.mia, now=NOW)
        for kind in (SOON, MET):
            states = sorted(mail.state for mail in mails(kind))
            assert states == ["cancelled"] * 2 + ["pending"] * 2
        assert not any(still_stands(mail) for mail in old)


def test_meeting_called_off_is_neither_announced_nor_asked_about(planned):
    with planned.cast.inside(), time_machine.travel(NOW, tick=False):
        call_off_meeting(planned.match, by=planned.ana)
        assert {mail.state for mail in mails(SOON) + mails(MET)} == {"cancelled"}


def test_yes_is_the_planned_meeting_held_and_the_first_word_counts(planned):
    with planned.cast.inside(), time_machine.travel(AFTER, tick=False):
        say_met(planned.meeting, by=planned.ana)
        say_met(planned.meeting, by=planned.mia)
        held = PairMeeting.objects.get()
        assert (held.id, held.state, held.starts_at) == (planned.meeting.id, "held", AT)
        assert held.said_by == planned.ana
        assert FirstMeeting.objects.get().said_by == planned.ana
        assert not still_stands(mails(MET)[1])
        with pytest.raises(MeetingTimeError):
            say_not_met(planned.meeting, by=planned.mia)


def test_no_sends_nothing_and_is_undone(planned):
    with planned.cast.inside(), time_machine.travel(AFTER, tick=False):
        say_not_met(planned.meeting, by=planned.mia)
        say_not_met(planned.meeting, by=planned.mia)
        assert PairMeeting.objects.get().state == "cancelled"
        assert not FirstMeeting.objects.exists()
        assert mails(OFF) == []
        ask_again(planned.meeting, by=planned.mia)
        assert PairMeeting.objects.get().state == "planned"


def test_undone_yes_opens_the_question_and_the_first_meeting(planned):
    with planned.cast.inside(), time_machine.travel(AFTER, tick=False):
        say_met(planned.meeting, by=planned.ana)
        ask_again(planned.meeting, by=planned.ana)
        assert PairMeeting.objects.get().state == "planned"
        assert not FirstMeeting.objects.exists()


def test_undo_gives_way_to_a_meeting_planned_since(planned):
    with planned.cast.inside(), time_machine.travel(AFTER, tick=False):
        say_not_met(planned.meeting, by=planned.ana)
        plan_meeting(planned.match, at=AFTER + timedelta(days=2), by=planned.ana, now=AFTER)
        with pytest.raises(MeetingTimeError):
            ask_again(planned.meeting, by=planned.ana)


@pytest.mark.parametrize("say", [say_met, say_not_met, ask_again])
def test_nothing_is_said_of_a_meeting_that_is_ahead(planned, say):
    refused = pytest.raises(MeetingTimeError, match="still ahead")
    with planned.cast.inside(), time_machine.travel(NOW, tick=False), refused:
        say(planned.meeting, by=planned.ana)


def test_question_is_open_from_the_end_until_somebody_has_answered(planned):
    with planned.cast.inside():
        for moment, expected in ((AT, None), (AFTER, planned.meeting.id)):
            (seen,) = my_matches(planned.ana, now=moment)
            assert seen.to_tell == expected
        with time_machine.travel(AFTER, tick=False):
            record_meeting(planned.match, at=AT, by=planned.mia, now=AFTER)
        (seen,) = my_matches(planned.ana, now=AFTER)
        assert seen.to_tell is None
        assert PairMeeting.objects.get().id == planned.meeting.id
