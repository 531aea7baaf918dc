"""Messages, and what people decide about theirs."""

from datetime import time
from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty

from peerlearn.api.serializers.fields import Body, Query, Shape
from peerlearn.notifications.causes import name_in_log
from peerlearn.notifications.groups import OPTIONAL
from peerlearn.notifications.models import Notification, SwitchedOff
from peerlearn.notifications.texts import without_addresses
from peerlearn.web.links import works_without_login


class MessageShape(Shape):
    """A message to the caller. `link` is the page that it is about; empty where its address lets
    in whoever has it: a token that may only read could act by it.
    """

    program = serializers.UUIDField(allow_null=True)
    link = serializers.SerializerMethodField()
    is_read = serializers.SerializerMethodField()

    class Meta:
        model = Notification
        fields: tuple[str, ...] = (
            "id",
            "kind",
            "group",
            "subject",
            "program",
            "link",
            "due_at",
            "is_read",
        )
        read_only_fields: tuple[str, ...] = fields

    def get_link(self, row: Notification) -> str:
        """The page, unless its address is a key to it."""
        return "" if works_without_login(row.link) else row.link

    def get_is_read(self, row: Notification) -> bool:
        """Whether the caller has read it."""
        return row.read_at is not None


class MessageText(MessageShape):
    """A message with its text, without the addresses in it: they act in the reader's name."""

    text = serializers.SerializerMethodField()

    class Meta(MessageShape.Meta):
        fields = (*MessageShape.Meta.fields, "text")
        read_only_fields = fields

    def get_text(self, row: Notification) -> str:
        """The text."""
        return without_addresses(row.body)


class InboxQuery(Query):
    """Which of the caller's messages: of a program, unread ones."""

    program = serializers.UUIDField(required=False)
    unread = serializers.BooleanField(required=False, default=False)


class Clock(serializers.RegexField):
    """A time on a clock, "22:30": without a zone, as it is the reader's own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"^([01][0-9]|2[0-3]):[0-5][0-9]$", **kwargs)

    def run_validation(self, data: Any = empty) -> Any:
        """The time."""
        said = super().run_validation(data)
        return time.fromisoformat(said) if isinstance(said, str) else said

    def to_representation(self, value: Any) -> str:
        """As it is written."""
        return f"{value:%H:%M}"


class SwitchBody(Body):
    """A group of messages on a channel."""

    group = serializers.ChoiceField(choices=OPTIONAL)
    channel = serializers.ChoiceField(choices=SwitchedOff.Channel.choices)


class ChoicesBody(Body):
    """What the caller wants: quiet hours on their own clock (both ends or none), how many mails a
    day at most (null: all at once), and what is switched off.
    """

    quiet_from = Clock(allow_null=True)
    quiet_until = Clock(allow_null=True)
    mails_a_day = serializers.IntegerField(allow_null=True, min_value=1, max_value=50)
    off = SwitchBody(many=True)


class FateShape(Shape):
    """What became of a message of a program. Of a private one there is no subject; those of the
    life of a pair share a kind.
    """

    kind = serializers.SerializerMethodField()
    person = serializers.UUIDField(source="person_id", allow_null=True)
    subject = serializers.SerializerMethodField()

    class Meta:
        model = Notification
        fields: tuple[str, ...] = (
            "id",
            "kind",
            "person",
            "recipient",
            "is_private",
            "subject",
            "state",
            "due_at",
            "finished_at",
            "attempts",
            "last_error",
        )
        read_only_fields: tuple[str, ...] = fields

    def get_kind(self, row: Notification) -> str:
        """As logs call it."""
        return name_in_log(row.kind)

    def get_subject(self, row: Notification) -> str:
        """The subject, or nothing."""
        return "" if row.is_private else row.subject


class FateQuery(Query):
    """Which messages of a program."""

    state = serializers.ChoiceField(
        choices=Notification.State.choices, required=False, allow_blank=True, default=""
    )
    kind = serializers.CharField(required=False, allow_blank=True, default="", max_length=60)


class RetryShape(serializers.Serializer):  # type: ignore[type-arg]
    """How many messages are on their way again."""

    again = serializers.IntegerField()


class ReadShape(serializers.Serializer):  # type: ignore[type-arg]
    """How many messages were marked."""

    marked = serializers.IntegerField()
