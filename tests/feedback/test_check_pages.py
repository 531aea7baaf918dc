"""Taking a knowledge check, and writing one."""

import pytest

from feedback.models import Attempt, KnowledgeCheck
from feedback.queries.checks import questions_of
from tests.feedback.browsing import CHECK, get, post, text
from tests.feedback.making import (
    QUESTIONS,
)


def test_check_is_taken_and_shows_the_own_score(cast, quiz_room):
    form = text(get(cast.employee, quiz_room, "check/"))
    assert "Who approves them?" in form
    assert "Only you see your own answers" in form
    response = post(cast.employee, quiz_room, "check/", CHECK, follow=True)
    shown = text(response)
    assert "2 of 3" in shown
    assert "You chose “HR”." in shown
    assert "Give feedback" in shown


def test_incomplete_check_is_shown_with_its_errors(cast, quiz_room):
    response = post(cast.employee, quiz_room, "check/", {"question_0": "0", "question_1": "9"})
    assert response.status_code == 422
    assert "Choose an answer." in text(response)
    with cast.inside():
        assert not Attempt.objects.exists()


def test_check_is_not_retaken(cast, quiz_room):
    post(cast.employee, quiz_room, "check/", CHECK)
    assert post(cast.employee, quiz_room, "check/", CHECK | {"question_1": "1"}).status_code == 200
    with cast.inside():
        assert Attempt.objects.get().score == 2


def test_attempt_of_one_is_nowhere_for_others(cast, quiz_room):
    post(cast.employee, quiz_room, "check/", CHECK)
    shown = text(get(cast.facilitator, quiz_room, "results/"))
    assert "1 person has taken it" in shown
    assert "Emil" not in shown
    assert "2 of 3" not in shown


def written(*questions, **extra):
    data = {"count": str(len(questions)), **extra}
    for place, question in enumerate(questions):
        data[f"text_{place}"] = question.text
        data[f"right_{place}"] = str(question.correct)
        for n, choice in enumerate(question.choices):
            data[f"choice_{place}_{n}"] = choice
    return data


def test_check_is_written_and_shown_again(cast, small_room):
    response = post(cast.facilitator, small_room, "check/edit/", written(*QUESTIONS), follow=True)
    shown = text(response)
    assert "The knowledge check is saved." in shown
    assert 'value="Where do you log holidays?"' in shown
    with cast.inside():
        assert questions_of(KnowledgeCheck.objects.get()) == QUESTIONS


def test_preview_shows_the_questions_and_saves_nothing(cast, small_room):
    response = post(cast.facilitator, small_room, "check/edit/", written(*QUESTIONS, preview="1"))
    shown = text(response)
    assert response.status_code == 200
    assert "Preview: not saved yet" in shown
    assert 'name="preview-question_2"' in shown
    with cast.inside():
        assert not KnowledgeCheck.objects.exists()


def test_another_question_keeps_what_was_typed(cast, small_room):
    response = post(cast.facilitator, small_room, "check/edit/", written(*QUESTIONS, add="1"))
    shown = text(response)
    assert response.status_code == 200
    assert 'name="text_3"' in shown
    assert 'value="Who approves them?"' in shown
    assert "There is a problem" not in shown
    full = written(*QUESTIONS, add="1") | {"count": "5"}
    assert 'name="text_5"' not in text(post(cast.facilitator, small_room, "check/edit/", full))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"text_0": ""}, "Write the question."),
        ({"right_1": ""}, "Mark the right choice."),
        ({"right_1": "3"}, "The choice that is marked as right is empty."),
        ({"choice_0_1": ""}, "Write at least two choices."),
        ({"choice_0_1": "in the portal"}, "Two choices are the same."),
        ({"text_0": "x" * 301}, "at most 300 characters"),
    ],
)
def test_incomplete_question_is_shown_with_its_error(cast, small_room, change, error):
    response = post(cast.facilitator, small_room, "check/edit/", written(*QUESTIONS) | change)
    assert response.status_code == 422
    assert error in text(response)
    with cast.inside():
        assert not KnowledgeCheck.objects.exists()


def test_empty_check_is_refused_and_empty_blocks_are_left_out(cast, small_room):
    empty = post(cast.facilitator, small_room, "check/edit/", {"count": "3"})
    assert empty.status_code == 422
    assert "Write at least one question." in text(empty)
    one = post(cast.facilitator, small_room, "check/edit/", written(QUESTIONS[0]) | {"count": "3"})
    assert one.status_code == 302
    with cast.inside():
        assert questions_of(KnowledgeCheck.objects.get()) == QUESTIONS[:1]


def test_taken_check_is_shown_but_not_editable(cast, quiz_room):
    post(cast.employee, quiz_room, "check/", CHECK)
    shown = text(get(cast.facilitator, quiz_room, "check/edit/"))
    assert "the questions can't be changed any more" in shown
    assert 'name="text_0"' not in shown
    response = post(cast.facilitator, quiz_room, "check/edit/", written(QUESTIONS[0]), follow=True)
    assert "the questions can&#x27;t be changed" in text(response)
