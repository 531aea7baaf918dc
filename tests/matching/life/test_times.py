"""Finding a time: one proposes up to three, the other takes one, or doesn't."""

from datetime import UTC, date, datetime, timedelta

import pytest

from matching.actions.ending import end_match
from matching.actions.meetings import plan_meeting
from matching.actions.nudging import do_daily_work
from matching.actions.pausing import pause_match
from matching.actions.proposing_times import (
    accept_time,
    decline_times,
    propose_times,
    reopen_times,
    take_back_times,
)
from matching.errors import MeetingTimeError, NotAPairError, TimesOverError
from matching.models import Match, PairMeeting, ProposedTimes
from matching.queries.times import choice_of_times
from peerlearn.notifications.causes import still_stands
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrganizationSettings
from programs.models import Program
from sessions.models import Booking, LearningSession
from tests.matching.builders import make_program

TIMES, OFF = "matching.times_proposed", "matching.times_off"
PLANNED, CALLED_OFF = "matching.meeting_planned", "matching.meeting_called_off"


def coming(weeks=2, *, hour=10):
    """A Tuesday, Wednesday and Thursday some weeks ahead, at 10:00 in UTC."""
    today = datetime.now(UTC).replace(hour=hour, minute=0, second=0, microsecond=0)
    tuesday = today + timedelta(weeks=weeks, days=(1 - today.weekday()) % 7)
    return [tuesday + timedelta(days=days) for days in range(3)]


def now():
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def awake(pair):
    """Told long ago, by any clock; nobody's calendar has a holiday then."""
    with pair.cast.inside():
        OrganizationSettings.objects.update(time_zone="UTC", holidays="")
        Program.objects.filter(id=pair.match.program_id).update(ends_on=None)


def mails(kind):
    return list(Notification.objects.filter(kind=kind).order_by("id"))


def asks(pair, starts=None, *, by=None, minutes=30):
    wanted = starts or coming()
    return propose_times(pair.match, starts=wanted, minutes=minutes, by=by or pair.ana, now=now())


def test_other_takes_one_of_three_times_and_both_calendars_have_it(pair):
    with pair.cast.inside():
        starts = coming()
        times = asks(pair, starts)
        assert [mail.person.name for mail in mails(TIMES)] == ["Mia Mentor"]
        meeting = accept_time(times, at=starts[1], by=pair.mia, now=now())
        assert accept_time(times, at=starts[1], by=pair.mia, now=now()).id == meeting.id
        assert (meeting.starts_at, meeting.state) == (starts[1], "planned")
        sent = mails(PLANNED)
        assert sorted(mail.person.name for mail in sent) == ["Ana New", "Mia Mentor"]
        assert all("METHOD:REQUEST" in mail.calendar for mail in sent)
        assert all(mail.is_private for mail in [*sent, *mails(TIMES)])
        assert ProposedTimes.objects.get().state == "accepted"


def test_same_proposal_twice_is_once(pair):
    with pair.cast.inside():
        assert asks(pair).id == asks(pair).id
        assert len(mails(TIMES)) == 1


def test_counter_proposal_takes_the_place_of_the_first(pair):
    with pair.cast.inside():
        first = asks(pair)
        second = asks(pair, coming(3), by=pair.mia)
        first.refresh_from_db()
        assert (first.state, second.state) == ("replaced", "open")
        told = mails(TIMES)
        assert [(mail.person.name, mail.state) for mail in told] == [
            ("Mia Mentor", "cancelled"),
            ("Ana New", "pending"),
        ]
        assert "your times don't suit Mia Mentor" in told[1].body
        with pytest.raises(TimesOverError):
            accept_time(first, at=coming()[0], by=pair.mia, now=now())


def test_accepted_move_keeps_the_entry_and_raises_its_sequence(pair):
    with pair.cast.inside():
        meeting = plan_meeting(pair.match, at=coming()[0], by=pair.ana, now=now())
        times = asks(pair, [coming(3)[0]], by=pair.mia)
        assert "would like to move your meeting" in mails(TIMES)[0].body
        assert PairMeeting.objects.get(id=meeting.id).starts_at == coming()[0]
        moved = accept_time(times, at=coming(3)[0], by=pair.ana, now=now())
        assert (moved.id, moved.sequence) == (meeting.id, 1)
        assert f"pair-meeting-{meeting.id}" in mails(PLANNED)[-1].calendar


