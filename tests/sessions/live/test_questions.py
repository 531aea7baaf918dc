import pytest

from sessions.actions.questions import (
    ask_question,
    hold_questions,
    move_question,
    show_questions,
    take_vote_back,
    vote_for,
)
from sessions.actions.rooms import finish_session
from sessions.models import LiveQuestion, LiveQuestionVote
from sessions.queries.questions import (
    moderated_questions,
    questions_voted_for,
    screened_questions,
    shown_questions,
)
from sessions.rules.questions import (
    ANSWERED,
    ARCHIVED,
    ASKED,
    DISMISSED,
    HELD,
    ON_SCREEN,
    MoveRefusedError,
    QuestionSettledError,
    RoomClosedError,
    TooManyQuestionsError,
)
from tests.sessions.making import bring_in


@pytest.fixture
def room(cast, room):
    """Three are inside: they may ask."""
    with cast.inside():
        bring_in(room, "Gil Guest", "Gina Guest")
    return room


def ask(room, player, text):
    return ask_question(room, text=text, asker=player.person)


def move(question, player, *states):
    for to in states:
        question = move_question(question, to=to, by=player.person)
    return question


def test_ask_puts_the_question_before_everybody(cast, room):
    with cast.inside():
        asked = ask(room, cast.employee, " Why? ")
        assert shown_questions(room) == [asked]
        assert (asked.text, asked.state, asked.votes) == ("Why?", ASKED, 0)


def test_ask_the_same_twice_is_one_question(cast, room):
    with cast.inside():
        assert ask(room, cast.employee, "Why?") == ask(room, cast.manager, "Why? ")
        assert LiveQuestion.objects.count() == 1


def test_ask_in_a_room_that_holds_questions_waits_for_the_facilitator(cast, room):
    with cast.inside():
        hold_questions(room, by=cast.facilitator.person)
        asked = ask(room, cast.employee, "Why?")
        assert asked.state == HELD
        assert shown_questions(room) == []
        assert moderated_questions(room).held == [asked]
        move(asked, cast.facilitator, ASKED)
        assert shown_questions(room) == [asked]
        show_questions(room, by=cast.facilitator.person)
        assert ask(room, cast.employee, "And why not?").state == ASKED


def test_ask_more_than_five_a_minute_is_refused_for_that_person_alone(cast, room):
    with cast.inside():
        for number in range(5):
            ask(room, cast.employee, f"Question {number}?")
        with pytest.raises(TooManyQuestionsError):
            ask(room, cast.employee, "One more?")
        assert ask(room, cast.manager, "Mine?").state == ASKED


def test_ask_in_a_closed_room_is_refused(cast, booked):
    with cast.inside(), pytest.raises(RoomClosedError):
        ask(booked, cast.employee, "Why?")


def test_vote_counts_once_and_can_be_taken_back(cast, question):
    with cast.inside():
        for _ in range(2):
            question = vote_for(question, voter=cast.employee.person)
        question = vote_for(question, voter=cast.manager.person)
        assert question.votes == 2
        for _ in range(2):
            question = take_vote_back(question, voter=cast.employee.person)
        question.refresh_from_db()
        assert question.votes == LiveQuestionVote.objects.count() == 1


def test_votes_are_known_to_the_voter_alone(cast, room, question):
    with cast.inside():
        other = ask(room, cast.employee, "Something else?")
        vote_for(question, voter=cast.employee.person)
        assert questions_voted_for([question, other], cast.employee.person) == {question}
        assert questions_voted_for([question, other], cast.manager.person) == set()


def test_marks_of_a_voter_differ_from_question_to_question(cast, room, question):
    with cast.inside():
        other = ask(room, cast.employee, "Something else?")
        vote_for(question, voter=cast.manager.person)
        vote_for(other, voter=cast.manager.person)
        assert len(set(LiveQuestionVote.objects.values_list("voter", flat=True))) == 2


@pytest.mark.parametrize("state", [ANSWERED, ARCHIVED, DISMISSED])
def test_vote_for_a_settled_question_is_refused(cast, question, state):
    with cast.inside():
        move(question, cast.facilitator, state)
        with pytest.raises(QuestionSettledError):
            vote_for(question, voter=cast.employee.person)


def test_vote_after_the_end_is_refused(cast, room, question):
    with cast.inside():
        finish_session(room, by=cast.facilitator.person, before_start=True)
        with pytest.raises(RoomClosedError):
            vote_for(question, voter=cast.employee.person)
        assert LiveQuestionVote.objects.count() == 0


def test_one_question_at_a_time_is_on_the_screen(cast, room, question):
    with cast.inside():
        other = ask(room, cast.employee, "Something else?")
        move(question, cast.facilitator, ON_SCREEN)
        move(other, cast.facilitator, ON_SCREEN)
        screen = screened_questions(room)
        assert screen.highlighted == other
        assert screen.next == [question]


def test_screen_shows_the_five_with_most_votes_and_says_how_many_more(cast, room):
    with cast.inside():
        LiveQuestion.objects.bulk_create(
            LiveQuestion(learning_session=room, text=str(n), votes=n) for n in range(7)
        )
        screen = screened_questions(room)
        assert [question.text for question in screen.next] == ["6", "5", "4", "3", "2"]
        assert (screen.highlighted, screen.more) == (None, 2)


def test_archived_and_dismissed_questions_are_the_facilitators_alone(cast, room, question):
    with cast.inside():
        other = ask(room, cast.employee, "Something else?")
        move(question, cast.facilitator, ARCHIVED)
        move(other, cast.facilitator, DISMISSED)
        assert shown_questions(room) == []
        assert set(moderated_questions(room).settled) == {question, other}


def test_move_that_the_table_refuses_changes_nothing(cast, question):
    with cast.inside():
        move(question, cast.facilitator, ANSWERED)
        with pytest.raises(MoveRefusedError):
            move(question, cast.facilitator, HELD)
        question.refresh_from_db()
        assert question.state == ANSWERED


def test_move_of_a_question_that_was_moved_meanwhile_is_refused(cast, room, question):
    with cast.inside():
        stale = LiveQuestion.objects.select_related("learning_session").get(pk=question.pk)
        move(question, cast.facilitator, DISMISSED)
        with pytest.raises(MoveRefusedError):
            move(stale, cast.facilitator, ANSWERED)


def test_move_to_where_it_is_changes_nothing(cast, question):
    with cast.inside():
        move(question, cast.facilitator, ANSWERED, ANSWERED)
        assert question.state == ANSWERED
