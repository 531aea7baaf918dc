"""The pages of a quiet report once it is sent: by its code, and for its reader."""

import pytest
from django.test import Client, RequestFactory

from peerlearn.people.models import Person
from programs.actions.reports import answer_report
from programs.queries.reports import opened
from programs.views.report_following import may_try
from tests.programs.conftest import FRAME
from tests.programs.reporting import FOLLOW, SECRET, TODAY, send

# following by the code


def test_code_shows_the_state_and_takes_messages_without_a_login(cast, sent):
    report, code = sent
    with cast.inside():
        answer_report(report, text="When was it?", today=TODAY)
    stranger = Client()
    assert stranger.get(FOLLOW).status_code == 200
    page = stranger.post(FOLLOW, {"code": code.lower()}).content.decode()
    assert "received" in page
    assert "When was it?" in page
    assert "Fay Facilitator reads it, and nobody else." in page
    page = stranger.post(FOLLOW, {"code": code, "text": "On Monday."}).content.decode()
    assert "Your message is sent." in page
    with cast.inside():
        assert [line.text for line in opened(report)[0]] == [
            SECRET,
            "When was it?",
            "On Monday.",
        ]
    assert stranger.cookies.keys() <= {"csrftoken"}


@pytest.mark.parametrize("code", ["", "nonsense", "BCDF-GHJK-MNPQ-RSTV"])
def test_unknown_code_shows_nothing(cast, sent, code):
    answer = Client().post(FOLLOW, {"code": code})
    assert answer.status_code == 422
    assert SECRET not in answer.content.decode()


def test_codes_can_not_be_tried_endlessly(cast, sent):
    address = "203.0.113.9"
    tries = [may_try(RequestFactory(REMOTE_ADDR=address).post(FOLLOW)) for _ in range(500)]
    assert all(tries)
    answer = Client(REMOTE_ADDR=address).post(FOLLOW, {"code": sent[1]})
    assert "These were many codes" in answer.content.decode()
    assert SECRET not in answer.content.decode()


def test_reporter_learns_that_nobody_reads_any_more(cast, sent):
    with cast.inside():
        Person.objects.filter(id__in=[cast.facilitator.person.id, cast.mentor.person.id]).update(
            state="left"
        )
    page = Client().post(FOLLOW, {"code": sent[1]}).content.decode()
    assert "Nobody reads this report now." in page
    assert "Mina Mentor has left the company" in page
    assert "Ombuds office, 030 123" in page
    assert 'name="text"' not in page


# reading


def test_reader_reads_answers_and_moves_it(cast, sent):
    report, code = sent
    client = cast.facilitator.client()
    assert "new" in client.get(cast.facilitator.url("programs/reports/")).content.decode()
    url = cast.facilitator.url(f"programs/reports/{report.id}/")
    assert SECRET in client.get(url).content.decode()
    assert client.post(url, {"text": ""}).status_code == 422
    client.post(url, {"text": "Thank you."})
    client.post(f"{url}state/", {"to": "in_work"})
    page = Client().post(FOLLOW, {"code": code}).content.decode()
    assert "Thank you." in page
    assert "in work" in page
    assert client.post(f"{url}state/", {"to": "nonsense"}).status_code == 302


@pytest.mark.parametrize("role", ["hr_admin", "employee", "manager", "mentor"])
def test_report_is_not_there_for_anybody_else(cast, sent, role):
    player, path = getattr(cast, role), f"programs/reports/{sent[0].id}/"
    client = player.client()
    assert client.get(player.url(path)).status_code == 404
    assert client.post(player.url(path), {"text": "x"}).status_code == 404
    assert client.post(player.url(f"{path}state/"), {"to": "closed"}).status_code == 404
    lists = client.get(player.url("programs/reports/"))
    assert lists.status_code == (200 if role == "mentor" else 404)
    assert SECRET not in lists.content.decode()


def test_outsider_finds_no_report(cast, sent):
    path = f"programs/reports/{sent[0].id}/"
    for where in (cast.outsider, cast.facilitator):
        assert cast.outsider.client().get(where.url(path)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_whatever_its_length(
    cast, program, desk, django_assert_num_queries, count
):
    with cast.inside():
        for number in range(count):
            send(program, cast.facilitator.person, text=f"Report {number}")
    client, url = cast.facilitator.client(), cast.facilitator.url("programs/reports/")
    client.get(url)
    with django_assert_num_queries(FRAME + 5):
        assert len(client.get(url).context["open"]) == count


def test_home_tells_the_reader_alone(cast, sent):
    words = "1 quiet report has something new"
    assert words in cast.facilitator.client().get(cast.facilitator.url()).content.decode()
    assert words not in cast.hr_admin.client().get(cast.hr_admin.url()).content.decode()
