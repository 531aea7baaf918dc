"""Writing a knowledge check, and taking it."""

from collections.abc import Sequence

from django.db import transaction

from feedback.actions.closing import close_on_commit_if_complete
from feedback.models import Attempt, KnowledgeCheck, KnowledgeQuestion
from feedback.queries.checks import attempt_of, checks_open_to, has_attempts, questions_of
from feedback.queries.rounds import collecting_rounds
from feedback.rules.knowledge import (
    BadQuestionsError,
    CheckTakenError,
    NotThereError,
    Question,
    are_sound,
    score_of,
)
from peerlearn.people.models import Person
from programs.actions.moves import must_not_be_over
from sessions.models import LearningSession


def write_check(
    learning_session: LearningSession, questions: Sequence[Question], *, by: Person | None
) -> KnowledgeCheck:
    """Write the questions of a session, or replace them.

    Raises BadQuestionsError, ProgramOverError, or CheckTakenError once somebody has answered.
    """
    must_not_be_over(learning_session.program)
    if not are_sound(questions):
        raise BadQuestionsError
    with transaction.atomic():
        check, _is_new = KnowledgeCheck.objects.get_or_create(
            learning_session=learning_session, defaults={"created_by": by}
        )
        check = _locked(check)
        if has_attempts(check):
            if questions_of(check) == list(questions):
                return check
            raise CheckTakenError
        KnowledgeQuestion.objects.filter(check_of=check).delete()
        KnowledgeQuestion.objects.bulk_create(
            KnowledgeQuestion(
                check_of=check,
                position=position,
                text=question.text,
                choices=list(question.choices),
                correct=question.correct,
            )
            for position, question in enumerate(questions)
        )
    return check


def take_check(check: KnowledgeCheck, *, person: Person, answers: Sequence[int]) -> Attempt:
    """Keep a person's answers: `answers` are the indexes chosen, in the questions' order. A
    second attempt changes nothing; the first is given back. The round closes if this was the
    last thing it waited for.

    Raises NotThereError or IncompleteAttemptError.
    """
    if not checks_open_to(person).filter(pk=check.pk).exists():
        raise NotThereError
    with transaction.atomic():
        check = _locked(check)
        own = attempt_of(person, check)
        if own is not None:
            return own
        attempt = Attempt.objects.create(
            check_of=check,
            person=person,
            answers=list(answers),
            score=score_of(answers, questions_of(check)),
        )
        for waiting in collecting_rounds(check.learning_session_id):
            close_on_commit_if_complete(waiting)
    return attempt


def _locked(check: KnowledgeCheck) -> KnowledgeCheck:
    """Its writer and its takers wait for each other: nobody answers what is being changed."""
    return KnowledgeCheck.objects.select_for_update().get(pk=check.pk)
