"""Asking, voting and moderating. Nothing here writes down who asked.

These actions leave no audit row and send no event with content; a question is written in a
transaction that touches no row of its author.
"""

from django.db import transaction
from django.db.models import F

from peerlearn.people.models import Person
from peerlearn.web.limits import within_limit
from programs.permissions import may_take_part_in_writing
from sessions.models import LearningSession, LiveQuestion, LiveQuestionVote
from sessions.pseudonyms import limit_mark, voter_mark
from sessions.queries.attendance import participants_here
from sessions.room_channel import tell_room
from sessions.rules.questions import (
    ASKED,
    ON_SCREEN,
    OPEN,
    ConductFirstError,
    MoveRefusedError,
    QuestionSettledError,
    RoomClosedError,
    TooFewPeopleError,
    TooManyQuestionsError,
    clean_question,
    first_state,
    may_ask,
    may_move,
)
from sessions.rules.room import LIVE

QUESTIONS_A_MINUTE = 5


def ask_question(learning_session: LearningSession, *, text: str, asker: Person) -> LiveQuestion:
    """Put a question to the room. The same words twice are one question.

    `asker` only counts against the limit, by a keyed hash that is forgotten in a minute. Raises a
    QuestionRefusedError.
    """
    cleaned = clean_question(text)
    _refuse_closed(learning_session)
    if not may_ask(here=participants_here(learning_session)):
        raise TooFewPeopleError
    if not may_take_part_in_writing(asker, learning_session.program):
        raise ConductFirstError
    mark = limit_mark("question", learning_session.id, asker.id)
    if not within_limit("question", mark, most=QUESTIONS_A_MINUTE, seconds=60):
        raise TooManyQuestionsError
    asked = LiveQuestion.objects.filter(learning_session=learning_session, text=cleaned).first()
    if asked is not None:
        return asked
    with transaction.atomic():
        tell_room(learning_session, "questions")
        return LiveQuestion.objects.create(
            learning_session=learning_session,
            text=cleaned,
            state=first_state(holds_questions=learning_session.holds_questions),
        )


def vote_for(question: LiveQuestion, *, voter: Person) -> LiveQuestion:
    """Count a person's vote, once however often they press.

    Raises RoomClosedError or QuestionSettledError.
    """
    mark = voter_mark(question.id, voter.id)
    with transaction.atomic():
        question = _locked(question)
        _refuse_vote(question)
        _vote, is_new = LiveQuestionVote.objects.get_or_create(question=question, voter=mark)
        if is_new:
            _count(question, +1)
    return question


def take_vote_back(question: LiveQuestion, *, voter: Person) -> LiveQuestion:
    """Uncount a person's vote; without one nothing changes.

    Raises RoomClosedError or QuestionSettledError.
    """
    mark = voter_mark(question.id, voter.id)
    with transaction.atomic():
        question = _locked(question)
        _refuse_vote(question)
        deleted, _by_model = LiveQuestionVote.objects.filter(question=question, voter=mark).delete()
        if deleted:
            _count(question, -1)
    return question


def move_question(question: LiveQuestion, *, to: str, by: Person) -> LiveQuestion:
    """Show, answer, archive, dismiss or restore a question; one at a time is on the screen.

    Raises MoveRefusedError when its state doesn't allow it, RoomClosedError when nobody is there.
    """
    _refuse_closed(question.learning_session)
    if question.state == to:
        return question
    if not may_move(question.state, to):
        raise MoveRefusedError
    with transaction.atomic():
        if to == ON_SCREEN:
            _clear_screen(question)
        moved = LiveQuestion.objects.filter(pk=question.pk, state=question.state).update(state=to)
        if not moved:
            raise MoveRefusedError
        tell_room(question.learning_session, "questions")
    question.state = to
    return question


def hold_questions(learning_session: LearningSession, *, by: Person) -> LearningSession:
    """From now on new questions wait for approval."""
    return _set_holding(learning_session, holds_questions=True)


def show_questions(learning_session: LearningSession, *, by: Person) -> LearningSession:
    """From now on new questions are shown at once; those that wait go on waiting."""
    return _set_holding(learning_session, holds_questions=False)


def forget_voters(learning_session: LearningSession) -> None:
    """Erase who voted for what; the numbers stay. The session must be closed in the same
    transaction: a vote that is being counted is waited for, a later one is refused.
    """
    questions = LiveQuestion.objects.select_for_update(no_key=True).filter(
        learning_session=learning_session
    )
    LiveQuestionVote.objects.filter(question__in=list(questions)).delete()


def _set_holding(learning_session: LearningSession, *, holds_questions: bool) -> LearningSession:
    learning_session.holds_questions = holds_questions
    with transaction.atomic():
        learning_session.save(update_fields=["holds_questions"])
        tell_room(learning_session, "state")
    return learning_session


def _locked(question: LiveQuestion) -> LiveQuestion:
    """The question and its session as they are now; the question stays locked."""
    locked = LiveQuestion.objects.select_for_update(no_key=True).get(pk=question.pk)
    locked.learning_session = LearningSession.objects.get(pk=question.learning_session_id)
    return locked


def _count(question: LiveQuestion, change: int) -> None:
    LiveQuestion.objects.filter(pk=question.pk).update(votes=F("votes") + change)
    question.votes += change
    tell_room(question.learning_session, "questions")


def _clear_screen(question: LiveQuestion) -> None:
    """Locks the session, so that two facilitators' taps leave one question on the screen."""
    LearningSession.objects.select_for_update(no_key=True).get(pk=question.learning_session_id)
    LiveQuestion.objects.filter(
        learning_session_id=question.learning_session_id, state=ON_SCREEN
    ).exclude(pk=question.pk).update(state=ASKED)


def _refuse_closed(learning_session: LearningSession) -> None:
    if learning_session.state != LIVE:
        raise RoomClosedError


def _refuse_vote(question: LiveQuestion) -> None:
    _refuse_closed(question.learning_session)
    if question.state not in OPEN:
        raise QuestionSettledError
