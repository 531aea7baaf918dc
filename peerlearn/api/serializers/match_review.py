"""What a review of a run shows beside its pairs: coverage, two people side by side, two runs."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Query
from peerlearn.api.serializers.matching import PairShape


class CountShape(serializers.Serializer[Any]):
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
    load = CountShape(many=True)
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


class ProposalShape(serializers.Serializer[Any]):
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
