"""The pages on which participants answer, and whose they are."""

import pytest

from feedback.models import FeedbackParticipation
from tests.feedback.browsing import RATINGS, close_with, get, path, post, status, text
from tests.feedback.making import (
    make_round,
)

PAGES = ["", "results/", "results.csv", "close/", "check/", "check/edit/"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("employee", {"": 200, "check/": 200}),
        ("facilitator", {"results/": 200, "close/": 200, "check/edit/": 200}),
        ("hr_admin", {"results/": 200, "close/": 200, "check/edit/": 200}),
        ("outsider", {}),
    ],
)
def test_pages_are_there_for_their_readers_alone(cast, quiz_room, who, expected):
    player = getattr(cast, who)
    base = cast.employee  # the outsider asks for Acme's addresses
    client = player.client()
    found = {page: client.get(path(base, quiz_room, page)).status_code for page in PAGES}
    assert found == {page: expected.get(page, 404) for page in PAGES}


@pytest.mark.parametrize("who", ["employee", "manager", "director", "mentor"])
def test_results_are_not_there_for_participants_after_the_close(cast, quiz_room, who):
    close_with(cast, quiz_room, 10)
    player = getattr(cast, who)
    for page in ("results/", "results.csv", "close/", "check/edit/"):
        assert status(player, quiz_room, page) == 404
    assert status(cast.facilitator, quiz_room, "results/") == 200


def test_strangers_are_asked_to_sign_in(cast, quiz_room, anonymous):
    for page in PAGES:
        assert anonymous.get(path(cast.employee, quiz_room, page)).status_code == 302


def test_sentence_stands_before_the_boxes(cast, quiz_room):
    shown = text(get(cast.employee, quiz_room))
    assert shown.index("see averages") < shown.index('name="useful"')
    assert "0 of 12 have answered" in shown
    assert "data-unsaved-warning" in shown
    assert "Step 1 of 2" in shown


def test_feedback_is_given_and_leads_to_the_check(cast, quiz_room):
    response = post(cast.employee, quiz_room, "", RATINGS | {"suggestion": "More examples"})
    assert response.url == path(cast.employee, quiz_room, "check/")
    with cast.inside():
        assert FeedbackParticipation.objects.get(person=cast.employee.person).has_answered
    assert "Your answer is sealed until the round closes" in text(get(cast.employee, quiz_room))


def test_second_answer_is_told_so(cast, quiz_room):
    client = cast.employee.client()
    client.post(path(cast.employee, quiz_room), RATINGS)
    again = client.post(path(cast.employee, quiz_room), RATINGS, follow=True)
    assert "You have answered already" in text(again)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"useful": "4"}, "Choose a number from 1 to 5."),
        (RATINGS | {"useful": "6"}, "6 is not one of the available choices"),
        (RATINGS | {"suggestion": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_invalid_feedback_is_shown_with_its_errors(cast, quiz_room, data, error):
    response = post(cast.employee, quiz_room, "", data)
    assert response.status_code == 422
    shown = text(response)
    assert error in shown
    assert "There is a problem" in shown
    assert "<title>Error:" in shown.replace("<title> ", "<title>")
    with cast.inside():
        assert not FeedbackParticipation.objects.filter(has_answered=True).exists()


def test_room_below_ten_is_not_asked_for_a_suggestion(cast):
    with cast.inside():
        opened = make_round(cast, attended=9)
    shown = text(get(cast.employee, opened))
    assert 'name="suggestion"' not in shown
    assert "9 people were there. Suggestions are shown from 10 answers on" in shown


def test_room_below_the_threshold_says_so_to_all(cast):
    with cast.inside():
        opened = make_round(cast, attended=4)
    said = "Only 4 people were there. Ratings are shown from 5 answers on"
    shown = text(get(cast.employee, opened))
    assert said in shown
    assert "Tell Fay Facilitator directly" in shown
    assert 'name="useful"' not in shown
    for player in (cast.facilitator, cast.hr_admin):
        assert said in text(get(player, opened, "results/"))
