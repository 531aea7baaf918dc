"""Enrolling by a list, pausing people, and what people give."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Day
from programs.models import Enrollment
from programs.rules.enrollment import MOST_MENTEES
from programs.rules.lists import MOST_ENTRIES


class ListBody(Body):
    """E-mail addresses and employee numbers. `expected` is how many were shown to be enrolled:
    if it is another number by now, nobody is. Without it, or with `dry_run`, nothing happens.
    """

    role = serializers.ChoiceField(Enrollment.Role.choices)
    entries = serializers.ListField(
        child=serializers.CharField(max_length=254), min_length=1, max_length=MOST_ENTRIES
    )
    invite = serializers.BooleanField(required=False, default=False)
    tell = serializers.BooleanField(
        required=False, default=True, help_text="They get a mail, once the program is launched."
    )
    dry_run = serializers.BooleanField(required=False, default=False)
    expected = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False)


class ListOutcome(serializers.Serializer[Any]):
    """Whom a list means. `already`: are in the role now. `unknown` name nobody, `left` are names
    of people who have left.
    """

    count = serializers.IntegerField()
    batch = serializers.UUIDField(allow_null=True)
    already = serializers.IntegerField()
    left = serializers.ListField(child=serializers.CharField())
    unknown = serializers.ListField(child=serializers.CharField())
    warnings = serializers.ListField(child=serializers.CharField())


class ChosenBody(Body):
    """Ids of enrollments."""

    enrollments = serializers.ListField(
        child=serializers.UUIDField(), min_length=1, max_length=1000
    )


class PauseBody(ChosenBody):
    """Until when; from that day on they take part again, by itself."""

    returns_on = Day()


class CapacityBody(ChosenBody):
    """How many mentees these mentors take."""

    capacity = serializers.IntegerField(min_value=1, max_value=MOST_MENTEES)


class GivingShape(serializers.Serializer[Any]):
    """One thing that a person gives, in hours a month."""

    kind = serializers.ChoiceField(("mentoring", "reviewing", "facilitating", "presenting"))
    what = serializers.CharField()
    hours = serializers.FloatField()


class LoadShape(serializers.Serializer[Any]):
    """What a person gives against their budget, in hours a month."""

    budget = serializers.FloatField()
    given = serializers.FloatField()
    is_exceeded = serializers.BooleanField()
    givings = GivingShape(many=True)


class BudgetBody(Body):
    """At most so many hours a month; null is what the organization says."""

    hours = serializers.DecimalField(max_digits=4, decimal_places=1, min_value=0, allow_null=True)
