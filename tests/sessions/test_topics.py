"""Topics that people propose: voting, offering, and the sessions that come of them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrganizationSettings
from programs.actions.conduct import publish_conduct
from programs.errors import ConductNotAcceptedError, ProgramOverError
from programs.models import Enrollment, Program
from sessions.actions.drafting import discard_draft, publish_session
from sessions.actions.proposals import (
    decline_proposal,
    offer_to_present,
    propose_topic,
    reopen_proposal,
    take_offer_back,
    take_topic_vote_back,
    vote_for_topic,
    withdraw_proposal,
)
from sessions.actions.scheduling import cancel_session
from sessions.actions.topic_planning import plan_proposal
from sessions.models import ProposalVote, TopicProposal
from sessions.queries.proposals import open_proposals
from sessions.rules.proposals import (
    MOST_OPEN,
    AlreadyProposedError,
    ProposalSettledError,
    TooManyProposalsError,
    TopicUnclearError,
)
from tests.sessions.making import in_days, make_people, make_session

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)  # a Monday


@pytest.fixture
def lease(cast, program):
    with cast.inside():
        return propose_topic(
            program, title="Reading a lease", would_present=False, by=cast.employee.person
        )


def test_proposal_has_the_vote_of_who_made_it_and_sent_twice_is_once(cast, program, lease):
    with cast.inside():
        again = propose_topic(
            program, title="reading a  lease", would_present=False, by=cast.employee.person
        )
        assert again == lease
        assert ProposalVote.objects.get().person == cast.employee.person


def test_same_topic_of_somebody_else_is_pointed_to(cast, program, lease):
    with cast.inside(), pytest.raises(AlreadyProposedError, match="Reading a lease"):
        propose_topic(program, title="READING A LEASE", would_present=True, by=cast.mentor.person)


@pytest.mark.parametrize("title", ["", "  \u200b ", "?!"])
def test_title_without_words_is_refused(cast, program, title):
    with cast.inside(), pytest.raises(TopicUnclearError):
        propose_topic(program, title=title, would_present=False, by=cast.employee.person)


def test_one_person_has_only_so_many_open(cast, program):
    with cast.inside():
        for number in range(MOST_OPEN):
            propose_topic(
                program, title=f"Topic {number}", would_present=False, by=cast.employee.person
            )
        with pytest.raises(TooManyProposalsError):
            propose_topic(program, title="More", would_present=False, by=cast.employee.person)
        propose_topic(program, title="More", would_present=False, by=cast.mentor.person)


def test_votes_and_offers_count_once_and_go(cast, lease):
    with cast.inside():
        for _twice in range(2):
            vote_for_topic(lease, by=cast.mentor.person)
            offer_to_present(lease, by=cast.mentor.person)
        shown = open_proposals(lease.program).get()
        assert (shown.vote_count, lease.offers.count()) == (2, 1)
        take_topic_vote_back(lease, by=cast.mentor.person)
        take_offer_back(lease, by=cast.mentor.person)
        assert open_proposals(lease.program).get().vote_count == 1
        assert lease.offers.count() == 0


def test_who_has_not_accepted_the_code_of_conduct_reads_only(cast, program, lease):
    with cast.inside():
        publish_conduct(program, text="Be kind.", by=cast.hr_admin.person, based_on=0)
        for act in (vote_for_topic, offer_to_present):
            with pytest.raises(ConductNotAcceptedError):
                act(lease, by=cast.employee.person)
        with pytest.raises(ConductNotAcceptedError):
            propose_topic(program, title="More", would_present=False, by=cast.employee.person)


@pytest.mark.parametrize("state", ["paused", "completed"])
def test_neither_a_break_nor_having_completed_is_a_way_round_the_code(cast, program, lease, state):
    with cast.inside():
        Enrollment.objects.create(
            program=program, person=cast.director.person, role="participant", state=state
        )
        version = publish_conduct(program, text="Be kind.", by=cast.hr_admin.person, based_on=0)
        with pytest.raises(ConductNotAcceptedError):
            vote_for_topic(lease, by=cast.director.person)
    accept = cast.director.url(f"programs/{program.id}/conduct/{version.number}/acceptance/")
    cast.director.client().post(accept)
    with cast.inside():
        vote_for_topic(lease, by=cast.director.person)
        assert open_proposals(program).get().vote_count == 2


def test_nothing_is_proposed_in_a_program_that_is_over(cast, program, lease):
    with cast.inside():
        Program.objects.filter(pk=program.pk).update(state=Program.State.FINISHED)
        program.refresh_from_db()
        lease.program.refresh_from_db()
        with pytest.raises(ProgramOverError):
            propose_topic(program, title="More", would_present=False, by=cast.employee.person)
        with pytest.raises(ProgramOverError):
            vote_for_topic(lease, by=cast.mentor.person)


def test_draft_takes_the_usual_weekday_time_and_place_and_the_first_presenter(cast, program, lease):
    with cast.inside():
        usual = make_session(program, cast.hr_admin, starts_at=in_days(3))
        offer_to_present(lease, by=cast.mentor.person)
        offer_to_present(lease, by=cast.manager.person)
        draft = plan_proposal(lease, by=cast.hr_admin.person, now=timezone.now())
        assert draft.is_draft
        assert (draft.title, draft.room) == ("Reading a lease", usual.room)
        assert draft.presenter == cast.mentor.person
        was, will_be = (one.starts_at.astimezone(BERLIN) for one in (usual, draft))
        assert (will_be.weekday(), will_be.time()) == (was.weekday(), was.time())
        assert draft.starts_at >= timezone.now() + timedelta(days=13)
        lease.refresh_from_db()
        assert (lease.state, lease.learning_session) == (TopicProposal.State.PLANNED, draft)
        assert plan_proposal(lease, by=cast.hr_admin.person, now=timezone.now()) == draft


def test_published_topic_is_told_to_who_voted_and_nobody_else(cast, program, lease):
    with cast.inside():
        make_session(program, cast.hr_admin)
        make_people(program, 2)
        vote_for_topic(lease, by=cast.manager.person)
        offer_to_present(lease, by=cast.mentor.person)
        gone = Person.objects.create(name="Gone", email="gone@acme.example")
        ProposalVote.objects.create(proposal=lease, person=gone)
        draft = plan_proposal(lease, by=cast.hr_admin.person, now=timezone.now())
        told = Notification.objects.filter(kind="sessions.topic_planned")
        assert not told.exists()
        publish_session(draft, by=cast.hr_admin.person)
        publish_session(draft, by=cast.hr_admin.person)
        assert {one.person for one in told} == {cast.employee.person, cast.manager.person}
        # The presenter has the invitation to lead it.
        led = Notification.objects.filter(kind="sessions.leading", person=cast.mentor.person)
        assert led.filter(cause__startswith=str(draft.id)).count() == 1


def test_discarded_and_cancelled_sessions_open_their_topic_again(cast, program, lease):
    with cast.inside():
        make_session(program, cast.hr_admin)
        now = timezone.now()
        draft = plan_proposal(lease, by=cast.hr_admin.person, now=now)
        discard_draft(draft, by=cast.hr_admin.person)
        lease.refresh_from_db()
        assert lease.is_open
        draft = plan_proposal(lease, by=cast.hr_admin.person, now=now)
        publish_session(draft, by=cast.hr_admin.person)
        cancel_session(draft, by=cast.hr_admin.person, reason="Ill")
        lease.refresh_from_db()
        assert lease.is_open
        assert ProposalVote.objects.filter(proposal=lease).count() == 1


def test_declined_topic_tells_why_and_can_be_opened_again(cast, lease):
    with cast.inside():
        decline_proposal(lease, reason="Too soon", by=cast.hr_admin.person, now=NOW)
        mail = Notification.objects.get(kind="sessions.topic_declined")
        assert mail.person == cast.employee.person
        assert "Too soon" in mail.body
        with pytest.raises(ProposalSettledError):
            vote_for_topic(lease, by=cast.mentor.person)
        with pytest.raises(ProposalSettledError):
            plan_proposal(lease, by=cast.hr_admin.person, now=NOW)
        reopen_proposal(lease)
        vote_for_topic(lease, by=cast.mentor.person)
        assert open_proposals(lease.program).get().vote_count == 2


def test_planned_topic_can_not_be_declined_or_taken_back(cast, program, lease):
    with cast.inside():
        plan_proposal(lease, by=cast.hr_admin.person, now=timezone.now())
        with pytest.raises(ProposalSettledError):
            withdraw_proposal(lease, now=NOW)
        with pytest.raises(ProposalSettledError):
            decline_proposal(lease, reason="No", by=cast.hr_admin.person, now=NOW)
        with pytest.raises(ProposalSettledError):
            reopen_proposal(lease)
        lease.refresh_from_db()
        assert lease.state == TopicProposal.State.PLANNED


def test_taken_back_topic_is_not_opened_beside_the_same_one(cast, program, lease):
    with cast.inside():
        withdraw_proposal(lease, now=NOW)
        other = propose_topic(
            program, title="Reading a lease", would_present=False, by=cast.mentor.person
        )
        with pytest.raises(AlreadyProposedError):
            reopen_proposal(lease)
        assert open_proposals(program).get() == other


def test_draft_without_a_usual_session_is_at_noon_in_the_zone_of_the_organization(
    cast, program, lease
):
    with cast.inside():
        OrganizationSettings.objects.update(time_zone="Asia/Tokyo")
        draft = plan_proposal(lease, by=cast.hr_admin.person, now=timezone.now())
        local = draft.starts_at.astimezone(ZoneInfo("Asia/Tokyo"))
        assert (local.hour, local.minute, draft.time_zone) == (12, 0, "Asia/Tokyo")
        assert local.weekday() < 5
