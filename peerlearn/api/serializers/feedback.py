"""Results of feedback: totals only, never an answer."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from feedback.models import FeedbackRound
from feedback.queries.results import results_of
from feedback.rules.results import Question, Stage
from peerlearn.api.serializers.fields import Shape
from peerlearn.api.serializers.sessions import SessionName

STAGES = [stage.value for stage in Stage]


class RoundShape(Shape):
    """A round of feedback about a session. `stage` says whether there is anything to see."""

    session = SessionName(source="learning_session")
    stage = serializers.ChoiceField(STAGES)
    invited = serializers.IntegerField(source="invited_count")
    answered = serializers.IntegerField()

    class Meta:
        model = FeedbackRound
        fields: tuple[str, ...] = (
            "id",
            "session",
            "stage",
            "threshold",
            "comment_threshold",
            "invited",
            "answered",
            "closes_at",
        )
        read_only_fields = fields


class DistributionShape(serializers.Serializer[Any]):
    """How often each rating from 1 to 5 was chosen for a question."""

    question = serializers.ChoiceField([question.value for question in Question])
    asked = serializers.CharField()
    counts = serializers.ListField(child=serializers.IntegerField())
    mean = serializers.FloatField()


class CheckQuestionShape(serializers.Serializer[Any]):
    """A question of the knowledge check, and how many were right."""

    text = serializers.CharField()
    right = serializers.IntegerField()


class CheckShape(serializers.Serializer[Any]):
    """The knowledge check. Its questions appear as the ratings do; `counted` is how many attempts
    they stand for.
    """

    attempts = serializers.IntegerField()
    counted = serializers.IntegerField(allow_null=True)
    questions = CheckQuestionShape(many=True)


class ResultsShape(serializers.Serializer[Any]):
    """What a round shows: nothing before its close, nothing below its threshold."""

    distributions = DistributionShape(many=True)
    shows_comments = serializers.BooleanField()
    comments = serializers.ListField(child=serializers.CharField())
    check = CheckShape(allow_null=True)


class RoundWithResults(RoundShape):
    """A round, and what it shows."""

    results = serializers.SerializerMethodField()

    class Meta(RoundShape.Meta):
        fields = (*RoundShape.Meta.fields, "results")
        read_only_fields = fields

    @extend_schema_field(ResultsShape)
    def get_results(self, feedback_round: FeedbackRound) -> Any:
        """As the page of its readers shows them."""
        return ResultsShape(results_of(feedback_round)).data
