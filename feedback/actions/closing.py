"""Closing a round: the inbox is emptied, opened, shuffled; what is enough is kept."""

import random
from collections.abc import Iterable
from functools import partial
from secrets import SystemRandom
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from feedback.actions.messages import take_back_requests, tell_closed
from feedback.models import (
    Attempt,
    FeedbackAnswer,
    FeedbackComment,
    FeedbackParticipation,
    FeedbackRound,
    KnowledgeCheck,
    KnowledgeQuestion,
)
from feedback.queries.rounds import is_complete
from feedback.rules.knowledge import right_counts
from feedback.rules.rounds import NothingToCloseError
from feedback.seals import Answer, DamagedSealError, unseal
from peerlearn.people.models import Person
from peerlearn.tenancy.context import current_organization_id, organization


def close_round(
    feedback_round: FeedbackRound, *, shuffler: random.Random | None = None
) -> FeedbackRound:
    """Close a round for good. Answers below the threshold are deleted unopened; else ratings
    and, from their own threshold on, suggestions are written in random order under new ids. The
    totals of the knowledge check are frozen, and who took part becomes a number. Closing a
    closed round changes nothing.
    """
    with transaction.atomic():
        locked = FeedbackRound.objects.select_for_update().get(pk=feedback_round.pk)
        if locked.is_closed:
            return locked
        sealed = _take_inbox(locked)
        answers = _opened(locked, sealed) if len(sealed) >= locked.threshold else None
        count = len(sealed) if answers is None else len(answers)
        FeedbackRound.objects.filter(pk=locked.pk).update(
            answer_count=count, unreadable_count=len(sealed) - count
        )
        locked.refresh_from_db()
        _keep(locked, answers or [], shuffler or SystemRandom())
        _freeze_check(locked)
        FeedbackParticipation.objects.filter(round=locked).delete()
        take_back_requests(locked)
        tell_closed(locked)
    return locked


def close_round_early(feedback_round: FeedbackRound, *, by: Person) -> FeedbackRound:
    """Close a round before its time, by hand.

    Raises NothingToCloseError while nobody has answered.
    """
    asked = FeedbackParticipation.objects.filter(round=feedback_round)
    if not feedback_round.is_closed and not asked.filter(has_answered=True).exists():
        raise NothingToCloseError
    return close_round(feedback_round)


def close_if_complete(feedback_round: FeedbackRound) -> bool:
    """Close a round in which nothing is awaited any more: everybody has answered, and taken the
    knowledge check if there is one. Returns whether it is closed now.
    """
    return is_complete(feedback_round) and close_round(feedback_round).is_closed


def close_on_commit_if_complete(feedback_round: FeedbackRound) -> None:
    """The same after what may be the last step, in a transaction of its own: a close that fails
    doesn't take the step with it, and the later one of two last steps sees the other.
    """
    close = partial(_close_alone_if_complete, feedback_round, current_organization_id())
    transaction.on_commit(close, robust=True)


def close_if_due(feedback_round: FeedbackRound) -> bool:
    """Close a round whose time is up or that is complete. Returns whether it is closed now."""
    if timezone.now() >= feedback_round.closes_at:
        return close_round(feedback_round).is_closed
    return close_if_complete(feedback_round)


def _close_alone_if_complete(feedback_round: FeedbackRound, organization_id: UUID) -> None:
    with transaction.atomic(durable=True), organization(organization_id):
        close_if_complete(feedback_round)


def _take_inbox(feedback_round: FeedbackRound) -> list[bytes]:
    """Takes the sealed answers out. The database closes the round in the same breath."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM feedback_take_inbox(%s)", [feedback_round.pk])
        return [bytes(sealed) for (sealed,) in cursor.fetchall()]


def _opened(feedback_round: FeedbackRound, sealed: Iterable[bytes]) -> list[Answer]:
    answers = []
    for one in sealed:
        try:
            answers.append(unseal(one, round_id=feedback_round.pk))
        except DamagedSealError:
            continue
    return answers


def _keep(feedback_round: FeedbackRound, answers: list[Answer], shuffler: random.Random) -> None:
    """Ratings and suggestions are shuffled apart: their orders can't be laid side by side."""
    if len(answers) < feedback_round.threshold:
        return
    ratings = [(answer.useful, answer.safe_to_ask) for answer in answers]
    shuffler.shuffle(ratings)
    FeedbackAnswer.objects.bulk_create(
        FeedbackAnswer(round=feedback_round, useful=useful, safe_to_ask=safe_to_ask)
        for useful, safe_to_ask in ratings
    )
    if len(answers) < feedback_round.comment_threshold:
        return
    suggestions = [answer.suggestion for answer in answers if answer.suggestion]
    shuffler.shuffle(suggestions)
    FeedbackComment.objects.bulk_create(
        FeedbackComment(round=feedback_round, text=suggestion) for suggestion in suggestions
    )


def _freeze_check(feedback_round: FeedbackRound) -> None:
    """Totals of the attempts so far, if they are enough; later ones are never added."""
    check = KnowledgeCheck.objects.filter(learning_session=feedback_round.learning_session).first()
    if check is None:
        return
    attempts = list(Attempt.objects.filter(check_of=check).values_list("answers", flat=True))
    if len(attempts) < feedback_round.threshold:
        return
    questions = list(KnowledgeQuestion.objects.filter(check_of=check))
    counts = right_counts(attempts, [question.correct for question in questions])
    for question, count in zip(questions, counts, strict=True):
        question.right_count = count
    KnowledgeQuestion.objects.bulk_update(questions, ["right_count"])
    check.counted_attempts = len(attempts)
    check.save(update_fields=["counted_attempts"])
