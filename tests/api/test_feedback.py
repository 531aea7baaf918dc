"""Feedback by the API: totals for its readers, nothing below the threshold, never an answer."""

import json

import pytest

from feedback.actions.closing import close_round
from feedback.models import FeedbackRound
from tests.api.caller import Caller, caller
from tests.cast import Cast
from tests.feedback.making import answer, attendees, make_round


def _round(cast: Cast, *, attended: int, answers: int, suggestion: str = "") -> FeedbackRound:
    """A closed round in which so many have answered."""
    with cast.inside():
        opened = make_round(cast, attended=attended)
    people = attendees(cast, opened)[:answers]
    for place, person in enumerate(people):
        answer(opened, person, useful=1 + place % 5, suggestion=suggestion)
    with cast.inside():
        opened.refresh_from_db()
        if not opened.is_closed:
            close_round(opened)
    return opened


def _results(one: Caller, found: FeedbackRound) -> dict:
    shown = one.get(f"feedback/{found.id}/")
    assert shown.status_code == 200, shown.content
    return shown.json()


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    """Answers are given and opened in transactions of their own."""
    return committed_cast


def test_totals_are_shown_from_the_threshold_on(cast, hr_admin, facilitator):
    found = _round(cast, attended=6, answers=5)
    for one in (hr_admin, facilitator):
        said = _results(one, found)
        assert (said["stage"], said["invited"], said["answered"]) == ("shown", 6, 5)
        useful, safe = said["results"]["distributions"]
        assert (useful["question"], useful["counts"], useful["mean"]) == (
            "useful",
            [1, 1, 1, 1, 1],
            3.0,
        )
        assert safe["counts"] == [0, 0, 0, 0, 5]


def test_nothing_is_shown_below_the_threshold(cast, hr_admin):
    found = _round(cast, attended=7, answers=4)
    said = _results(hr_admin, found)
    assert said["stage"] == "too_few_answers"
    assert said["results"]["distributions"] == []
    assert said["results"]["comments"] == []


def test_nothing_is_shown_before_the_close(cast, hr_admin):
    with cast.inside():
        opened = make_round(cast, attended=8)
    for person in attendees(cast, opened)[:6]:
        answer(opened, person)
    said = _results(hr_admin, opened)
    assert said["stage"] == "collecting"
    assert said["results"]["distributions"] == []


def test_comments_wait_for_ten_answers(cast, hr_admin):
    few = _round(cast, attended=9, answers=9, suggestion="More breaks")
    assert "More breaks" not in json.dumps(_results(hr_admin, few))
    many = _round(cast, attended=10, answers=10, suggestion="More breaks")
    results = _results(hr_admin, many)["results"]
    assert results["comments"] == ["More breaks"] * 10


def test_no_answer_has_an_author_or_a_time(cast, hr_admin):
    found = _round(cast, attended=6, answers=5)
    said = json.dumps(_results(hr_admin, found))
    for person in attendees(cast, found):
        assert person.name not in said
        assert str(person.id) not in said


def test_rounds_are_there_for_their_readers_alone(cast, hr_admin, facilitator, outsider):
    found = _round(cast, attended=6, answers=5)
    for one in (hr_admin, facilitator):
        assert [row["id"] for row in one.get("feedback/").json()["results"]] == [str(found.id)]
    for other in (caller(cast.employee), caller(cast.mentor), outsider):
        assert other.get("feedback/").json()["results"] == []
        assert other.get(f"feedback/{found.id}/").status_code == 404
