"""Knowledge checks: who writes and takes them, and what others see of the attempts."""

import pytest

from feedback.actions.checks import take_check, write_check
from feedback.actions.closing import close_round
from feedback.actions.rounds import open_round
from feedback.models import Attempt
from feedback.queries.checks import lost_before, own_questions, questions_of, totals_of
from feedback.rules.knowledge import (
    BadQuestionsError,
    CheckTakenError,
    IncompleteAttemptError,
    NotThereError,
)
from peerlearn.people.models import Membership
from sessions.models import LearningSession
from tests.feedback.making import QUESTIONS, attendees, make_check, make_finished_session


@pytest.fixture
def lunch(cast):
    with cast.inside():
        return make_finished_session(cast, attended=7)


@pytest.fixture
def check(cast, lunch):
    with cast.inside():
        return make_check(cast, lunch)


def take(cast, check, feedback_round, answers, count):
    people = attendees(cast, feedback_round)
    with cast.inside():
        for person in people[:count]:
            take_check(check, person=person, answers=answers)


def test_check_is_written_and_rewritten_until_the_first_attempt(cast, lunch, check):
    with cast.inside():
        assert questions_of(check) == QUESTIONS
        write_check(lunch, QUESTIONS[:1], by=cast.hr_admin.person)
        assert questions_of(check) == QUESTIONS[:1]
        take_check(check, person=cast.employee.person, answers=[0])
        with pytest.raises(CheckTakenError):
            write_check(lunch, QUESTIONS, by=cast.facilitator.person)
        write_check(lunch, QUESTIONS[:1], by=cast.facilitator.person)  # nothing changes
        assert questions_of(check) == QUESTIONS[:1]


@pytest.mark.parametrize("questions", [[], QUESTIONS * 2])
def test_check_with_none_or_too_many_questions_is_refused(cast, lunch, questions):
    with cast.inside(), pytest.raises(BadQuestionsError):
        write_check(lunch, questions, by=cast.facilitator.person)


def test_attempt_is_scored_and_shows_what_was_right(cast, check):
    with cast.inside():
        attempt = take_check(check, person=cast.employee.person, answers=[0, 0, 3])
        assert attempt.score == 2
        shown = own_questions(attempt, questions_of(check))
        assert [question.is_right for question in shown] == [True, False, True]
        assert (shown[1].chosen, shown[1].correct) == ("HR", "Your manager")


def test_second_attempt_changes_nothing(cast, check):
    with cast.inside():
        first = take_check(check, person=cast.employee.person, answers=[1, 1, 1])
        assert take_check(check, person=cast.employee.person, answers=[0, 1, 3]) == first
        assert Attempt.objects.get().score == 1


def test_attempt_of_somebody_who_was_not_there_is_refused(cast, check):
    with cast.inside(), pytest.raises(NotThereError):
        take_check(check, person=cast.hr_admin.person, answers=[0, 1, 3])


def test_attempt_before_the_session_is_over_is_refused(cast, lunch, check):
    with cast.inside():
        LearningSession.objects.update(state=LearningSession.State.LIVE)
        with pytest.raises(NotThereError):
            take_check(check, person=cast.employee.person, answers=[0, 1, 3])


def test_incomplete_attempt_is_refused(cast, check):
    with cast.inside(), pytest.raises(IncompleteAttemptError):
        take_check(check, person=cast.employee.person, answers=[0, 1])


@pytest.mark.parametrize(("attempts", "is_shown"), [(4, False), (5, True)])
def test_totals_are_shown_after_the_close_and_from_the_threshold_on(
    cast, lunch, check, attempts, is_shown
):
    with cast.inside():
        opened = open_round(lunch)
    take(cast, check, opened, [0, 0, 3], attempts)
    with cast.inside():
        before = totals_of(opened)
        assert (before.attempts, before.questions) == (attempts, [])
        after = totals_of(close_round(opened))
        assert [question.right for question in after.questions] == (
            [attempts, 0, attempts] if is_shown else []
        )
        assert (after.lost.text if after.lost else None) == (
            "Who approves them?" if is_shown else None
        )


def test_later_attempt_is_not_added_to_the_totals(cast, lunch, check):
    with cast.inside():
        opened = open_round(lunch)
    take(cast, check, opened, [0, 1, 3], 5)
    with cast.inside():
        closed = close_round(opened)
    take(cast, check, opened, [1, 0, 0], 7)
    with cast.inside():
        totals = totals_of(closed)
        assert (totals.attempts, totals.counted) == (7, 5)
        assert [question.right for question in totals.questions] == [5, 5, 5]
        assert totals.lost is None
        assert totals.finding == "Everybody was right on everything"


def test_what_was_lost_is_a_hint_for_the_next_session_of_its_readers(cast, lunch, check):
    with cast.inside():
        opened = open_round(lunch)
    take(cast, check, opened, [0, 0, 3], 5)
    with cast.inside():
        close_round(opened)
        following = make_finished_session(cast, attended=0)
        LearningSession.objects.filter(pk=following.pk).update(state="published")

        def hint(player):
            membership = Membership.objects.get(user=player.user)
            found = lost_before(following, player.person, membership)
            return found.text if found else None

        assert hint(cast.facilitator) == "Who approves them?"
        assert hint(cast.hr_admin) == "Who approves them?"
        assert hint(cast.mentor) is None
