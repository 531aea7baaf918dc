"""Feedback after a session, and the knowledge check."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from sessions.models import LearningSession

RATING = [MinValueValidator(1), MaxValueValidator(5)]


class FeedbackRound(OrgModel):
    """The time in which a session's people answer. Its rules are frozen when it opens."""

    class State(models.TextChoices):
        COLLECTING = "collecting", _("collecting answers")
        CLOSED = "closed", _("closed")

    learning_session = OrgForeignKey(
        LearningSession, models.CASCADE, related_name="feedback_rounds"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.COLLECTING)
    threshold = models.PositiveSmallIntegerField()
    comment_threshold = models.PositiveSmallIntegerField(default=10)
    invited_count = models.PositiveIntegerField()
    answer_count = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(auto_now_add=True)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "feedback_round"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learning_session"], name="feedback_round_once"
            ),
            models.CheckConstraint(
                condition=models.Q(threshold__range=(3, 10)), name="feedback_threshold_3_to_10"
            ),
        ]


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
    """A sealed answer: encrypted with a key that is not in the database, no author, no time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = OrgForeignKey(FeedbackRound, models.CASCADE, related_name="+")
    sealed = models.BinaryField()

    class Meta(OrgModel.Meta):
        db_table = "feedback_inbox"


class FeedbackAnswer(OrgModel):
    """An answer's ratings, written in random order when the round closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = OrgForeignKey(FeedbackRound, models.CASCADE, related_name="answers")
    useful = models.PositiveSmallIntegerField(validators=RATING)
    safe_to_ask = models.PositiveSmallIntegerField(validators=RATING)

    class Meta(OrgModel.Meta):
        db_table = "feedback_answer"


class FeedbackComment(OrgModel):
    """A suggestion, apart from the ratings so that the two can't be joined."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = OrgForeignKey(FeedbackRound, models.CASCADE, related_name="comments")
    text = models.TextField(max_length=2000)

    class Meta(OrgModel.Meta):
        db_table = "feedback_comment"


class KnowledgeCheck(OrgModel):
    """A few questions that show what stayed. Written by the facilitator."""

    learning_session = OrgForeignKey(
        LearningSession, models.CASCADE, related_name="knowledge_checks"
    )
    created_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

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
    text = models.CharField(_("question"), max_length=300)
    choices = models.JSONField(default=list)
    correct = models.PositiveSmallIntegerField()

    class Meta(OrgModel.Meta):
        db_table = "knowledge_question"
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "check_of", "position"], name="knowledge_question_once"
            )
        ]


class Attempt(OrgModel):
    """A person's answers to a knowledge check: theirs alone; others see counts."""

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
