"""Votes on how and when to meet, and the sessions that they set."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.notifications.models import Notification
from peerlearn.tenancy.models import OrganizationSettings
from programs.actions.conduct import publish_conduct
from programs.errors import ConductNotAcceptedError
from sessions.actions.cadence import (
    cast_ballot,
    end_vote,
    set_sessions,
    take_vote_back,
    unset_sessions,
)
from sessions.actions.drafting import publish_session
from sessions.actions.proposals import offer_to_present, propose_topic
from sessions.actions.topic_planning import plan_proposal
from sessions.models import CadenceBallot, CadencePoll, LearningSession
from sessions.queries.cadence import set_drafts, tally_of
from sessions.rules.cadence import (
    Ballot,
    EmptyBallotError,
    NobodyVotedError,
    Outcome,
    VoteOpenError,
    VoteOverError,
    VotePlanError,
    days_of_series,
    next_quarter,
    outcome_of,
    slots_of,
    tally,
)
from tests.sessions.making import make_poll, make_session
from tests.sessions.test_pages import queries_of

HOURS = ["09:00", "12:00"]
BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY_NOON = "1-12:00"


@pytest.fixture
def poll(cast, program):
    with cast.inside():
        return make_poll(program, by=cast.hr_admin.person)


def vote(poll, person, *, formats=("lunch_and_learn",), slots=(TUESDAY_NOON,), frequencies=(2,)):
    return cast_ballot(
        poll,
        formats=formats,
        slots=slots,
        frequencies=frequencies,
        by=person,
        now=timezone.now(),
    )


def ballot(formats, slots, frequencies):
    return Ballot(frozenset(formats), frozenset(slots), frozenset(frequencies))


def test_most_approvals_win():
    counted = tally(
        [
            ballot(["workshop"], ["0-09:00", "3-12:00"], [1, 2]),
            ballot(["workshop", "networking"], ["3-12:00"], [2]),
            ballot(["networking"], ["4-12:00"], [4]),
        ],
        hours=HOURS,
    )
    assert outcome_of(counted) == Outcome("workshop", 3, time(12), 2)


def test_of_equals_the_usual_time_and_the_rarer_meeting_win():
    counted = tally([ballot(["reflection"], ["0-09:00", "2-12:00"], [1, 4])], hours=HOURS)
    assert outcome_of(counted) == Outcome("reflection", 0, time(9), 4)
    assert outcome_of(counted, usual=(2, time(12))).weekday == 2
    assert outcome_of(counted, usual=(3, time(12))).weekday == 0


def test_nothing_follows_from_no_vote():
    with pytest.raises(NobodyVotedError):
        outcome_of(tally([], hours=HOURS))


ballots = st.lists(
    st.builds(
        ballot,
        st.sets(st.sampled_from(["workshop", "networking"]), min_size=1),
        st.sets(st.sampled_from(slots_of(HOURS)), min_size=1),
        st.sets(st.sampled_from([1, 2, 4]), min_size=1),
    ),
    min_size=1,
    max_size=9,
)


@given(ballots)
def test_winner_suits_as_many_as_any_other_choice(cast_ballots):
    counted = tally(cast_ballots, hours=HOURS)
    best = outcome_of(counted)
    assert counted.formats[best.format] == max(counted.formats.values())
    assert counted.slots[f"{best.weekday}-{best.clock:%H:%M}"] == max(counted.slots.values())
    assert counted.frequencies[best.every_weeks] == max(counted.frequencies.values())


def test_series_passes_over_closed_days_and_keeps_its_rhythm():
    outcome = Outcome("workshop", 3, time(12), 2)
    days = days_of_series(outcome, first_day=date(2027, 4, 1), weeks=8, closed={date(2027, 4, 15)})
    assert days == [date(2027, 4, 1), date(2027, 4, 29), date(2027, 5, 13)]


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 23), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 4, 1)),
        (date(2027, 9, 30), date(2027, 10, 1)),
    ],
)
def test_next_quarter(today, first):
    assert next_quarter(today) == first


@pytest.mark.django_db
class TestVote:
    def test_everybody_who_takes_part_is_asked_once_and_who_voted_no_more(self, cast, program):
        with cast.inside():
            poll = make_poll(program, by=cast.hr_admin.person)
            asked = Notification.objects.filter(kind="sessions.cadence_vote")
            assert {one.person for one in asked} == {
                cast.employee.person,
                cast.mentor.person,
                cast.manager.person,
            }
            vote(poll, cast.mentor.person)
            still = asked.exclude(state=Notification.State.CANCELLED)
            assert cast.mentor.person not in {one.person for one in still}

    def test_ballot_is_changed_by_voting_again(self, cast, poll):
        with cast.inside():
            vote(poll, cast.mentor.person)
            vote(poll, cast.mentor.person, slots=("4-09:00",))
            assert CadenceBallot.objects.get().slots == ["4-09:00"]
            assert tally_of(poll).ballots == 1

    def test_unknown_choices_and_empty_parts_are_refused(self, cast, poll):
        with cast.inside():
            for wrong in ({"slots": ["6-12:00"]}, {"formats": ["one_to_one"]}, {"frequencies": []}):
                with pytest.raises(EmptyBallotError):
                    vote(poll, cast.mentor.person, **wrong)
            assert not CadenceBallot.objects.exists()

    def test_nobody_votes_after_the_end(self, cast, poll):
        with cast.inside():
            end_vote(poll, now=timezone.now())
            with pytest.raises(VoteOverError):
                vote(poll, cast.mentor.person)

    def test_code_of_conduct_comes_first(self, cast, program, poll):
        with cast.inside():
            publish_conduct(program, text="Be kind.", by=cast.hr_admin.person, based_on=0)
            with pytest.raises(ConductNotAcceptedError):
                vote(poll, cast.mentor.person)

    def test_one_vote_is_open_in_a_program(self, cast, program, poll):
        with cast.inside():
            with pytest.raises(VoteOpenError):
                make_poll(program, by=cast.hr_admin.person)
            take_vote_back(poll)
            make_poll(program, by=cast.hr_admin.person)
            told = Notification.objects.filter(kind="sessions.cadence_ended")
            assert told.filter(state=Notification.State.CANCELLED).count() == 1

    def test_dates_that_make_no_sense_are_refused(self, cast, program):
        now, today = timezone.now(), timezone.localdate()
        with cast.inside():
            for wrong in (
                {"closes_at": now - timedelta(minutes=1)},
                {"starts_on": today + timedelta(days=2)},
                {"hours": ()},
                {"weeks": 200},
            ):
                with pytest.raises(VotePlanError):
                    make_poll(program, by=cast.hr_admin.person, **wrong)
            assert not CadencePoll.objects.exists()


@pytest.mark.django_db
class TestSessions:
    def test_what_suits_most_is_drafted_with_the_most_wanted_topics_first(
        self, cast, program, poll
    ):
        with cast.inside():
            usual = make_session(program, cast.hr_admin)
            lease = propose_topic(
                program, title="Leases", would_present=False, by=cast.employee.person
            )
            offer_to_present(lease, by=cast.mentor.person)
            vote(poll, cast.mentor.person)
            vote(poll, cast.manager.person, slots=(TUESDAY_NOON, "0-09:00"))
            drafts = set_sessions(poll, by=cast.hr_admin.person, now=timezone.now())
            assert len(drafts) == 7
            assert drafts[0].title == "Leases"
            assert drafts[0].presenter == cast.mentor.person
            assert {one.title for one in drafts[1:]} == {"Lunch-and-learn: topic to come"}
            for one in drafts:
                local = one.starts_at.astimezone(BERLIN)
                assert (local.weekday(), local.hour, one.room) == (1, 12, usual.room)
                assert one.is_draft
            assert set_sessions(poll, by=cast.hr_admin.person, now=timezone.now()) == drafts
            told = Notification.objects.filter(kind="sessions.cadence_set")
            assert {one.person for one in told} == {cast.mentor.person, cast.manager.person}

    def test_next_topic_takes_the_first_session_that_waits_for_one(self, cast, program, poll):
        with cast.inside():
            vote(poll, cast.mentor.person)
            first, second, *_rest = set_sessions(poll, by=cast.hr_admin.person, now=timezone.now())
            LearningSession.objects.filter(pk=first.pk).update(title="HR named it")
            lease = propose_topic(
                program, title="Leases", would_present=True, by=cast.employee.person
            )
            filled = plan_proposal(lease, by=cast.hr_admin.person, now=timezone.now())
            assert (filled.pk, filled.title) == (second.pk, "Leases")
            assert filled.presenter == cast.employee.person

    def test_undo_discards_drafts_and_opens_topics_and_keeps_what_is_published(
        self, cast, program, poll
    ):
        with cast.inside():
            make_session(program, cast.hr_admin)
            lease = propose_topic(
                program, title="Leases", would_present=False, by=cast.employee.person
            )
            vote(poll, cast.mentor.person)
            drafts = set_sessions(poll, by=cast.hr_admin.person, now=timezone.now())
            publish_session(drafts[1], by=cast.hr_admin.person)
            assert unset_sessions(poll, by=cast.hr_admin.person) == len(drafts) - 1
            lease.refresh_from_db()
            assert lease.is_open
            assert LearningSession.objects.filter(pk=drafts[1].pk).exists()
            again = set_sessions(poll, by=cast.hr_admin.person, now=timezone.now())
            assert again[0].title == "Leases"

    def test_holidays_are_passed_over(self, cast, program, poll):
        with cast.inside():
            vote(poll, cast.mentor.person, frequencies=(1,))
            drafts = set_sessions(poll, by=cast.hr_admin.person, now=timezone.now())
            unset_sessions(poll, by=cast.hr_admin.person)
            closed = drafts[3].starts_at.astimezone(BERLIN).date()
            OrganizationSettings.objects.update(holidays=f"{closed} Founders' day")
            again = set_sessions(poll, by=cast.hr_admin.person, now=timezone.now())
            days = {one.starts_at.astimezone(BERLIN).date() for one in again}
            assert len(again) == len(drafts) - 1
            assert closed not in days

    def test_nothing_is_set_where_nobody_voted(self, cast, poll):
        with cast.inside(), pytest.raises(NobodyVotedError):
            set_sessions(poll, by=cast.hr_admin.person, now=timezone.now())
        with cast.inside():
            assert not set_drafts(poll).exists()


@pytest.mark.django_db
class TestPages:
    def test_count_is_seen_after_the_own_vote(self, cast, poll):
        page = cast.employee.url(f"sessions/votes/{poll.id}/")
        employee = cast.employee.client()
        with cast.inside():
            vote(poll, cast.mentor.person)
        assert "You see the count once you have voted" in employee.get(page).content.decode()
        body = {"formats": "workshop", "slots": [TUESDAY_NOON], "frequencies": "2"}
        assert employee.post(page, body).status_code == 302
        shown = employee.get(page).content.decode()
        assert "every 2 weeks on Tuesday at 12:00" in shown
        assert cast.mentor.person.name not in shown

    def test_ballot_without_a_time_says_what_is_missing_and_keeps_the_rest(self, cast, poll):
        answer = cast.employee.client().post(
            cast.employee.url(f"sessions/votes/{poll.id}/"),
            {"formats": "workshop", "frequencies": "2"},
        )
        assert answer.status_code == 422
        assert 'value="workshop" checked' in " ".join(answer.content.decode().split()).replace(
            ' id="id_formats_1"', ""
        ).replace(' class="form-check-input"', "")

    def test_hr_opens_a_vote_and_sets_its_sessions(self, cast, program):
        client = cast.hr_admin.client()
        today = timezone.localdate()
        body = {
            "program": program.id,
            "starts_on": today + timedelta(weeks=4),
            "weeks": 13,
            "hours": "9:00, 12.30",
            "closes_on": today + timedelta(days=7),
        }
        address = cast.hr_admin.url("sessions/votes/new/")
        assert client.post(address, body).status_code == 422
        made = client.post(address, body | {"hours": "9:00, 12:30"})
        assert made.status_code == 302
        with cast.inside():
            poll = CadencePoll.objects.get()
            vote(poll, cast.mentor.person, slots=("0-12:30",))
        client.post(cast.hr_admin.url(f"sessions/votes/{poll.id}/sessions/"))
        assert "topic to come" in client.get(made["Location"]).content.decode()
        client.post(cast.hr_admin.url(f"sessions/votes/{poll.id}/sessions/undo/"))
        with cast.inside():
            assert not LearningSession.objects.exists()

    def test_page_takes_the_same_queries_for_any_number_of_votes(self, cast, poll):
        client, page = cast.hr_admin.client(), cast.hr_admin.url(f"sessions/votes/{poll.id}/")
        with cast.inside():
            vote(poll, cast.mentor.person)
        one = queries_of(client, page)
        with cast.inside():
            vote(poll, cast.manager.person)
            vote(poll, cast.employee.person)
        assert queries_of(client, page) == one
