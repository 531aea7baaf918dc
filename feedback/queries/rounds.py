"""The doors to feedback rounds: of those who were there, and of those who read the results."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from feedback.models import Attempt, FeedbackParticipation, FeedbackRound, KnowledgeCheck
from peerlearn.people.models import Membership, Person
from peerlearn.people.queries import hr_admins
from programs.models import Program
from sessions.models import Booking, LearningSession


def attended(learning_session: LearningSession) -> QuerySet[Person]:
    """Who was there."""
    seats = Booking.objects.filter(
        learning_session=learning_session, person=OuterRef("pk"), state=Booking.State.ATTENDED
    )
    return Person.objects.filter(Exists(seats))


def reading_owner(program: Program) -> Person | None:
    """The owner of a program, if they read its results: as an HR admin."""
    if program.owner_id is None:
        return None
    return hr_admins().filter(pk=program.owner_id).first()


def collecting_rounds(learning_session_id: UUID) -> QuerySet[FeedbackRound]:
    """The round of a session, while it is open."""
    return FeedbackRound.objects.filter(
        learning_session=learning_session_id, state=FeedbackRound.State.COLLECTING
    )


def is_complete(feedback_round: FeedbackRound) -> bool:
    """Whether everybody asked has answered, and has taken the knowledge check if there is one.
    The database function `feedback_rounds_due` says the same.
    """
    asked = FeedbackParticipation.objects.filter(round=feedback_round)
    if asked.filter(has_answered=False).exists():
        return False
    check = KnowledgeCheck.objects.filter(learning_session=feedback_round.learning_session_id)
    taken = Attempt.objects.filter(check_of__in=check, person=OuterRef("person"))
    return not check.exists() or not asked.exclude(Exists(taken)).exists()


def rounds_visible_to(person: Person, membership: Membership) -> QuerySet[FeedbackRound]:
    """The rounds whose results a person may read, as rules.visibility.may_read says; each with
    `answered`, the number of answers so far or in the end, and `has_check`, whether a knowledge
    check is written.
    """
    rounds = _with_counts()
    if membership.is_hr_admin:
        return rounds
    return rounds.filter(reader_id=person.id, learning_session__facilitator=person)


def reads_rounds(person: Person, membership: Membership) -> bool:
    """Whether there is, or can be, a list of rounds for this person."""
    return membership.is_hr_admin or FeedbackRound.objects.filter(reader_id=person.id).exists()


def rounds_of(person: Person) -> QuerySet[FeedbackRound]:
    """The rounds of the sessions that a person attended, the latest first; each with `answered`,
    `has_check`, `is_asked` (can still answer), `has_answered` (while it is open; later nobody
    knows), `check_id`, `check_questions`, and the person's own `check_score`, null before their
    attempt.
    """
    was_there = Booking.objects.filter(
        learning_session=OuterRef("learning_session"), person=person, state=Booking.State.ATTENDED
    )
    asked = FeedbackParticipation.objects.filter(round=OuterRef("pk"), person=person)
    check = KnowledgeCheck.objects.filter(learning_session=OuterRef("learning_session"))
    attempt = Attempt.objects.filter(
        check_of__learning_session=OuterRef("learning_session"), person=person
    )
    questions = check.order_by().annotate(number=Count("questions")).values("number")
    own: dict[str, Any] = {
        "is_asked": Exists(asked.filter(has_answered=False)),
        "has_answered": Exists(asked.filter(has_answered=True)),
        "check_id": Subquery(check.values("pk")[:1]),
        "check_questions": Subquery(questions[:1]),
        "check_score": Subquery(attempt.values("score")[:1]),
    }
    return _with_counts().filter(Exists(was_there)).annotate(**own)


def open_requests_of(person: Person, *, now: datetime) -> QuerySet[FeedbackRound]:
    """What waits for a person, the most urgent first: rounds as of rounds_of(), each with
    `wants_feedback` and `wants_check`. A check that is older than its round doesn't nag.
    """
    wants: dict[str, Any] = {
        "wants_feedback": Q(is_asked=True, state=FeedbackRound.State.COLLECTING),
        "wants_check": Q(check_id__isnull=False, check_score__isnull=True),
    }
    return (
        rounds_of(person)
        .filter(closes_at__gt=now)
        .annotate(**wants)
        .filter(Q(wants_feedback=True) | Q(wants_check=True))
        .order_by("closes_at", "id")
    )


def _with_counts() -> QuerySet[FeedbackRound]:
    answered = (
        FeedbackParticipation.objects.filter(round=OuterRef("pk"), has_answered=True)
        .order_by()
        .values("round")
        .annotate(number=Count("pk"))
        .values("number")
    )
    so_far = Coalesce(Subquery(answered), 0, output_field=IntegerField())
    closed = When(state=FeedbackRound.State.CLOSED, then=F("answer_count"))
    check = KnowledgeCheck.objects.filter(learning_session=OuterRef("learning_session"))
    counts: dict[str, Any] = {
        "answered": Case(closed, default=so_far),
        "has_check": Exists(check),
    }
    rounds = FeedbackRound.objects.select_related(
        "learning_session__program", "learning_session__facilitator"
    )
    return rounds.annotate(**counts).order_by("-opened_at", "id")
