"""The rules of a program, what they would do, and one's own private list."""

from typing import Any

from django.utils.translation import gettext_lazy
from rest_framework import serializers

from matching.models import NotWith
from matching.rules.configuration import MOST_RULES
from peerlearn.api.serializers.fields import Body, Shape


class FewRulesField(serializers.DictField):
    """Megabytes of rules are refused at once: reading each would keep everybody waiting."""

    default_error_messages = {"too_many": gettext_lazy("At most {most} rules.")}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and len(data) > MOST_RULES:
            self.fail("too_many", most=MOST_RULES)
        return super().to_internal_value(data)


class ChosenRulesBody(Body):
    """All rules. `hard`: rule → its figures, such as `{"too_few_shared_hours": {"hours": 2}}`;
    `soft`: rule → weight, 0 to 1. Rules about own columns are `same:Team`, `different:Team` and
    `at_least:Level`.
    """

    hard = FewRulesField(child=FewRulesField(child=serializers.IntegerField()))
    soft = FewRulesField(child=serializers.FloatField(min_value=0, max_value=1))


class RulesShape(serializers.Serializer):  # type: ignore[type-arg]
    """The rules that hold. `version` is 0 where nobody has set any; `columns` are those of the
    organization that rules may ask for; `warnings` name what contradicts itself, or tells nothing.
    """

    version = serializers.IntegerField()
    is_usual = serializers.BooleanField()
    hard = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()))
    soft = serializers.DictField(child=serializers.FloatField())
    columns = serializers.ListField(child=serializers.CharField())
    warnings = serializers.ListField(child=serializers.CharField())


class StuckShape(serializers.Serializer):  # type: ignore[type-arg]
    """Somebody without any possible mentor, and the rules that do it."""

    person = serializers.UUIDField()
    name = serializers.CharField()
    rules = serializers.ListField(child=serializers.CharField())


class ReliefShape(serializers.Serializer):  # type: ignore[type-arg]
    """What would help: without the rule, `more` people would get a mentor in all (null: too many
    pairs to count here); it alone keeps `stuck` people from any.
    """

    rule = serializers.CharField()
    stuck = serializers.IntegerField()
    more = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()


class BestShape(serializers.Serializer):  # type: ignore[type-arg]
    """The mentor who fits best, before others are thought of."""

    name = serializers.CharField()
    points = serializers.IntegerField()


class SampleLineShape(serializers.Serializer):  # type: ignore[type-arg]
    """A mentee by the rules that hold and by those sent."""

    mentee = serializers.CharField()
    before = BestShape(allow_null=True)
    after = BestShape(allow_null=True)


class EffectShape(serializers.Serializer):  # type: ignore[type-arg]
    """What rules would do. Nothing in it depends on what people keep private."""

    can_be_matched = serializers.IntegerField(allow_null=True)
    can_be_matched_now = serializers.IntegerField(allow_null=True)
    stuck = StuckShape(many=True)
    reliefs = ReliefShape(many=True)
    warnings = serializers.ListField(child=serializers.CharField())
    sample = SampleLineShape(many=True)


class NotWithShape(Shape):
    """Somebody on the caller's own list."""

    name = serializers.CharField(source="other.display_name")

    class Meta:
        model = NotWith
        fields = ("id", "name", "said_at")


class NotWithBody(Body):
    """A colleague, by e-mail or full name."""

    who = serializers.CharField(max_length=200)
