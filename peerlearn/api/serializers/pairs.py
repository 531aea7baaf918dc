"""The life of a pair: for its two people, and its health for HR."""

from typing import Any

from rest_framework import serializers

from matching.models import Match, PairClosing, PairGoal, PairMeeting, PairTerms, PairVerdict
from matching.rules.health import Health
from matching.rules.milestones import LONGEST
from peerlearn.api.serializers.fields import Body, Day, Moment, PersonName, Query, Shape


class PairPauseBody(Body):
    """Until when. A mentor's break of more than four weeks ends the pair."""

    returns_on = Day()


class VerdictBody(Body):
    """In confidence: nobody reads it."""

    reason = serializers.ChoiceField(PairVerdict.Reason.choices, required=False, default="")
    again = serializers.BooleanField(required=False, allow_null=True, default=None)


class EndBody(VerdictBody):
    """`find_another`: another mentor is sought for the mentee at once."""

    find_another = serializers.BooleanField(required=False, default=False)


class MeetingBody(Body):
    """When the two met."""

    held_at = Moment()


class MeetingOutcomeBody(Body):
    """Whether a planned meeting happened."""

    met = serializers.BooleanField()


class NextMeetingBody(Body):
    """When the two meet next."""

    starts_at = Moment()
    minutes = serializers.IntegerField(min_value=10, max_value=240, required=False, default=30)


class GoalBody(Body):
    """A goal of the two."""

    text = serializers.CharField(max_length=LONGEST)


class ClosingBody(Body):
    """The last words. `thanks` is for the other, `commitment` for the caller alone, `again` for
    nobody.
    """

    thanks = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    commitment = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    stays_in_touch = serializers.BooleanField(required=False, default=False)
    again = serializers.BooleanField(required=False, allow_null=True, default=None)


class PairMeetingShape(Shape):
    """A meeting that was held, or is planned."""

    said_by = PersonName(allow_null=True)

    class Meta:
        model = PairMeeting
        fields: tuple[str, ...] = ("id", "state", "starts_at", "minutes", "said_by")
        read_only_fields: tuple[str, ...] = fields


class NextMeetingShape(PairMeetingShape):
    """A meeting that is planned; `warning` says for whom it is outside of their working hours."""

    warning = serializers.CharField()

    class Meta(PairMeetingShape.Meta):
        fields = (*PairMeetingShape.Meta.fields, "warning")
        read_only_fields = fields


class PairGoalShape(Shape):
    """A goal or a milestone of the two."""

    done_by = PersonName(allow_null=True)

    class Meta:
        model = PairGoal
        fields = ("id", "kind", "text", "done_at", "done_by")
        read_only_fields = fields


class PairClosingShape(Shape):
    """The caller's last words, and the state of the pair."""

    state = serializers.ChoiceField(Match.State.choices, source="match.state")

    class Meta:
        model = PairClosing
        fields = ("state", "thanks", "commitment", "stays_in_touch")
        read_only_fields = fields


class PairHealthQuery(Query):
    """The filter of the list."""

    health = serializers.ChoiceField([one.value for one in Health], required=False)


class PairHealthShape(serializers.Serializer[Any]):
    """How a pair is doing, from its dates alone."""

    match = serializers.UUIDField(source="match_id")
    mentee = serializers.CharField()
    mentor = serializers.CharField()
    since = Moment()
    health = serializers.ChoiceField([one.value for one in Health], source="finding.health")
    reason = serializers.CharField(source="finding.outside")


class WaitingShape(serializers.Serializer[Any]):
    """A mentee without a mentor, those who wait longest first."""

    person = PersonName()
    since = serializers.DateField(allow_null=True)
    is_asked = serializers.BooleanField(help_text="A mentor has been asked.")
    is_again = serializers.BooleanField(help_text="A pair of theirs has ended early.")
    has_completed = serializers.BooleanField(help_text="They have completed a pair here.")


class PairTermsShape(Shape):
    """What pairs of a program are promised."""

    class Meta:
        model = PairTerms
        fields = ("first_meeting_days", "check_in_weeks")
        read_only_fields = fields


class PairTermsBody(Body):
    """The same, to set."""

    first_meeting_days = serializers.IntegerField(min_value=1, max_value=20)
    check_in_weeks = serializers.IntegerField(min_value=1, max_value=26)
