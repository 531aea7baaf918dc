"""The questions of a room, as each reader sees them. None of these reads knows who asked."""

from dataclasses import dataclass

from django.db.models import QuerySet

from peerlearn.people.models import Person
from sessions.models import LearningSession, LiveQuestion, LiveQuestionVote
from sessions.pseudonyms import voter_mark
from sessions.rules.questions import HELD, ON_SCREEN, OPEN, SHOWN, in_order

MOST_ON_SCREEN = 5


@dataclass(frozen=True)
class Moderation:
    """The facilitator's view."""

    held: list[LiveQuestion]
    open: list[LiveQuestion]
    settled: list[LiveQuestion]


@dataclass(frozen=True)
class Screen:
    """The big screen's view."""

    highlighted: LiveQuestion | None
    next: list[LiveQuestion]
    more: int


def questions_of(learning_session: LearningSession) -> QuerySet[LiveQuestion]:
    """All questions of a session."""
    return LiveQuestion.objects.filter(learning_session=learning_session)


def shown_questions(learning_session: LearningSession) -> list[LiveQuestion]:
    """What everybody in the room reads, in order."""
    return in_order(questions_of(learning_session).filter(state__in=SHOWN))


def questions_voted_for(questions: list[LiveQuestion], person: Person) -> set[LiveQuestion]:
    """Which of these a person has voted for: for their own page alone."""
    marks = {voter_mark(question.id, person.id): question for question in questions}
    votes = LiveQuestionVote.objects.filter(question__in=questions, voter__in=list(marks))
    return {marks[voter] for voter in votes.values_list("voter", flat=True)}


def moderated_questions(learning_session: LearningSession) -> Moderation:
    """All questions, sorted by what the facilitator does with them."""
    ordered = in_order(questions_of(learning_session))
    return Moderation(
        held=[question for question in ordered if question.state == HELD],
        open=[question for question in ordered if question.state in OPEN],
        settled=[question for question in ordered if question.state not in {HELD, *OPEN}],
    )


def screened_questions(learning_session: LearningSession) -> Screen:
    """The question on the screen and the ones with the most votes."""
    ordered = in_order(questions_of(learning_session).filter(state__in=OPEN))
    highlighted = next((q for q in ordered if q.state == ON_SCREEN), None)
    others = [question for question in ordered if question is not highlighted]
    return Screen(
        highlighted=highlighted,
        next=others[:MOST_ON_SCREEN],
        more=max(len(others) - MOST_ON_SCREEN, 0),
    )
