"""The promised first meeting: reminders before and after, and the rescue."""

from datetime import UTC, datetime

import pytest

from matching.actions.ending import end_match
from matching.actions.meetings import plan_meeting, record_first_meeting, say_in_touch
from matching.actions.nudging import do_daily_work
from matching.actions.pausing import pause_match
from matching.models import Match, PairEnding, PairTerms
from matching.queries.causes import first_meeting_is_awaited
from matching.queries.life import lives_of
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person

SOON, MISSED = "matching.first_meeting_soon", "matching.first_meeting_missed"


def at(day, hour=12):
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def mails(match, kind):
    found = Notification.objects.filter(cause=str(match.id), kind=kind)
    return sorted(found.values_list("person__name", flat=True))


def test_both_are_reminded_a_working_day_before_and_once(pair):
    with pair.cast.inside():
        do_daily_work(now=at(5))
        assert mails(pair.match, SOON) == []
        do_daily_work(now=at(6))
        do_daily_work(now=at(6, 15))
        assert mails(pair.match, SOON) == ["Ana New", "Mia Mentor"]
        assert mails(pair.match, MISSED) == []


def test_reminder_goes_in_the_morning_of_its_reader(pair):
    with pair.cast.inside():
        Person.objects.filter(id=pair.mia.id).update(time_zone="America/New_York")
        do_daily_work(now=at(6, 11))  # 6 h there
        due = Notification.objects.get(kind=SOON, cause=str(pair.match.id), person=pair.mia).due_at
        assert due == at(6, 14)


def test_late_pair_is_reminded_once_and_told_what_comes(pair):
    with pair.cast.inside():
        do_daily_work(now=at(10))
        do_daily_work(now=at(11))
        assert mails(pair.match, MISSED) == ["Ana New", "Mia Mentor"]
        body = Notification.objects.get(kind=MISSED, person=pair.ana, cause=str(pair.match.id)).body
        assert "we look for another mentor for you that day" in body
        assert "Fri 13 Mar" in body


def test_silent_pair_ends_after_the_reminder(pair):
    with pair.cast.inside():
        do_daily_work(now=at(10))
        do_daily_work(now=at(13))
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.ACTIVE
        do_daily_work(now=at(13, 18))
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.ENDED_EARLY
        assert PairEnding.objects.get(match=pair.match).how == "silent"
        assert mails(pair.match, "matching.ended") == ["Ana New", "Mia Mentor"]
        said = Notification.objects.get(kind="matching.ended", person=pair.ana)
        assert "nobody is to blame" in said.body
        assert "another mentor is sought for you" in said.body


def test_pair_that_was_never_reminded_is_not_ended_however_late(pair):
    with pair.cast.inside():
        do_daily_work(now=at(30))
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.ACTIVE


def test_pair_whose_mentor_no_mail_reaches_is_not_ended(pair):
    with pair.cast.inside():
        do_daily_work(now=at(10))
        Person.objects.filter(id=pair.mia.id).update(email=None)
        do_daily_work(now=at(30))
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.ACTIVE


@pytest.mark.parametrize("act", ["met", "planned", "touch", "paused", "ended"])
def test_who_gave_a_sign_is_not_reminded(pair, act):
    with pair.cast.inside():
        match, ana = pair.match, pair.ana
        do_daily_work(now=at(6))
        {
            "met": lambda: record_first_meeting(match, by=ana),
            "planned": lambda: plan_meeting(match, at=at(12), by=ana, now=at(6)),
            "touch": lambda: say_in_touch(match, by=ana),
            "paused": lambda: pause_match(
                match, returns_on=at(20).date(), by=ana, today=at(6).date()
            ),
            "ended": lambda: end_match(match, by=ana),
        }[act]()
        do_daily_work(now=at(10))
        assert mails(match, MISSED) == []
        pending = Notification.objects.filter(kind=SOON, cause=str(match.id), state="pending")
        assert not [mail for mail in pending if first_meeting_is_awaited(mail)]


def test_program_sets_how_many_days(pair):
    with pair.cast.inside():
        PairTerms.objects.create(program=pair.program, first_meeting_days=10)
        assert lives_of([pair.match], now=at(3))[pair.match.id].due_at == at(16, 16)


def test_clock_stands_still_while_they_pause(pair):
    with pair.cast.inside():
        pause_match(pair.match, returns_on=at(11).date(), by=pair.ana, today=at(4).date())
        pause = pair.match.pauses.get()
        pair.match.pauses.filter(id=pause.id).update(started_at=at(4))
        # Tuesday counted before; then Wednesday to Friday, Monday
        assert lives_of([pair.match], now=at(5))[pair.match.id].due_at == at(16, 16)
        do_daily_work(now=at(10))
        assert mails(pair.match, MISSED) == []


def test_daily_look_takes_the_same_number_of_queries_for_one_pair_and_three(
    pair, django_assert_num_queries
):
    with pair.cast.inside():
        matches = list(Match.objects.filter(run=pair.run))
        for some in (matches[:1], matches):
            with django_assert_num_queries(1):
                assert len(lives_of(some, now=at(3), house="UTC")) == len(some)
