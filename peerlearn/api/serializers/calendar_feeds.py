"""Calendar subscriptions."""

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Shape
from peerlearn.api.serializers.programs import ProgramName
from sessions.actions.feeds import address_of
from sessions.models import CalendarFeed


class CalendarFeedName(Shape):
    """A calendar that the caller subscribed to: a program's, or without one their own. `read_on`
    is the day on which a calendar read it last.
    """

    program = ProgramName(allow_null=True)

    class Meta:
        model = CalendarFeed
        fields: tuple[str, ...] = ("id", "program", "made_at", "read_on")
        read_only_fields: tuple[str, ...] = fields


class CalendarFeedShape(CalendarFeedName):
    """A subscription with its address: whoever has that reads the calendar without a login."""

    address = serializers.SerializerMethodField()

    class Meta(CalendarFeedName.Meta):
        fields = (*CalendarFeedName.Meta.fields, "address")
        read_only_fields = fields

    def get_address(self, feed: CalendarFeed) -> str:
        """The secret address."""
        return address_of(feed)


class CalendarFeedBody(Body):
    """Whose calendar: a program's, or without one the caller's own."""

    program = serializers.UUIDField(required=False, allow_null=True, default=None)
