"""Times that one of a pair proposes to the other."""

from typing import Any

from rest_framework import serializers

from matching.models import ProposedTimes
from matching.rules.times import LENGTHS, MOST
from peerlearn.api.serializers.fields import Body, Moment, PersonName, Query, Shape


class FreeTimesQuery(Query):
    """How long the meeting is to be."""

    minutes = serializers.ChoiceField(LENGTHS, required=False, default=LENGTHS[0])


class FreeTimeShape(serializers.Serializer[Any]):
    """A time inside the working hours of both, clear of what either has."""

    starts_at = Moment()
    ends_at = Moment()


class ProposedTimesBody(Body):
    """Up to three times for the next meeting."""

    starts = serializers.ListField(child=Moment(), min_length=1, max_length=MOST)
    minutes = serializers.ChoiceField(LENGTHS, required=False, default=LENGTHS[0])


class AcceptedTimeBody(Body):
    """The time that suits."""

    starts_at = Moment()


class ProposedTimesShape(Shape):
    """What was proposed, and what became of it."""

    proposed_by = PersonName()

    class Meta:
        model = ProposedTimes
        fields = ("id", "state", "starts", "minutes", "proposed_by", "proposed_at")
        read_only_fields = fields
