"""The mentors whom a mentee could have instead."""

from typing import Any

from rest_framework import serializers

from matching.queries.candidates import Candidate
from matching.rules.left_out import why_not
from matching.rules.overriding import are_overridable
from matching.rules.reasons import POINTS
from peerlearn.api.serializers.fields import Body, PersonName, Query


class PossibleMentorShape(serializers.Serializer[Any]):
    """A mentor beside one mentee. `points` are of 100."""

    mentor = PersonName()
    points = serializers.SerializerMethodField()
    is_proposed = serializers.BooleanField(source="is_chosen")
    places = serializers.IntegerField(source="capacity")
    places_taken = serializers.IntegerField(source="used")
    why_not = serializers.SerializerMethodField(help_text="Empty where they can be chosen.")
    can_be_insisted_on = serializers.SerializerMethodField(
        help_text="Whether nothing but rules that HR has chosen stands against it."
    )

    def get_points(self, candidate: Candidate) -> int:
        """Rounded, as the page shows them."""
        return round(POINTS * candidate.score)

    def get_why_not(self, candidate: Candidate) -> list[str]:
        """In a few words each."""
        return [why_not(each) for each in candidate.obstacles]

    def get_can_be_insisted_on(self, candidate: Candidate) -> bool:
        """What people ask for in private isn't known here."""
        return are_overridable(candidate.obstacles)


class PossibleMentorsQuery(Query):
    """A name finds every mentor of the program, listed or not."""

    q = serializers.CharField(required=False, max_length=100)


class ChosenMentorBody(Body):
    """`against_rules` is why HR insists on the pair; leave it out for who can be chosen anyway."""

    mentor = serializers.UUIDField()
    against_rules = serializers.CharField(
        max_length=200, allow_blank=True, required=False, default=""
    )


class SwapBody(Body):
    """`other` is the mentee to change mentors with."""

    other = serializers.UUIDField()
