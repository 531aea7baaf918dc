"""Votes on how and when to meet, on their pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.models import CadencePoll, LearningSession
from tests.sessions.making import vote
from tests.sessions.test_pages import queries_of

TUESDAY_NOON = "1-12:00"


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
