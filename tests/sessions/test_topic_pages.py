"""The pages of proposed topics, and when and how large the sessions on them are."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from programs.models import Enrollment
from sessions.actions.proposals import (
    offer_to_present,
    propose_topic,
    vote_for_topic,
)
from sessions.models import LearningSession, TopicProposal
from sessions.rules.proposals import (
    next_slot,
    seats_for,
)
from tests.sessions.making import make_program
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
