"""Votes on how and when to meet, and the sessions that they set."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.tenancy.models import OrganizationSettings
from programs.actions.conduct import publish_conduct
from programs.errors import ConductNotAcceptedError
from sessions.actions.cadence import (
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
    EmptyBallotError,
    NobodyVotedError,
    VoteOpenError,
    VoteOverError,
    VotePlanError,
)
from tests.sessions.making import make_poll, make_session, vote

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY_NOON = "1-12:00"


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
