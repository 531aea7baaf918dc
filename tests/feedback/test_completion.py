"""When a round has nothing left to wait for."""

import pytest

from feedback.actions.checks import take_check
from feedback.models import FeedbackParticipation, FeedbackRound, KnowledgeCheck
from feedback.queries.checks import totals_of
from feedback.queries.rounds import is_complete
from feedback.rules.results import Stage
from tests.feedback.making import answer, attendees, make_check, make_round
from tests.feedback.rounds import results
from tests.tenancy.sql import sql


def take(cast, opened, person):
    with cast.inside():
        check = KnowledgeCheck.objects.get(learning_session=opened.learning_session_id)
        take_check(check, person=person, answers=[0, 1, 3])


def is_closed(cast, opened):
    with cast.inside():
        return FeedbackRound.objects.get(pk=opened.pk).is_closed


@pytest.fixture
def opened(committed_cast):
    """A room of exactly as many as the threshold, with a knowledge check."""
    with committed_cast.inside():
        opened = make_round(committed_cast, attended=5)
        make_check(committed_cast, opened.learning_session)
        return opened


def all_are_counted(cast, opened):
    assert is_closed(cast, opened)
    assert (results(cast, opened).stage, results(cast, opened).answered) == (Stage.SHOWN, 5)
    with cast.inside():
        totals = totals_of(opened)
        assert (totals.attempts, totals.counted) == (5, 5)
        assert [question.right for question in totals.questions] == [5, 5, 5]


def test_round_waits_for_the_check_of_the_last_who_answers(committed_cast, opened):
    cast = committed_cast
    for person in attendees(cast, opened):
        assert not is_closed(cast, opened)
        answer(opened, person)
        assert not is_closed(cast, opened)
        take(cast, opened, person)
    all_are_counted(cast, opened)


def test_round_waits_for_the_feedback_of_the_last_who_takes_the_check(committed_cast, opened):
    cast = committed_cast
    for person in attendees(cast, opened):
        take(cast, opened, person)
        assert not is_closed(cast, opened)
        answer(opened, person)
    all_are_counted(cast, opened)


def test_last_person_of_the_room_sends_both_in_the_browser(committed_cast, opened):
    cast = committed_cast
    for person in attendees(cast, opened)[1:]:
        answer(opened, person)
        take(cast, opened, person)
    client = cast.employee.client()
    path = f"feedback/{opened.learning_session_id}/"
    client.post(cast.employee.url(path), {"useful": 4, "safe_to_ask": 5})
    taken = {"question_0": 0, "question_1": 1, "question_2": 3}
    assert client.post(cast.employee.url(f"{path}check/"), taken).status_code == 302
    all_are_counted(cast, opened)


def test_scheduler_and_action_agree_on_what_is_complete(cast):
    with cast.inside():
        opened = make_round(cast, attended=5)
        make_check(cast, opened.learning_session)

        def found():
            due = (cast.organization.id, opened.id) in sql("SELECT * FROM feedback_rounds_due()")
            assert due == is_complete(opened)
            return due

        assert not found()
        FeedbackParticipation.objects.update(has_answered=True)
        assert not found()
        people = attendees(cast, opened)
        for person in people:
            assert not found()
            take(cast, opened, person)
        assert found()
        FeedbackParticipation.objects.filter(person=people[2]).update(has_answered=False)
        assert not found()


@pytest.mark.parametrize(
    ("name", "until"),
    [
        ("room", "Closes when everybody has answered, at the latest "),
        (
            "quiz_room",
            "Closes when everybody has answered and taken the knowledge check, at the latest ",
        ),
    ],
)
def test_pages_say_what_the_round_waits_for(cast, request, name, until):
    opened = request.getfixturevalue(name)
    results_page = cast.facilitator.url(f"feedback/{opened.learning_session_id}/results/")
    assert until in cast.facilitator.client().get(results_page).content.decode()
    give_page = cast.employee.url(f"feedback/{opened.learning_session_id}/")
    asked = cast.employee.client().get(give_page).content.decode()
    assert f"The round {until[0].lower()}{until[1:]}" in asked
