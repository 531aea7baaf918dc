"""Questions to mentors, lists of mentors, and how pairs come about."""

from typing import Any

from rest_framework import serializers

from matching.models import MatchModes, MatchRequest
from matching.queries.directory import MentorCard
from peerlearn.api.serializers.fields import Body, Day, PersonName, Shape
from peerlearn.api.serializers.programs import ProgramName

QUESTION = (
    "id",
    "program",
    "mentor",
    "mentee",
    "origin",
    "state",
    "rank",
    "words",
    "asked_at",
    "expires_at",
    "answered_at",
)


class MentorQuestionShape(Shape):
    """A question to a mentor, as both of the two may read it."""

    program = ProgramName()
    mentor = PersonName()
    mentee = PersonName()

    class Meta:
        model = MatchRequest
        fields: tuple[str, ...] = QUESTION
        read_only_fields = fields


class ProgramQuestionShape(MentorQuestionShape):
    """The same for HR admins, who read why a mentor said no."""

    class Meta(MentorQuestionShape.Meta):
        fields = (*QUESTION, "reason", "reason_words")
        read_only_fields = fields


class RefusalBody(Body):
    """Why not. The mentee isn't told."""

    reason = serializers.ChoiceField([one.value for one in MatchRequest.SAID])
    words = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class MentorShape(serializers.Serializer[Any]):
    """A mentor as a mentee sees them: nothing that others keep private plays a part."""

    mentor = PersonName()
    knows = serializers.ListField(child=serializers.CharField())
    reasons = serializers.SerializerMethodField()
    free = serializers.IntegerField(help_text="Places that nobody has or is asked about.")
    is_featured = serializers.BooleanField(help_text="Among those to look at first.")
    not_before = serializers.DateField(allow_null=True, help_text="They have a break until then.")
    usual_days = serializers.IntegerField(
        allow_null=True, help_text="Within how many days they usually answer."
    )
    question = MentorQuestionShape(source="request", allow_null=True)

    def get_reasons(self, card: MentorCard) -> list[str]:
        """What speaks for the two, in words."""
        return [reason.text for reason in card.reasons]


class ChoiceBody(Body):
    """Whom to ask, or to put on the list."""

    mentor = serializers.UUIDField()
    words = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class OrderBody(Body):
    """The ids of one's questions that wait, in the order wanted."""

    order = serializers.ListField(child=serializers.UUIDField(), max_length=50)


class WishBody(Body):
    """How gladly: 1 most, null rather not."""

    rank = serializers.IntegerField(min_value=1, max_value=50, allow_null=True)


class BreakBody(Body):
    """The first day on which one can be asked again."""

    until = Day()


class BreakShape(serializers.Serializer[Any]):
    """The break from being asked; null: there is none."""

    until = serializers.DateField(allow_null=True)


class ModesShape(Shape):
    """How pairs come about in a program."""

    class Meta:
        model = MatchModes
        fields = ("choosing", "most_choices", "choose_until", "offers_to_new_hires")
        read_only_fields = fields


class ModesBody(Body):
    """What is left out stays."""

    choosing = serializers.ChoiceField(MatchModes.Choosing.values, required=False)
    most_choices = serializers.IntegerField(min_value=1, max_value=20, required=False)
    choose_until = Day(required=False, allow_null=True)
    offers_to_new_hires = serializers.BooleanField(required=False)


class OfferBody(Body):
    """For whom a mentor is to be asked."""

    mentee = serializers.UUIDField()


class SearchShape(serializers.Serializer[Any]):
    """A mentee for whom nobody can be asked: why, and what would help."""

    mentee = PersonName()
    since = serializers.DateTimeField()
    why = serializers.CharField()
    what_helps = serializers.CharField()
