"""Breaks of pairs."""

from datetime import UTC, date, datetime, timedelta

import pytest

from matching.actions.nudging import do_daily_work
from matching.actions.pausing import pause_match, resume_match
from matching.errors import NotAPairError, PauseDayError
from matching.models import Match, PairPause
from peerlearn.notifications.models import Notification
from programs.actions.joining import pause_enrollment, resume_enrollment
from programs.models import Enrollment

TODAY = date(2026, 3, 4)


def pause(scene, *, days=14, by=None):
    day = TODAY + timedelta(days=days)
    return pause_match(scene.match, returns_on=day, by=by or scene.ana, today=TODAY)


def told(kind):
    return sorted(Notification.objects.filter(kind=kind).values_list("person__name", flat=True))


def test_other_one_is_told_and_the_place_stays_taken(pair):
    with pair.cast.inside():
        pause(pair)
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.PAUSED
        assert told("matching.paused") == ["Mia Mentor"]
        assert "18 Mar 2026" in Notification.objects.get(kind="matching.paused").body


def test_both_pausing_at_once_is_one_pause_with_the_last_day(pair):
    with pair.cast.inside():
        pause(pair, days=14)
        pause(pair, days=14, by=pair.mia)
        pause(pair, days=21, by=pair.mia)
        assert PairPause.objects.get().returns_on == TODAY + timedelta(days=21)
        assert told("matching.paused") == ["Ana New", "Mia Mentor"]


def test_resuming_twice_is_once(pair):
    with pair.cast.inside():
        pause(pair)
        resume_match(pair.match, by=pair.mia)
        resume_match(pair.match, by=pair.ana)
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.ACTIVE
        assert PairPause.objects.get().ended_at is not None
        assert told("matching.resumed") == ["Ana New"]


def test_pause_ends_by_itself_on_its_day(pair):
    with pair.cast.inside():
        pause(pair)
        do_daily_work(now=datetime(2026, 3, 17, 12, tzinfo=UTC))
        assert PairPause.objects.get().ended_at is None
        do_daily_work(now=datetime(2026, 3, 18, 12, tzinfo=UTC))
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.ACTIVE
        assert told("matching.resumed") == ["Ana New", "Mia Mentor"]


@pytest.mark.parametrize("days", [0, -1, 400])
def test_day_that_makes_no_sense_is_refused_in_words(pair, days):
    with pair.cast.inside(), pytest.raises(PauseDayError):
        pause(pair, days=days)


def test_ended_pair_can_not_pause(pair):
    with pair.cast.inside():
        Match.objects.filter(id=pair.match.id).update(state="ended_early")
        with pytest.raises(NotAPairError):
            pause(pair)


def test_break_from_the_program_is_one_from_its_pairs(pair):
    with pair.cast.inside():
        enrollment = Enrollment.objects.get(program=pair.program, person=pair.ana)
        day = TODAY + timedelta(days=7)
        pause_enrollment(enrollment, returns_on=day, by=pair.ana, today=TODAY)
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.PAUSED
        others = Match.objects.filter(mentor=pair.max).values_list("state", flat=True)
        assert set(others) == {"active"}
        resume_enrollment(enrollment, by=pair.ana)
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.ACTIVE
