"""Rooms of an organization's list."""

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Shape
from peerlearn.api.serializers.sessions import SessionName
from sessions.models import MeetingRoom
from sessions.rules.planning import MOST_SEATS


class MeetingRoomShape(Shape):
    """A room. A session whose `room` is its `label` holds it."""

    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    ahead = serializers.IntegerField(
        read_only=True, help_text="How many sessions to come are planned in it."
    )

    class Meta:
        model = MeetingRoom
        fields: tuple[str, ...] = ("id", "name", "site", "seats", "label", "ahead")
        read_only_fields: tuple[str, ...] = fields


class AddedRoomShape(MeetingRoomShape):
    """A room that was added, with sessions to come that overlap others there."""

    overlapping = SessionName(many=True, read_only=True)

    class Meta(MeetingRoomShape.Meta):
        fields = (*MeetingRoomShape.Meta.fields, "overlapping")
        read_only_fields = fields


class MeetingRoomBody(Body):
    """A room."""

    name = serializers.CharField(max_length=100)
    site = serializers.CharField(max_length=100, allow_blank=True, required=False)
    seats = serializers.IntegerField(
        min_value=1, max_value=MOST_SEATS, allow_null=True, required=False
    )
