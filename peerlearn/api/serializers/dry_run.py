"""The dry run of a launch, and the preview of a template."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Day, Moment, Query
from peerlearn.api.serializers.templates import OutlineShape


class PlaceBody(Body):
    """A room, a video link that begins with https://, or both."""

    room = serializers.CharField(max_length=160, allow_blank=True, required=False, default="")
    video_url = serializers.CharField(max_length=500, allow_blank=True, required=False, default="")


class CountShape(serializers.Serializer[Any]):
    """How many were changed."""

    count = serializers.IntegerField()


class ReadersShape(serializers.Serializer[Any]):
    """Who gets a mail: how many at most, and some of their first names. `at_night`: how many
    would read it at night, by zone.
    """

    count = serializers.IntegerField()
    names = serializers.ListField(child=serializers.CharField())
    at_night = serializers.SerializerMethodField()

    def get_at_night(self, readers: Any) -> dict[str, int]:
        """By the name of the zone."""
        return dict(readers.at_night)


class PlannedMailShape(serializers.Serializer[Any]):
    """A mail to come. `due_at` is null for one that waits for something: `when` says what."""

    key = serializers.CharField(source="mail.key")
    what = serializers.CharField(source="mail.what")
    about = serializers.CharField(source="mail.about", allow_blank=True)
    due_at = Moment(source="mail.due_at", allow_null=True)
    when = serializers.CharField(source="mail.when", allow_blank=True)
    readers = ReadersShape()


class NeedShape(serializers.Serializer[Any]):
    """Places beside those who want one. `note`: for how many circles they are enough, or empty."""

    label = serializers.CharField()  # type: ignore[assignment]  # our name for it
    places = serializers.IntegerField()
    wanted = serializers.IntegerField()
    is_short = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True)


class CostShape(serializers.Serializer[Any]):
    """Hours a month of a role: each, and all together."""

    label = serializers.CharField()  # type: ignore[assignment]  # our name for it
    people = serializers.IntegerField()
    hours = serializers.FloatField()
    total = serializers.FloatField()


class DryRunShape(serializers.Serializer[Any]):
    """What a launch sends, needs and costs. `session_hours`: once, with every seat taken."""

    mails = PlannedMailShape(many=True, source="dated")
    waiting = PlannedMailShape(many=True)
    mails_at_most = serializers.IntegerField()
    needs = NeedShape(many=True)
    costs = CostShape(many=True)
    hours_a_month = serializers.FloatField()
    hours_each = serializers.FloatField()
    session_hours = serializers.FloatField()
    people = serializers.IntegerField()


class MailTextShape(serializers.Serializer[Any]):
    """A planned mail as its reader would have it, written to nobody real."""

    key = serializers.CharField()
    subject = serializers.CharField()
    body = serializers.CharField()


class FirstDayQuery(Query):
    """The first day; without it a Monday soon."""

    starts_on = Day(required=False)


class DatedSessionShape(serializers.Serializer[Any]):
    """A session of a template on the day on which it would be."""

    day = serializers.DateField()
    outline = OutlineShape()


class ShareShape(serializers.Serializer[Any]):
    """What counts when people are paired, in percent."""

    rule = serializers.CharField()
    percent = serializers.IntegerField()


class PreviewShape(serializers.Serializer[Any]):
    """A template, dated from a first day. `ends_on` is null for an evergreen one."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    sessions = DatedSessionShape(many=True)
    weights = serializers.SerializerMethodField()
    steps = serializers.ListField(child=serializers.CharField())

    @extend_schema_field(ShareShape(many=True))
    def get_weights(self, preview: Any) -> list[dict[str, Any]]:
        """The most important first."""
        return [{"rule": rule, "percent": share} for rule, share in preview.weights]
