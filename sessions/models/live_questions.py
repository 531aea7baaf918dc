"""Questions in the live room, without an author."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from sessions.models.learning_sessions import LearningSession


class LiveQuestion(OrgModel):
    """An anonymous question: a random id, no author, no time."""

    class State(models.TextChoices):
        HELD = "held", _("waits for approval")
        SUBMITTED = "submitted", _("asked")
        HIGHLIGHTED = "highlighted", _("on screen")
        ANSWERED = "answered", _("answered")
        ARCHIVED = "archived", _("archived")
        DISMISSED = "dismissed", _("dismissed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="questions")
    text = models.TextField(_("question"), max_length=500)
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUBMITTED)
    votes = models.PositiveIntegerField(default=0)

    class Meta(OrgModel.Meta):
        db_table = "live_question"
        ordering: ClassVar = ["-votes", "id"]


class LiveQuestionVote(OrgModel):
    """One vote, until the session is finished: then only the number is left.

    `voter` is a keyed hash of question and person: votes of one person can't be told to be so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = OrgForeignKey(LiveQuestion, models.CASCADE, related_name="+")
    voter = models.CharField(max_length=64)

    class Meta(OrgModel.Meta):
        db_table = "live_question_vote"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "question", "voter"], name="live_question_vote_once"
            )
        ]
