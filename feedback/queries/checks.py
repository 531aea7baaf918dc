"""Reads about knowledge checks."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from feedback.models import Attempt, FeedbackRound, KnowledgeCheck, KnowledgeQuestion
from feedback.rules.knowledge import Question, finding_of, most_lost
from peerlearn.people.models import Membership, Person
from sessions.models import Booking, LearningSession

State = LearningSession.State
WITH_CHECK = (State.DRAFT, State.PUBLISHED, State.LIVE, State.FINISHED)


@dataclass(frozen=True)
class QuestionTotals:
    """A question and how many were right."""

    text: str
    right: int


@dataclass(frozen=True)
class CheckTotals:
    """A knowledge check as others than its takers see it. `questions` is empty unless the round
    has closed with enough attempts; `counted` is how many the totals stand for.
    """

    attempts: int
    counted: int | None
    questions: list[QuestionTotals]
    lost: QuestionTotals | None

    @property
    def finding(self) -> str:
        """What the totals say."""
        return finding_of([question.right for question in self.questions], self.counted or 0)

    @property
    def rows(self) -> list[tuple[str, int]]:
        """The bars of their chart."""
        return [(question.text, question.right) for question in self.questions]


@dataclass(frozen=True)
class OwnQuestion:
    """A question as its taker sees it afterwards."""

    text: str
    chosen: str
    correct: str

    @property
    def is_right(self) -> bool:
        """Whether they chose the right one."""
        return self.chosen == self.correct


def sessions_checked_by(person: Person, membership: Membership) -> QuerySet[LearningSession]:
    """The sessions for which a person may write a knowledge check: those they facilitate; all
    for HR admins. Cancelled ones need none.
    """
    sessions = LearningSession.objects.select_related("program").filter(state__in=WITH_CHECK)
    if membership.is_hr_admin:
        return sessions
    return sessions.exclude(state=State.DRAFT).filter(facilitator=person)


def checks_open_to(person: Person) -> QuerySet[KnowledgeCheck]:
    """The checks that a person may take or has taken: of sessions that are over, and that they
    attended.
    """
    was_there = Booking.objects.filter(
        learning_session=OuterRef("learning_session"), person=person, state=Booking.State.ATTENDED
    )
    return KnowledgeCheck.objects.select_related("learning_session").filter(
        Exists(was_there), learning_session__state=State.FINISHED
    )


def check_of(learning_session: LearningSession) -> KnowledgeCheck | None:
    """A session's knowledge check, if one is written."""
    return KnowledgeCheck.objects.filter(learning_session=learning_session).first()


def questions_of(check: KnowledgeCheck) -> list[Question]:
    """The questions in their order."""
    return [
        Question(row.text, tuple(row.choices), row.correct)
        for row in KnowledgeQuestion.objects.filter(check_of=check)
    ]


def has_attempts(check: KnowledgeCheck) -> bool:
    """Whether somebody has taken it: then it can't be changed any more."""
    return Attempt.objects.filter(check_of=check).exists()


def attempt_of(person: Person, check: KnowledgeCheck) -> Attempt | None:
    """A person's own attempt."""
    return Attempt.objects.filter(check_of=check, person=person).first()


def own_questions(attempt: Attempt, questions: Iterable[Question]) -> list[OwnQuestion]:
    """What the taker chose and what was right."""
    return [
        OwnQuestion(question.text, question.choices[chosen], question.choices[question.correct])
        for question, chosen in zip(questions, attempt.answers, strict=True)
    ]


def totals_of(feedback_round: FeedbackRound) -> CheckTotals | None:
    """The totals of a round's knowledge check; None when there is no check."""
    check = check_of(feedback_round.learning_session)
    if check is None:
        return None
    questions = _totals(check)
    return CheckTotals(
        attempts=Attempt.objects.filter(check_of=check).count(),
        counted=check.counted_attempts,
        questions=questions,
        lost=_lost(check, questions),
    )


def lost_before(
    learning_session: LearningSession, person: Person, membership: Membership
) -> QuestionTotals | None:
    """What was lost in the program's last session before this one, if this person may know."""
    checks = (
        KnowledgeCheck.objects.filter(
            learning_session__program=learning_session.program_id,
            learning_session__starts_at__lt=learning_session.starts_at,
            counted_attempts__isnull=False,
        )
        .exclude(learning_session=learning_session)
        .order_by("-learning_session__starts_at")
    )
    if not membership.is_hr_admin:
        promised = FeedbackRound.objects.filter(
            learning_session=OuterRef("learning_session"), reader_id=person.id
        )
        checks = checks.filter(Exists(promised), learning_session__facilitator=person)
    check = checks.first()
    return _lost(check, _totals(check)) if check else None


def sessions_with_check(learning_session_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these sessions have a knowledge check."""
    checks = KnowledgeCheck.objects.filter(learning_session__in=list(learning_session_ids))
    return set(checks.values_list("learning_session_id", flat=True))


def _totals(check: KnowledgeCheck) -> list[QuestionTotals]:
    if check.counted_attempts is None:
        return []
    rows = KnowledgeQuestion.objects.filter(check_of=check)
    return [QuestionTotals(row.text, row.right_count or 0) for row in rows]


def _lost(check: KnowledgeCheck, questions: list[QuestionTotals]) -> QuestionTotals | None:
    place = most_lost([question.right for question in questions], check.counted_attempts or 0)
    return questions[place] if place is not None else None
