"""Topics that people propose: voting, offering, and the sessions that come of them."""

from datetime import UTC, date, datetime, timedelta
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
from sessions.models import LearningSession, ProposalVote, TopicProposal
from sessions.queries.proposals import open_proposals
from sessions.rules.proposals import (
    MOST_OPEN,
    AlreadyProposedError,
    ProposalSettledError,
    TooManyProposalsError,
    TopicUnclearError,
    next_slot,
    seats_for,
)
from tests.sessions.making import in_days, make_people, make_program, make_session
from tests.sessions.test_pages import queries_of

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


def slot(usual, **given):
    fields = {"now": NOW, "first_day": date(2027, 1, 1), "closed": ()} | given
    return next_slot(usual, BERLIN, **fields).astimezone(BERLIN)


def test_slot_keeps_off_closed_and_taken_days():
    usual = datetime(2027, 2, 25, 12, 30, tzinfo=BERLIN)  # a Thursday
    assert slot(usual) == datetime(2027, 3, 18, 12, 30, tzinfo=BERLIN)
    assert slot(usual, closed={date(2027, 3, 18)}).date() == date(2027, 3, 25)
    days = {date(2027, 3, 18), date(2027, 3, 25)}
    assert slot(usual, taken=days).date() == date(2027, 4, 1)
    assert slot(None) == datetime(2027, 3, 15, 12, tzinfo=BERLIN)
    assert slot(None, taken={date(2027, 3, 15)}).date() == date(2027, 3, 16)
    assert slot(None, first_day=date(2027, 5, 1)).date() == date(2027, 5, 3)


def test_slot_stays_on_the_clocks_over_the_change_to_summer_time():
    usual = datetime(2027, 3, 25, 12, tzinfo=BERLIN)
    assert slot(usual, now=NOW + timedelta(days=20)).hour == 12


def test_seats_are_a_quarter_more_than_votes_and_twenty_at_least():
    assert [seats_for(votes) for votes in (0, 16, 17, 40)] == [20, 20, 22, 50]


def test_page_shows_votes_without_names_and_has_constant_queries(cast, program, lease):
    client, page = cast.mentor.client(), cast.mentor.url("sessions/topics/")
    with cast.inside():
        vote_for_topic(lease, by=cast.manager.person)
    shown = client.get(page).content.decode()
    assert "2 would come" in shown
    assert cast.manager.person.name not in shown
    one = queries_of(client, page)
    with cast.inside():
        for number in range(2):
            more = propose_topic(
                program, title=f"Topic {number}", would_present=True, by=cast.employee.person
            )
            offer_to_present(more, by=cast.manager.person)
    assert queries_of(client, page) == one


def test_pages_walk_from_proposal_to_session(cast, program):
    employee, hr_admin = cast.employee.client(), cast.hr_admin.client()
    body = {"program": program.id, "title": "Leases", "would_present": "on"}
    made = employee.post(cast.employee.url("sessions/topics/new/"), body)
    assert made.status_code == 302
    with cast.inside():
        lease = TopicProposal.objects.get()
    assert "Leases" in hr_admin.get(made["Location"]).content.decode()
    planned = hr_admin.post(cast.hr_admin.url(f"sessions/topics/{lease.id}/session/"))
    with cast.inside():
        draft = LearningSession.objects.get()
    assert planned["Location"].endswith(f"/sessions/{draft.id}/")
    assert draft.presenter_id == cast.employee.person.id


def test_topic_of_another_program_is_not_there(cast, program):
    with cast.inside():
        other = make_program(cast, "Others", players=[cast.manager])
        hidden = propose_topic(other, title="Secret", would_present=False, by=cast.manager.person)
        Enrollment.objects.filter(program=other, person=cast.employee.person).delete()
    client = cast.employee.client()
    assert "Secret" not in client.get(cast.employee.url("sessions/topics/")).content.decode()
    for act in ("vote", "offer", "withdraw", "reopen"):
        path = cast.employee.url(f"sessions/topics/{hidden.id}/{act}/")
        assert client.post(path).status_code == 404


def test_form_keeps_what_was_typed_when_the_topic_is_there_already(cast, program, lease):
    answer = cast.mentor.client().post(
        cast.mentor.url("sessions/topics/new/"),
        {"program": program.id, "title": "Reading a lease", "description": "Mine is better"},
    )
    assert answer.status_code == 422
    assert "Mine is better" in answer.content.decode()
