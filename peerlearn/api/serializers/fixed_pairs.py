"""Pairs that HR fixes by hand before a program is matched."""

from typing import Any

from rest_framework import serializers

from matching.rules.pair_lists import LONGEST_REASON, MOST_PAIRS
from peerlearn.api.serializers.fields import Body, Moment, PersonName


class FixedPairBody(Body):
    """Two people, by id. `reason` is for HR; with one, rules that HR has chosen are overridden."""

    mentee = serializers.UUIDField()
    mentor = serializers.UUIDField()
    reason = serializers.CharField(
        max_length=LONGEST_REASON, allow_blank=True, required=False, default=""
    )


class FixedPairRowShape(serializers.Serializer[Any]):
    """A pair that every matching of a program keeps, until it is freed."""

    id = serializers.UUIDField()
    mentee = PersonName()
    mentor = PersonName()
    reason = serializers.CharField()
    fixed_by = PersonName(allow_null=True)
    fixed_at = Moment()
    freed_at = Moment(allow_null=True)


class FixedPairShape(FixedPairRowShape):
    """The same, with how it stands today."""

    id = serializers.UUIDField(source="row.id")
    mentee = PersonName(source="row.mentee")
    mentor = PersonName(source="row.mentor")
    reason = serializers.CharField(source="row.reason")
    fixed_by = PersonName(source="row.fixed_by", allow_null=True)
    fixed_at = Moment(source="row.fixed_at")
    freed_at = Moment(source="row.freed_at", allow_null=True)
    problem = serializers.CharField(
        help_text="Why the next matching could not keep it, in words; empty where it does."
    )
    against = serializers.CharField(help_text="The rules that HR has overridden for it, in words.")


class PairLineBody(Body):
    """A mentee and a mentor of the program, each by e-mail address, employee number or name."""

    mentee = serializers.CharField(max_length=200)
    mentor = serializers.CharField(max_length=200)
    reason = serializers.CharField(
        max_length=LONGEST_REASON, allow_blank=True, required=False, default=""
    )


class PairListBody(Body):
    """Many pairs."""

    pairs = serializers.ListField(child=PairLineBody(), allow_empty=False, max_length=MOST_PAIRS)


class RefusedLineShape(serializers.Serializer[Any]):
    """A line that was not taken, and why."""

    mentee = serializers.CharField()
    mentor = serializers.CharField()
    why = serializers.CharField()


class PairListShape(serializers.Serializer[Any]):
    """What became of a list."""

    fixed = FixedPairRowShape(many=True)
    refused = RefusedLineShape(many=True)


class FreedPairsShape(serializers.Serializer[Any]):
    """How many were freed."""

    freed = serializers.IntegerField()
