"""Series of sessions."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Day, Moment, PersonName, Shape
from peerlearn.api.serializers.programs import ProgramName
from peerlearn.api.serializers.sessions import NewSessionBody, SessionBody, SessionName
from sessions.models import SeriesChange, SessionSeries
from sessions.rules.recurrence import MOST_DATES, read_rule
from sessions.rules.series_changes import ONE, SCOPES


class SeriesChangeShape(Shape):
    """That several sessions were changed at once, and what of them."""

    by = PersonName(allow_null=True)
    changed = serializers.ListField(child=serializers.CharField())
    sessions = serializers.SerializerMethodField()

    class Meta:
        model = SeriesChange
        fields = ("id", "at", "by", "changed", "sessions", "undone_at")
        read_only_fields = fields

    def get_sessions(self, change: SeriesChange) -> int:
        """How many."""
        return len(change.before)


class SeriesShape(Shape):
    """A series with its dates."""

    program = ProgramName()
    words = serializers.SerializerMethodField()
    left_out = serializers.ListField(child=serializers.DateField())
    sessions = SessionName(many=True)
    changes = SeriesChangeShape(many=True)
    seen = serializers.CharField(help_text="Send it with a change, so that none is overwritten.")

    class Meta:
        model = SessionSeries
        fields = (
            "id",
            "program",
            "rule",
            "words",
            "first_day",
            "clock",
            "time_zone",
            "left_out",
            "split_from",
            "sessions",
            "changes",
            "seen",
        )
        read_only_fields = fields

    def get_words(self, series: SessionSeries) -> str:
        """The rule as the page says it."""
        return read_rule(series.rule).words()


class SeriesDate(serializers.Serializer[Any]):
    """A date of a series before it is planned. `problem` says why it can't be; on a day that is
    `closed` none is planned. `shift`: "skipped" is an hour later than written, as the clocks jump
    over that time; of a time that comes "twice" the first is meant.
    """

    day = serializers.DateField(source="occasion.day")
    starts_at = Moment(source="occasion.starts_at")
    closed = serializers.BooleanField(source="occasion.closed")
    shift = serializers.CharField(source="occasion.shift", allow_blank=True)
    problem = serializers.CharField(allow_blank=True)


class SeriesPlanBody(NewSessionBody):
    """The plan of the first session, and the rule by which it repeats."""

    rule = serializers.CharField(
        max_length=200,
        help_text="As RFC 5545 writes it, for example FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=8;"
        " weekly or monthly, with COUNT or UNTIL.",
    )
    left_out = serializers.ListField(
        child=Day(), max_length=MOST_DATES, required=False, help_text="Days of the rule to skip."
    )


class ScopedChangeBody(SessionBody):
    """What changes in one session of a series, and for which it is meant."""

    scope = serializers.ChoiceField(list(SCOPES), default=ONE)
    overwrite = serializers.BooleanField(
        default=False, help_text="Also where a session was changed by itself."
    )
    seen = serializers.CharField(max_length=4000, required=False, help_text="As its series says.")


class ScopedCancellationBody(Body):
    """Why sessions are called off, and which."""

    reason = serializers.CharField(max_length=500)
    scope = serializers.ChoiceField(list(SCOPES), default=ONE)
    seen = serializers.CharField(max_length=4000, required=False, help_text="As its series says.")


class SeriesOutcome(serializers.Serializer[Any]):
    """What was done: to which sessions, how many people were told, and what undoes it."""

    sessions = SessionName(many=True)
    told = serializers.IntegerField()
    change = serializers.UUIDField(source="change.pk", allow_null=True, default=None)
