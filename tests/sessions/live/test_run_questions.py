"""The questions on the facilitator's page."""

import pytest

from sessions.models import LearningSession, LiveQuestion
from tests.sessions.live.visiting import HTMX, address, post
from tests.sessions.making import in_days, make_session
from tests.sessions.test_pages import text


@pytest.mark.parametrize("to", ["highlighted", "answered", "archived", "dismissed"])
def test_question_is_moved_and_the_undo_brings_it_back(cast, room, question, to):
    answer = post(cast.facilitator, room, f"questions/{question.id}/to/{to}/", **HTMX)
    undo = address(cast.facilitator, room, f"questions/{question.id}/to/submitted/")
    assert undo in text(answer)
    assert cast.facilitator.client().post(undo).status_code == 302
    with cast.inside():
        question.refresh_from_db()
        assert question.state == "submitted"


def test_question_to_an_unknown_state_does_not_exist(cast, room, question):
    assert post(cast.facilitator, room, f"questions/{question.id}/to/gone/").status_code == 404


def test_question_of_another_room_does_not_exist(cast, program, room, question):
    with cast.inside():
        other = make_session(
            program, cast.hr_admin, starts_at=in_days(9), facilitator=cast.facilitator.person
        )
    path = f"questions/{question.id}/to/answered/"
    assert post(cast.facilitator, other, path).status_code == 404


def test_move_that_is_refused_says_so(cast, room, question):
    with cast.inside():
        LiveQuestion.objects.update(state="answered")
    answer = post(cast.facilitator, room, f"questions/{question.id}/to/held/", **HTMX)
    assert "This question was changed meanwhile." in text(answer)


def test_approval_is_switched_on_and_off(cast, room):
    assert post(cast.facilitator, room, "approval/").status_code == 302
    shown = text(cast.facilitator.client().get(address(cast.facilitator, room)))
    assert "New questions wait until you show them." in shown
    assert post(cast.facilitator, room, "approval/undo/").status_code == 302
    with cast.inside():
        assert LearningSession.objects.get(pk=room.pk).holds_questions is False