def test_decline_tells_the_proposer_and_can_be_undone(pair):
    with pair.cast.inside():
        times = asks(pair)
        decline_times(times, by=pair.mia, now=now())
        decline_times(times, by=pair.mia, now=now())
        assert [(m.person.name, m.state) for m in mails(OFF)] == [("Ana New", "pending")]
        reopen_times(times, by=pair.mia, now=now())
        assert mails(OFF)[0].state == "cancelled"
        assert accept_time(times, at=coming()[0], by=pair.mia, now=now()).state == "planned"


def test_taken_back_before_it_was_sent_tells_nobody_and_undo_asks_again(pair):
    with pair.cast.inside():
        times = asks(pair)
        take_back_times(times, by=pair.ana, now=now())
        assert [mail.state for mail in mails(TIMES)] == ["cancelled"]
        assert mails(OFF) == []
        reopen_times(times, by=pair.ana, now=now())
        assert [mail.state for mail in mails(TIMES)] == ["cancelled", "pending"]


def test_taken_back_after_it_was_read_tells_the_other(pair):
    with pair.cast.inside():
        times = asks(pair)
        Notification.objects.filter(kind=TIMES).update(state="sent")
        take_back_times(times, by=pair.ana, now=now())
        assert [mail.person.name for mail in mails(OFF)] == ["Mia Mentor"]


@pytest.mark.parametrize("act", [decline_times, accept_time])
def test_nobody_answers_their_own_times(pair, act):
    with pair.cast.inside():
        times = asks(pair)
        more = {"at": coming()[0]} if act is accept_time else {}
        with pytest.raises(TimesOverError):
            act(times, by=pair.ana, now=now(), **more)


def test_other_cannot_take_back_what_they_were_asked(pair):
    with pair.cast.inside(), pytest.raises(TimesOverError):
        take_back_times(asks(pair), by=pair.mia, now=now())


@pytest.mark.parametrize(
    "starts",
    [
        list,
        lambda: coming() + coming(3)[:1],
        lambda: [now() - timedelta(hours=1)],
        lambda: [now() + timedelta(days=400)],
        lambda: coming(hour=8),  # Mia works from nine, here and there
        lambda: [coming()[0].replace(hour=16, minute=45)],
        lambda: [coming()[0] + timedelta(days=4)],  # a Saturday
    ],
    ids=["none", "four", "past", "far", "early", "late", "weekend"],
)
def test_odd_times_are_refused_and_nothing_is_written(pair, starts):
    with pair.cast.inside():
        with pytest.raises(MeetingTimeError):
            propose_times(pair.match, starts=starts(), minutes=30, by=pair.ana, now=now())
        assert not ProposedTimes.objects.exists()


def test_working_hours_of_both_zones_count(pair):
    with pair.cast.inside():
        Person.objects.filter(id=pair.mia.id).update(time_zone="America/New_York")
        with pytest.raises(MeetingTimeError, match="working hours of both"):
            asks(pair)
        assert asks(pair, [at.replace(hour=15) for at in coming()]).state == "open"


def test_holiday_of_one_of_them_is_refused_and_not_suggested(pair):
    day = coming()[0]
    with pair.cast.inside():
        Person.objects.filter(id=pair.mia.id).update(location="Porto")
        OrganizationSettings.objects.update(holidays=f"{day.date()} [Porto] São João")
        with pytest.raises(MeetingTimeError):
            asks(pair, [day])
        match = Match.objects.select_related("mentor", "mentee", "program").get(id=pair.match.id)
        choice = choice_of_times(match, pair.ana, minutes=30, now=day - timedelta(days=2))
        assert choice.slots
        assert day.date() not in {slot.starts_at.date() for slot in choice.slots}


def elsewhere(pair):
    """Another pair of Mia's."""
    return Match.objects.create(
        program=make_program("Autumn"),
        mentor=pair.mia,
        mentee=pair.bo,
        state="active",
        score=1,
        published_at=now() - timedelta(days=9),
    )


def seat(pair, person, at):
    lunch = LearningSession.objects.create(
        program=pair.program,
        title="Lunch",
        starts_at=at,
        ends_at=at + timedelta(hours=1),
        capacity=9,
        join_code="AAAA",
    )
    Booking.objects.create(learning_session=lunch, person=person)


