"""Whether a meeting happened: by the link in the mail, and on the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.ending import end_match
from matching.actions.meeting_mails import met_path
from matching.models import Match, PairMeeting
from peerlearn.people.models import Person
from tests.matching.views.test_pair_times_pages import path, text


@pytest.fixture
def over(told):
    """They were to meet an hour ago, and Ana has the link of her mail."""
    with told.cast.inside():
        at = timezone.now() - timedelta(hours=1)
        told.meeting = PairMeeting.objects.create(match=told.match, starts_at=at)
        told.link = met_path(told.meeting, told.ana.person)
    return told


def state(scene):
    with scene.cast.inside():
        return PairMeeting.objects.get(id=scene.meeting.id).state


def test_link_asks_without_a_login_and_a_click_answers(over, anonymous):
    page = text(anonymous.get(over.link))
    assert "Did you meet Mia Mentor?" in page
    assert "Asked of Ana New" in page
    assert state(over) == "planned"
    assert "You have met" in text(anonymous.post(over.link, {"answer": "yes"}, follow=True))
    anonymous.post(over.link, {"answer": "yes"})
    assert state(over) == "held"
    with over.cast.inside():
        assert PairMeeting.objects.get().said_by == over.ana.person
    again = text(anonymous.post(over.link, {"answer": "undo"}, follow=True))
    assert "Did you meet Mia Mentor?" in again
    assert "It didn't happen" in text(anonymous.post(over.link, {"answer": "no"}, follow=True))
    assert state(over) == "cancelled"


def test_anything_else_than_an_answer_asks(over, anonymous):
    assert "Did you meet" in text(anonymous.post(over.link, {"answer": "perhaps"}, follow=True))
    assert state(over) == "planned"


def test_link_of_a_pair_that_is_over_changes_nothing(over, anonymous):
    with over.cast.inside():
        end_match(over.match, by=over.ana.person)
    before = state(over)
    page = text(anonymous.post(over.link, {"answer": "yes"}, follow=True))
    assert "Yes, we met" not in page
    assert state(over) == before


def test_link_of_somebody_who_left_or_of_a_third_leads_nowhere(over, anonymous):
    with over.cast.inside():
        third = met_path(over.meeting, over.bo.person)
        Person.objects.filter(id=over.ana.person.id).update(state=Person.State.LEFT)
    for link in (third, over.link):
        assert anonymous.get(link).status_code == 404


def test_page_asks_and_takes_the_answer_back(over):
    client = over.ana.client()
    assert "Did you meet Mia Mentor?" in text(client.get(path(over)))
    one = f"meetings/{over.meeting.id}/"
    page = text(client.post(path(over, one + "held/"), follow=True))
    assert "Noted. When do you meet next?" in page
    assert "For the next one, these times suit both of you:" in page
    client.post(path(over, one + "question/"))
    assert state(over) == "planned"
    page = text(over.mia.client().post(path(over, one + "missed/"), follow=True))
    assert "Find another time." in page
    assert state(over) == "cancelled"


def test_meeting_of_others_is_not_there(over):
    for player in (over.bo, over.cast.hr_admin):
        answer = player.client().post(path(over, f"meetings/{over.meeting.id}/held/"))
        assert answer.status_code == 404
    with over.cast.inside():
        other = Match.objects.get(mentee=over.bo.person)
    foreign = over.bo.url(f"matching/pairs/{other.id}/meetings/{over.meeting.id}/held/")
    assert over.bo.client().post(foreign).status_code == 404
    assert state(over) == "planned"
