"""Chat channels of a program."""

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, PersonName, Shape
from peerlearn.api.serializers.programs import ProgramName
from sessions.models import ChatChannel, ChatPost
from sessions.rules.chat import EVENTS, EXAMPLE


class ChatChannelShape(Shape):
    """A channel that hears of a program. Its address is a secret: `address_end` are its last
    letters. `trouble` is what the service answered when it refused a post for good.
    """

    program = ProgramName()
    created_by = PersonName(allow_null=True)
    events = serializers.ListField(child=serializers.ChoiceField(choices=EVENTS))

    class Meta:
        model = ChatChannel
        fields: tuple[str, ...] = (
            "id",
            "program",
            "name",
            "service",
            "address_end",
            "events",
            "is_on",
            "trouble",
            "created_by",
            "created_at",
        )
        read_only_fields: tuple[str, ...] = fields


class ChatPostShape(Shape):
    """A post, and what became of it. `last_error` is the service's answer to the last try."""

    event = serializers.ChoiceField(choices=(*EVENTS, EXAMPLE))
    lines = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = ChatPost
        fields: tuple[str, ...] = (
            "id",
            "event",
            "title",
            "lines",
            "link",
            "state",
            "attempts",
            "last_error",
            "created_at",
            "finished_at",
        )
        read_only_fields: tuple[str, ...] = fields


class ChatChannelBody(Body):
    """A channel. `address` is that of its incoming webhook, an https address of Slack or Teams;
    without one a channel keeps what it has.
    """

    name = serializers.CharField(max_length=80)
    service = serializers.ChoiceField(choices=ChatChannel.Service.choices)
    address = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, default="", write_only=True
    )
    events = serializers.ListField(child=serializers.ChoiceField(choices=EVENTS))
