"""What people would like to learn or teach, and who else would come."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program
from sessions.models.learning_sessions import LearningSession


class TopicProposal(OrgModel):
    """A topic that somebody of a program proposes for a session."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        PLANNED = "planned", _("a session")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    program = OrgForeignKey(Program, models.CASCADE, related_name="topic_proposals")
    title = models.CharField(_("topic"), max_length=120)
    description = models.TextField(_("what you would like to learn or show"), max_length=2000)
    proposed_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # The session that came of it; a draft until HR publishes it.
    learning_session = OrgForeignKey(
        LearningSession, models.SET_NULL, null=True, related_name="proposals"
    )
    decided_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(_("reason"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "topic_proposal"
        ordering: ClassVar = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="planned") | models.Q(learning_session=None),
                name="topic_proposal_session_only_where_planned",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether people can vote for it, and HR plan it."""
        return self.state == self.State.OPEN


class ProposalVote(OrgModel):
    """That a person would come. Nobody is shown who voted."""

    proposal = OrgForeignKey(TopicProposal, models.CASCADE, related_name="votes")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")

    class Meta(OrgModel.Meta):
        db_table = "proposal_vote"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "proposal", "person"], name="proposal_vote_once"
            )
        ]


class PresenterOffer(OrgModel):
    """That a person would present a proposed topic; their name is shown."""

    proposal = OrgForeignKey(TopicProposal, models.CASCADE, related_name="offers")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    offered_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "presenter_offer"
        ordering: ClassVar = ["offered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "proposal", "person"], name="presenter_offer_once"
            )
        ]
