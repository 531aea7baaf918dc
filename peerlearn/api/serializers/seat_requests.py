"""Seats by approval."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body
from sessions.rules.planning import MOST_SEATS


class SeatApprovalBody(Body):
    """Whose requests."""

    requests = serializers.ListField(
        child=serializers.UUIDField(), min_length=1, max_length=MOST_SEATS
    )


class SeatRefusalBody(SeatApprovalBody):
    """Whose requests, and why not."""

    reason = serializers.CharField(max_length=300)


class ApprovedSeatsShape(serializers.Serializer[Any]):
    """How many got a seat, and how many a place in line."""

    seated = serializers.IntegerField()
    in_line = serializers.IntegerField()
