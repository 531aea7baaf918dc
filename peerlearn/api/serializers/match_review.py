"""What a review of a run shows beside its pairs: coverage, two people side by side, two runs."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from matching.models import MatchBlock
from matching.queries.what_if import WITH, WITHOUT
from peerlearn.api.serializers.fields import Body, PersonName, Query, Shape
from peerlearn.api.serializers.matching import PairShape


class LoadBarShape(serializers.Serializer[Any]):
    """One bar of a plot."""

    name = serializers.CharField()
    count = serializers.IntegerField()


class WaitingShareShape(serializers.Serializer[Any]):
    """How the mentees of one department or location fare."""

    name = serializers.CharField()
    mentees = serializers.IntegerField()
    waiting = serializers.IntegerField()
    percent = serializers.IntegerField(help_text="Of 100, how many wait.")


class MixShape(serializers.Serializer[Any]):
    """Pairs by the departments of both."""

    mentee_department = serializers.CharField()
    mentor_department = serializers.CharField()
    pairs = serializers.IntegerField()


class CoverageShape(serializers.Serializer[Any]):
    """Who gets what in a run. `load`: how many mentors have 0, 1, 2, … mentees."""

    mentees = serializers.IntegerField()
    waiting = serializers.IntegerField()
    load = LoadBarShape(many=True)
    full = serializers.IntegerField(help_text="Mentors without a place left.")
    idle = serializers.IntegerField(help_text="Mentors who have nobody.")
    by_department = WaitingShareShape(many=True)
    by_site = WaitingShareShape(many=True)
    mix = MixShape(many=True)
    across = serializers.IntegerField(help_text="Pairs of two departments.")


class SharePointsShape(serializers.Serializer[Any]):
    """What a rule adds to the score of a pair, and the most that it can."""

    rule = serializers.CharField(source="label")
    points = serializers.IntegerField()
    most = serializers.IntegerField()


class SideBySideShape(serializers.Serializer[Any]):
    """One thing that both told."""

    what = serializers.CharField(source="label")
    mentee = serializers.ListField(child=serializers.CharField())
    mentor = serializers.ListField(child=serializers.CharField())
    common = serializers.ListField(child=serializers.CharField())


class PairDetailShape(serializers.Serializer[Any]):
    """A pair looked at closely."""

    pair = PairShape()
    adds_up = SharePointsShape(many=True)
    side_by_side = SideBySideShape(many=True)
    warnings = serializers.ListField(child=serializers.CharField())


class ComparisonQuery(Query):
    """The other run; the one before where it isn't given."""

    other = serializers.UUIDField(required=False)


class RunFiguresShape(serializers.Serializer[Any]):
    """A run in figures. Scores are of 100."""

    id = serializers.UUIDField(source="run.id")
    pairs = serializers.IntegerField()
    waiting = serializers.IntegerField()
    total = serializers.IntegerField()
    median = serializers.IntegerField(allow_null=True)
    weakest = serializers.IntegerField(allow_null=True)
    across = serializers.IntegerField(help_text="Pairs of two departments.")


class GivenShape(serializers.Serializer[Any]):
    """Whom a mentee gets, and the score of the two."""

    mentor = serializers.CharField(source="name")
    points = serializers.IntegerField()


class ChangeShape(serializers.Serializer[Any]):
    """A mentee who gets somebody else, or nobody (null)."""

    mentee = serializers.CharField()
    before = GivenShape(allow_null=True)
    after = GivenShape(allow_null=True)


class ComparisonShape(serializers.Serializer[Any]):
    """Two runs of a program. With other rules their scores say nothing about each other."""

    before = RunFiguresShape()
    after = RunFiguresShape()
    same_rules = serializers.BooleanField()
    unchanged = serializers.IntegerField(help_text="Mentees who get the same mentor in both.")
    changes = ChangeShape(many=True)


class WhatIfQuery(Query):
    """Two people of the run, both or neither, and whether they are to be a pair or none."""

    mentee = serializers.UUIDField(required=False)
    mentor = serializers.UUIDField(required=False)
    way = serializers.ChoiceField((WITH, WITHOUT), required=False, default=WITH)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Half a pair says nothing."""
        if ("mentee" in attrs) != ("mentor" in attrs):
            raise serializers.ValidationError({"mentor": _("Name both, or neither.")})
        return attrs


class MovedShape(serializers.Serializer[Any]):
    """Somebody who would get another mentor; null: nobody."""

    mentee = PersonName()
    before = PersonName(allow_null=True)
    after = PersonName(allow_null=True)


class EffectOfChangeShape(serializers.Serializer[Any]):
    """The best pairs with the change, beside those proposed now. Totals are in points of 1."""

    waiting_now = serializers.IntegerField()
    waiting = serializers.IntegerField()
    total_now = serializers.FloatField()
    total = serializers.FloatField()
    moved = MovedShape(many=True)


class OneMorePlaceShape(serializers.Serializer[Any]):
    """What one more place of a mentor would do to the best pairs."""

    mentor = PersonName()
    waiting = serializers.IntegerField(help_text="Who would wait then.")
    gain = serializers.FloatField(help_text="Change of the sum of scores, in points of 1.")


class WhatIfShape(serializers.Serializer[Any]):
    """Worked out exactly, from the mentors listed for each mentee. `effect` is null where no two
    were asked for or the two can't be a pair.
    """

    is_too_large = serializers.BooleanField(help_text="Too many possible pairs: match again.")
    effect = EffectOfChangeShape(allow_null=True)
    one_more_place = OneMorePlaceShape(many=True, help_text="Where it helps most.")
    rules = serializers.ListField(child=serializers.CharField(), help_text="What each one costs.")


class ExclusionBody(Body):
    """`reason` is for HR alone."""

    reason = serializers.CharField(max_length=200, allow_blank=True, required=False, default="")


class ExclusionShape(Shape):
    """Two who are not to be paired in a program."""

    mentor = PersonName()
    mentee = PersonName()
    blocked_by = PersonName(allow_null=True)

    class Meta:
        model = MatchBlock
        fields = ("id", "mentor", "mentee", "reason", "blocked_by", "blocked_at")
        read_only_fields = fields
