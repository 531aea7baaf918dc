"""Topics that people propose for sessions."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, PersonName, Query, Shape
from peerlearn.api.serializers.programs import ProgramName
from peerlearn.people.models import Person
from sessions.models import TopicProposal
from sessions.queries.proposals import CLOSED, OPEN, PLANNED


class TopicProposalShape(Shape):
    """A proposed topic. `votes` is how many would come; nobody is told who. `session` is there once
    the session that came of it is published, for HR admins as a draft too.
    """

    program = ProgramName()
    proposed_by = PersonName(allow_null=True)
    votes = serializers.IntegerField(source="vote_count")
    could_present = serializers.SerializerMethodField()
    session = serializers.SerializerMethodField()

    class Meta:
        model = TopicProposal
        fields = (
            "id",
            "program",
            "title",
            "description",
            "state",
            "proposed_by",
            "votes",
            "is_voted",
            "is_offered",
            "could_present",
            "decline_reason",
            "session",
            "created_at",
        )
        read_only_fields = fields

    is_voted = serializers.BooleanField(help_text="Whether the caller would come.")
    is_offered = serializers.BooleanField(help_text="Whether the caller could present it.")

    def get_could_present(self, proposal: TopicProposal) -> list[dict[str, str]]:
        """Who offered to present it, the first to offer first: `id` and `name`."""
        people: list[Person] = [offer.person for offer in proposal.offers.all()]
        return [{"id": str(one.id), "name": one.display_name} for one in people]

    def get_session(self, proposal: TopicProposal) -> str | None:
        """The session's id."""
        planned = proposal.learning_session
        if planned is None or (planned.is_draft and not self.context.get("shows_drafts")):
            return None
        return str(planned.id)


class TopicProposalsQuery(Query):
    """Which proposals: open ones (the default), those that became sessions, or the others."""

    state = serializers.ChoiceField((OPEN, PLANNED, CLOSED), default=OPEN)
    program = serializers.UUIDField(required=False)


class TopicProposalBody(Body):
    """A topic for a session of a program."""

    program = serializers.UUIDField()
    title = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    would_present = serializers.BooleanField(default=False)


class TopicMarksBody(Body):
    """Whether the caller would come, and whether they could present it; left out, it stays."""

    vote = serializers.BooleanField(required=False)
    offer = serializers.BooleanField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Nothing said is a mistake."""
        if not attrs:
            raise serializers.ValidationError({"vote": ["Say `vote`, `offer` or both."]})
        return attrs


class TopicRefusalBody(Body):
    """Why a topic doesn't become a session: whoever proposed it is told."""

    reason = serializers.CharField(max_length=500)
