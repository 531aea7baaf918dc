"""Lunch: what the caller eats, and orders."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Moment
from peerlearn.api.serializers.sessions import SessionName
from sessions.rules.lunch import NEEDS


class OwnNeedsShape(serializers.Serializer[Any]):
    """What the caller told they eat, and who sees it."""

    needs = serializers.ListField(child=serializers.ChoiceField(list(NEEDS)))
    receipt = serializers.ListField(child=serializers.CharField())


class OwnNeedsBody(Body):
    """All that a meal of the caller must be; none forgets it."""

    needs = serializers.ListField(child=serializers.ChoiceField(list(NEEDS)), max_length=len(NEEDS))


class MealShape(serializers.Serializer[Any]):
    """Meals of one kind: each meets all its needs."""

    count = serializers.IntegerField()
    needs = serializers.ListField(child=serializers.CharField())
    words = serializers.CharField()


class LunchShape(serializers.Serializer[Any]):
    """The lunch of a session. `meals` is empty until the order is counted, which happens once;
    then `late` have come for whom nothing is ordered, and `gone` lunches are over.
    """

    session = SessionName(source="learning_session")
    site = serializers.CharField()
    room = serializers.CharField(source="learning_session.room")
    leaves_at = Moment(allow_null=True)
    leaves_earlier = serializers.BooleanField(
        source="leaving.is_earlier",
        default=False,
        help_text="On the last working day before, as its usual time is on a weekend or holiday.",
    )
    closed_at = Moment(source="order.closed_at", allow_null=True, default=None)
    heads = serializers.IntegerField()
    meals = MealShape(many=True)
    late = serializers.IntegerField(source="since.late", allow_null=True, default=None)
    gone = serializers.IntegerField(source="since.gone", allow_null=True, default=None)
    each = serializers.DecimalField(
        max_digits=8, decimal_places=2, source="learning_session.lunch_cost", allow_null=True
    )
    cost = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    currency = serializers.CharField(source="learning_session.lunch_currency")
