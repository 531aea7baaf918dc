"""Who hasn't accepted the program's code of conduct is in the room and reads, but doesn't ask."""

import pytest

from programs.actions.conduct import accept_conduct, publish_conduct
from programs.models import Enrollment
from sessions.actions.questions import ask_question, vote_for
from sessions.models import LiveQuestion
from sessions.rules.questions import ConductFirstError
from tests.sessions.making import bring_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def version(cast, room):
    """In force, and the employee, who takes part, hasn't accepted it."""
    with cast.inside():
        Enrollment.objects.get_or_create(
            program=room.program, person=cast.employee.person, role="participant"
        )
        for name in ("Gil Guest", "Gus Guest", "Gia Guest"):
            bring_in(room, name)
        return publish_conduct(room.program, text="Be kind.", by=cast.hr_admin.person)


def test_question_waits_for_the_acceptance(cast, room, version):
    with cast.inside():
        with pytest.raises(ConductFirstError):
            ask_question(room, text="Why so?", asker=cast.employee.person)
        assert not LiveQuestion.objects.exists()
        accept_conduct(version, by=cast.employee.person)
        assert ask_question(room, text="Why so?", asker=cast.employee.person).text == "Why so?"


def test_voting_needs_no_acceptance(cast, room, question, version):
    with cast.inside():
        assert vote_for(question, voter=cast.employee.person).votes == 1


def test_box_leads_to_the_code_and_back(cast, room, version):
    client, url = cast.employee.client(), cast.employee.url(f"sessions/{room.id}/live/")
    page = client.get(url).content.decode()
    assert f"programs/{room.program_id}/conduct/?next={url}" in page
    assert 'id="ask-button"' not in page


def test_text_typed_before_a_new_version_is_kept(cast, room, version):
    url = cast.employee.url(f"sessions/{room.id}/questions/")
    answer = cast.employee.client().post(url, {"text": "Why so, and not so?"}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Why so, and not so?" in page
    assert 'target="_blank"' in page
