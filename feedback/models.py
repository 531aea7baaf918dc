"""Feedback after a session, and the knowledge check."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from feedback.rules.knowledge import LONGEST_QUESTION, MOST_CHOICES, MOST_QUESTIONS
from feedback.rules.results import Stage, stage_of
from feedback.rules.rounds import LONGEST_SUGGESTION
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from sessions.models import LearningSession


class FeedbackRound(OrgModel):
    """The time in which a session's people answer.

    Its terms are frozen when it opens: the app may not update them, nor the state. Closing is
    done by the database function that empties the inbox (see actions.closing).
    """

    class State(models.TextChoices):
        COLLECTING = "collecting", _("collecting answers")
        CLOSED = "closed", _("closed")

    learning_session = OrgForeignKey(
        LearningSession, models.CASCADE, related_name="feedback_rounds"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.COLLECTING)
    threshold = models.PositiveSmallIntegerField()
    comment_threshold = models.PositiveSmallIntegerField()
    # The facilitator who was promised to the people as reader. No reference: it never changes.
    reader_id = models.UUIDField(null=True)
    # The sentence about who sees what, by language, as it stood above the boxes.
    visibility = models.JSONField(default=dict)
    invited_count = models.PositiveIntegerField()
    answer_count = models.PositiveIntegerField(default=0)
    unreadable_count = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    # What the doors of queries.rounds add; they say which.
    answered: int
    has_check: bool
    is_asked: bool
    has_answered: bool
    check_id: uuid.UUID | None
    check_questions: int | None
    check_score: int | None
    wants_feedback: bool
    wants_check: bool

    class Meta(OrgModel.Meta):
        db_table = "feedback_round"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learning_session"], name="feedback_round_once"
            ),
            models.CheckConstraint(
                condition=models.Q(threshold__range=(3, 10)), name="feedback_threshold_3_to_10"
            ),
            models.CheckConstraint(
                condition=models.Q(comment_threshold__gte=10), name="feedback_comments_from_10"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opened_at")),
                name="feedback_round_closes_after_opening",
            ),
        ]
        indexes = [
            models.Index(
                fields=["closes_at"],
                condition=models.Q(state="collecting"),
                name="feedback_round_due",
            )
        ]

    @property
    def is_closed(self) -> bool:
        """Whether its inbox was emptied, or it never had one."""
        return self.state == self.State.CLOSED

    @property
    def asks_for_ratings(self) -> bool:
        """Whether enough people were there for ratings ever to be shown."""
        return self.invited_count >= self.threshold

    @property
    def asks_for_suggestions(self) -> bool:
        """Whether enough people were there for suggestions ever to be shown."""
        return self.invited_count >= self.comment_threshold

    @property
    def stage(self) -> Stage:
        """How far it is, for those who read its results."""
        return stage_of(
            is_closed=self.is_closed,
            invited=self.invited_count,
            answers=self.answer_count,
            threshold=self.threshold,
        )

    @property
    def visibility_sentence(self) -> str:
        """What the people asked were promised, in the reader's language."""
        written: dict[str, str] = self.visibility
        return written.get(get_language() or "") or next(iter(written.values()), "")


class FeedbackParticipation(OrgModel):
    """Who was asked, and whether they answered: never what. Emptied to counts at the close."""

    round = OrgForeignKey(FeedbackRound, models.CASCADE, related_name="participations")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    has_answered = models.BooleanField(default=False)

    class Meta(OrgModel.Meta):
        db_table = "feedback_participation"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "round", "person"], name="feedback_participation_once"
            )
        ]


class FeedbackInbox(OrgModel):
    """A sealed answer: encrypted with a key that is not in the database, no author, no time.

    The app may only insert. Rows go with their round by the database's own cascade.
    """

    # A keyed hash of round and person (see seals.slot_of): a second answer finds it taken.
    id = models.UUIDField(primary_key=True, editable=False)
    round = OrgForeignKey(FeedbackRound, models.DO_NOTHING, related_name="+")
    sealed = models.BinaryField()

    class Meta(OrgModel.Meta):
        db_table = "feedback_inbox"


class FeedbackAnswer(OrgModel):
    """An answer's ratings, written in random order when the round closed, if there were enough.

    The app may only insert; it reads totals from the function `feedback_results`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = OrgForeignKey(FeedbackRound, models.DO_NOTHING, related_name="+")
    useful = models.PositiveSmallIntegerField()
    safe_to_ask = models.PositiveSmallIntegerField()

    class Meta(OrgModel.Meta):
        db_table = "feedback_answer"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(useful__range=(1, 5), safe_to_ask__range=(1, 5)),
                name="feedback_answer_1_to_5",
            )
        ]


class FeedbackComment(OrgModel):
    """A suggestion, apart from the ratings so that the two can't be joined."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = OrgForeignKey(FeedbackRound, models.DO_NOTHING, related_name="comments")
    text = models.TextField(max_length=LONGEST_SUGGESTION)

    class Meta(OrgModel.Meta):
        db_table = "feedback_comment"


class KnowledgeCheck(OrgModel):
    """A few questions that show what stayed. Written by the facilitator."""

    learning_session = OrgForeignKey(
        LearningSession, models.CASCADE, related_name="knowledge_checks"
    )
    created_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # How many attempts the totals stand for: set once, when the round closes with enough of them.
    counted_attempts = models.PositiveIntegerField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "knowledge_check"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learning_session"], name="knowledge_check_once"
            )
        ]


class KnowledgeQuestion(OrgModel):
    """One question with its choices; `correct` is the index of the right one."""

    check_of = OrgForeignKey(KnowledgeCheck, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("question"), max_length=LONGEST_QUESTION)
    choices = models.JSONField(default=list)
    correct = models.PositiveSmallIntegerField()
    # How many were right, set together with KnowledgeCheck.counted_attempts.
    right_count = models.PositiveIntegerField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "knowledge_question"
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "check_of", "position"], name="knowledge_question_once"
            ),
            models.CheckConstraint(
                condition=models.Q(position__lt=MOST_QUESTIONS, correct__lt=MOST_CHOICES),
                name="knowledge_question_in_bounds",
            ),
        ]


class Attempt(OrgModel):
    """A person's answers to a knowledge check: theirs alone; others see totals."""

    check_of = OrgForeignKey(KnowledgeCheck, models.CASCADE, related_name="attempts")
    person = OrgForeignKey(Person, models.CASCADE, related_name="attempts")
    # the index chosen per question, in the questions' order
    answers = models.JSONField(default=list)
    score = models.PositiveSmallIntegerField()

    class Meta(OrgModel.Meta):
        db_table = "attempt"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "check_of", "person"], name="attempt_once"
            )
        ]