def test_time_at_which_one_sits_in_a_session_is_refused(pair):
    with pair.cast.inside():
        seat(pair, pair.mia, coming()[0])
        with pytest.raises(MeetingTimeError, match="something else"):
            asks(pair)


def test_meeting_with_somebody_else_is_in_the_way_too(pair):
    with pair.cast.inside():
        other = elsewhere(pair)
        PairMeeting.objects.create(match=other, starts_at=coming()[0])
        with pytest.raises(MeetingTimeError, match="something else"):
            asks(pair)


def test_time_that_was_filled_meanwhile_cannot_be_taken_the_others_can(pair):
    with pair.cast.inside():
        starts = coming()
        times = asks(pair, starts)
        seat(pair, pair.ana, starts[0])
        with pytest.raises(MeetingTimeError, match="by now"):
            accept_time(times, at=starts[0], by=pair.mia, now=now())
        assert accept_time(times, at=starts[1], by=pair.mia, now=now()).starts_at == starts[1]


def test_times_that_nobody_answered_expire_and_the_proposer_is_told_once(pair):
    with pair.cast.inside():
        asks(pair)
        after = coming()[-1] + timedelta(minutes=5)
        for _again in range(2):
            do_daily_work(now=after)
        assert ProposedTimes.objects.get().state == "expired"
        assert [mail.person.name for mail in mails(OFF)] == ["Ana New"]
        assert "there was no answer" in mails(OFF)[0].body


def test_break_calls_off_what_is_planned_and_proposed_and_both_are_told(pair):
    with pair.cast.inside():
        plan_meeting(pair.match, at=coming()[0], by=pair.ana, now=now())
        asks(pair, coming(3))
        today = date.today()  # noqa: DTZ011
        pause_match(pair.match, returns_on=today + timedelta(days=10), by=pair.ana, today=today)
        assert PairMeeting.objects.get().state == "cancelled"
        assert ProposedTimes.objects.get().state == "dropped"
        off = mails(CALLED_OFF)
        assert sorted(mail.person.name for mail in off) == ["Ana New", "Mia Mentor"]
        assert all("METHOD:CANCEL" in mail.calendar for mail in off)
        assert "is called off" in mails("matching.paused")[0].body
        with pytest.raises(MeetingTimeError, match="break"):
            asks(pair)


def test_end_drops_what_is_proposed(pair):
    with pair.cast.inside():
        times = asks(pair)
        (mail,) = mails(TIMES)
        end_match(pair.match, by=pair.mia)
        times.refresh_from_db()
        mail.refresh_from_db()
        assert (times.state, mail.state) == ("dropped", "cancelled")
        assert not still_stands(mail)
        with pytest.raises(NotAPairError):
            accept_time(times, at=coming()[0], by=pair.mia, now=now())


def test_agreed_time_settles_what_was_proposed(pair):
    with pair.cast.inside():
        times = asks(pair)
        plan_meeting(pair.match, at=coming(3)[0], by=pair.mia, now=now())
        times.refresh_from_db()
        assert times.state == "replaced"


def test_suggestions_leave_out_what_is_asked_in_other_pairs(pair):
    with pair.cast.inside():
        match = Match.objects.select_related("mentor", "mentee", "program").get(id=pair.match.id)
        first = choice_of_times(match, pair.ana, minutes=30, now=now()).marked
        other = elsewhere(pair)
        propose_times(other, starts=first, minutes=30, by=pair.bo, now=now())
        again = choice_of_times(match, pair.ana, minutes=30, now=now())
        assert not set(first) & {slot.starts_at for slot in again.slots}
        # They keep nobody away until one is taken.
        assert asks(pair, first).state == "open"


def test_nothing_is_planned_or_opened_again_in_a_break(pair):
    with pair.cast.inside():
        refused = asks(pair)
        decline_times(refused, by=pair.mia, now=now())
        today = now().date()
        pause_match(pair.match, returns_on=today + timedelta(days=20), by=pair.ana, today=today)
        with pytest.raises(MeetingTimeError, match="take a break"):
            reopen_times(refused, by=pair.mia, now=now())
        with pytest.raises(MeetingTimeError, match="take a break"):
            plan_meeting(pair.match, at=coming()[0], by=pair.ana, now=now())
        refused.refresh_from_db()
        assert refused.state == "declined"
        assert not PairMeeting.objects.exists()
