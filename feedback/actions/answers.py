"""Giving an answer, in three transactions.

1. The sealed answer goes into the inbox, at a place that only the key can connect with its author.
2. The participation is marked. Were both one transaction, their common transaction id would say
   who wrote which row.
3. The round closes if that was the last answer, and no knowledge check is waited for.

The answer comes first: a crash after 1 leaves an answer and no mark. The person is asked again,
their second answer finds the place taken, and the mark is made: counted once, nothing lost. The
other order would lose the answer of somebody who can't give another one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from feedback.actions.closing import close_if_complete
from feedback.models import FeedbackParticipation, FeedbackRound
from feedback.rules.rounds import AlreadyAnsweredError, why_no_answer
from feedback.seals import Answer, seal, slot_of
from peerlearn.people.models import Person
from peerlearn.tenancy.context import organization

# Without a conflict target: naming one would take the right to select.
PUT_SQL = """
INSERT INTO feedback_inbox (organization_id, id, round_id, sealed) VALUES (%s, %s, %s, %s)
ON CONFLICT DO NOTHING"""


def give_feedback(feedback_round: FeedbackRound, *, person: Person, answer: Answer) -> None:
    """Take one person's answer. Call it outside of any transaction and organization.

    Raises NotAskedError, AlreadyAnsweredError or RoundClosedError; RuntimeError inside a
    transaction.
    """
    organization_id = feedback_round.organization.id
    with _own_transaction(organization_id):
        is_new = put_into_inbox(feedback_round, person=person, answer=answer)
    with _own_transaction(organization_id):
        mark_answered(feedback_round, person=person)
    with _own_transaction(organization_id):
        close_if_complete(feedback_round)
    if not is_new:
        raise AlreadyAnsweredError


def put_into_inbox(feedback_round: FeedbackRound, *, person: Person, answer: Answer) -> bool:
    """Seal an answer and lay it into the inbox of a round that is open. Returns whether the
    person's place was empty; otherwise the answer that lies there stays.

    Raises NotAskedError, AlreadyAnsweredError or RoundClosedError.
    """
    # The lock makes the close wait for us: no answer can fall behind it.
    locked = FeedbackRound.objects.select_for_update(no_key=True).get(pk=feedback_round.pk)
    refusal = why_no_answer(
        is_closed=locked.is_closed,
        closes_at=locked.closes_at,
        has_answered=_has_answered(locked, person),
        now=timezone.now(),
    )
    if refusal is not None:
        raise refusal
    if not locked.asks_for_suggestions:
        answer = Answer(answer.useful, answer.safe_to_ask)
    row = [
        locked.organization_id,
        slot_of(locked.pk, person.pk),
        locked.pk,
        seal(answer, round_id=locked.pk),
    ]
    with connection.cursor() as cursor:
        cursor.execute(PUT_SQL, row)
        return bool(cursor.rowcount == 1)


def mark_answered(feedback_round: FeedbackRound, *, person: Person) -> None:
    """Note that a person has answered. After the close there is nobody to mark: they count."""
    FeedbackParticipation.objects.filter(
        round=feedback_round, person=person, has_answered=False
    ).update(has_answered=True)


@contextmanager
def _own_transaction(organization_id: UUID) -> Iterator[None]:
    with transaction.atomic(durable=True), organization(organization_id):
        yield


def _has_answered(feedback_round: FeedbackRound, person: Person) -> bool | None:
    asked = FeedbackParticipation.objects.filter(round=feedback_round, person=person)
    return asked.values_list("has_answered", flat=True).first()
