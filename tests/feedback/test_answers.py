"""Giving answers: what is counted, and from when on it is shown."""

import pytest
import time_machine

from feedback.actions.answers import give_feedback, mark_answered, put_into_inbox
from feedback.actions.closing import close_round
from feedback.models import FeedbackParticipation
from feedback.rules.results import Stage
from feedback.rules.rounds import (
    AlreadyAnsweredError,
    NotAskedError,
    RoundClosedError,
)
from feedback.seals import Answer
from tests.feedback.making import answer, attendees, make_round
from tests.feedback.rounds import SECRET, closed, open_with, results
from tests.feedback.search import rows_of_database
from tests.tenancy.sql import sql


def test_answer_is_counted_and_marked(cast, room):
    answer(room, cast.employee.person)
    with cast.inside():
        answered = FeedbackParticipation.objects.filter(has_answered=True)
        assert [row.person for row in answered.select_related("person")] == [cast.employee.person]
    assert results(cast, room).answered == 1


def test_second_answer_is_refused_and_the_first_counts(cast, room):
    people = attendees(cast, room)
    for person in people[:5]:
        answer(room, person, useful=5)
    with pytest.raises(AlreadyAnsweredError, match="answered already"):
        answer(room, people[0], useful=1)
    closed(cast, room)
    assert results(cast, room).distributions[0].counts == (0, 0, 0, 0, 5)


def test_answer_of_somebody_who_was_not_there_is_refused(cast, room):
    with pytest.raises(NotAskedError):
        answer(room, cast.hr_admin.person)


def test_answer_inside_a_transaction_is_refused(cast, room):
    with pytest.raises(RuntimeError, match="durable"), cast.inside():
        give_feedback(room, person=cast.employee.person, answer=Answer(1, 5))


def test_late_answer_is_refused_though_nobody_has_closed_the_round(cast, room):
    with time_machine.travel(room.closes_at), pytest.raises(RoundClosedError):
        answer(room, cast.employee.person)


def test_answer_after_the_close_is_refused(cast, room):
    answer(room, cast.employee.person)
    closed(cast, room)
    with pytest.raises(RoundClosedError):
        answer(room, cast.mentor.person)


def test_crash_before_the_mark_counts_once_and_loses_nothing(committed_cast):
    cast = committed_cast
    with cast.inside():
        room = make_round(cast, attended=6)
    people = attendees(cast, room)
    with cast.inside():  # the first transaction alone: then the process dies
        assert put_into_inbox(room, person=people[0], answer=Answer(1, 1)) is True
    with pytest.raises(AlreadyAnsweredError):
        answer(room, people[0], useful=5)
    for person in people[1:5]:
        answer(room, person, useful=5)
    assert results(cast, room).answered == 5
    closed(cast, room)
    shown = results(cast, room)
    assert shown.answered == 5
    assert shown.distributions[0].counts == (1, 0, 0, 0, 4)


def test_close_between_answer_and_mark_counts_the_answer(cast, room):
    people = attendees(cast, room)
    for person in people[:4]:
        answer(room, person)
    with cast.inside():
        put_into_inbox(room, person=people[4], answer=Answer(2, 2))
        close_round(room)
        mark_answered(room, person=people[4])
    assert results(cast, room).answered == 5


def test_last_answer_closes_the_round_at_once(cast):
    opened = open_with(cast, attended=5, answers=5)
    assert results(cast, opened).stage == Stage.SHOWN


def test_four_of_seven_show_nothing_and_say_so(committed_cast):
    cast = committed_cast
    opened = open_with(cast, attended=7, answers=4)
    before = results(cast, opened)
    assert (before.stage, before.answered, before.invited) == (Stage.COLLECTING, 4, 7)
    assert before.distributions == []
    closed(cast, opened)
    after = results(cast, opened)
    assert (after.stage, after.answered) == (Stage.TOO_FEW_ANSWERS, 4)
    assert after.distributions == []
    with cast.inside():
        assert sql("SELECT * FROM feedback_results(%s)", opened.pk) == []
    assert not any(
        table in {"feedback_inbox", "feedback_answer", "feedback_comment"}
        for table, _row in rows_of_database()
    )


def test_five_of_seven_are_shown_after_the_close_and_not_before(cast):
    opened = open_with(cast, attended=7, answers=5)
    assert results(cast, opened).distributions == []
    closed(cast, opened)
    after = results(cast, opened)
    assert after.stage == Stage.SHOWN
    assert [d.counts for d in after.distributions] == [(0, 0, 0, 5, 0), (0, 0, 0, 0, 5)]
    assert not after.shows_comments


@pytest.mark.parametrize(("answers", "is_shown"), [(9, False), (10, True)])
def test_suggestions_are_shown_from_ten_answers_on(committed_cast, answers, is_shown):
    cast = committed_cast
    opened = open_with(cast, attended=12, answers=answers, suggestion=SECRET)
    closed(cast, opened)
    after = results(cast, opened)
    assert after.stage == Stage.SHOWN
    assert after.comments == ([SECRET] * answers if is_shown else [])
    assert any(SECRET in row for _table, row in rows_of_database()) is is_shown


def test_suggestion_in_a_room_below_ten_is_not_even_sealed(cast):
    opened = open_with(cast, attended=9, answers=9, suggestion=SECRET)
    assert results(cast, opened).comments == []
