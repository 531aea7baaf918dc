"""The code of conduct, what the group suggests, and quiet reports."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, PersonName, Shape
from programs.models import (
    ConductSuggestion,
    ConductVersion,
    QuietReport,
    ReaderConsent,
    ReportDesk,
)
from programs.rules.reports import LONGEST_REPORT, MOST_CONCERNED


class ConductShape(Shape):
    """One version of a code of conduct."""

    created_by = PersonName(allow_null=True)

    class Meta:
        model = ConductVersion
        fields = ("number", "text", "created_by", "created_at")
        read_only_fields = fields


class ConductBody(Body):
    """The next version. `based_on` is the number of the version that the writer began with, 0 for
    none; `suggestion` is taken over by it.
    """

    text = serializers.CharField(max_length=8000)
    based_on = serializers.IntegerField(min_value=0, max_value=32_000)
    suggestion = serializers.UUIDField(required=False)


class ConductBaseShape(serializers.Serializer[Any]):
    """A text to begin with."""

    text = serializers.CharField()


class PieceShape(serializers.Serializer[Any]):
    """A stretch of text that stayed (`same`), is `gone`, or is `new`."""

    kind = serializers.ChoiceField(("same", "gone", "new"))
    text = serializers.CharField()


class ConductChangesShape(serializers.Serializer[Any]):
    """What a version changed in the one before; empty for the first."""

    number = serializers.IntegerField()
    changes = PieceShape(many=True)


class AcceptanceBody(Body):
    """The version that was read; only the one in force can be accepted."""

    number = serializers.IntegerField(min_value=1, max_value=32_000)


class AcceptanceShape(serializers.Serializer[Any]):
    """Whether anything is left for the caller to accept, and how many of the people have."""

    number = serializers.IntegerField()
    is_accepted = serializers.BooleanField()
    accepted = serializers.IntegerField()
    people = serializers.IntegerField()


class SuggestionShape(Shape):
    """What somebody would write instead; `text` is empty for a remark."""

    suggested_by = PersonName(allow_null=True)
    supporters = serializers.IntegerField()
    is_supported = serializers.BooleanField()

    class Meta:
        model = ConductSuggestion
        fields = (
            *("id", "text", "why", "suggested_by", "state", "decline_reason", "created_at"),
            *("supporters", "is_supported"),
        )
        read_only_fields = fields


class SuggestionBody(Body):
    """Another wording and why; the text as it is in force makes it a remark."""

    text = serializers.CharField(max_length=8000)
    why = serializers.CharField(max_length=1000)


class DeclineBody(Body):
    """Why not; whoever suggested it is told."""

    reason = serializers.CharField(max_length=500)


class ReportDeskShape(Shape):
    """Who reads the quiet reports of a program."""

    trusted_person = PersonName(allow_null=True)
    stand_in = PersonName(allow_null=True)

    class Meta:
        model = ReportDesk
        fields = ("trusted_person", "stand_in", "external_contact")
        read_only_fields = fields


class ReportDeskBody(Body):
    """Whom to name."""

    trusted_person = serializers.UUIDField()
    stand_in = serializers.UUIDField(required=False, allow_null=True)
    external_contact = serializers.CharField(max_length=300, required=False, allow_blank=True)
    near_hr_is_known = serializers.BooleanField(
        required=False,
        default=False,
        help_text="Name somebody although they are near to HR, as a 422 has said.",
    )


class ReaderConsentShape(Shape):
    """Whether the caller agrees to read a program's quiet reports."""

    program = serializers.SerializerMethodField()
    is_stand_in = serializers.SerializerMethodField()

    class Meta:
        model = ReaderConsent
        fields = ("id", "program", "is_stand_in", "state", "asked_at", "answered_at")
        read_only_fields = fields

    def get_program(self, consent: ReaderConsent) -> str:
        """What the program is called."""
        return str(consent.desk.program.name)

    def get_is_stand_in(self, consent: ReaderConsent) -> bool:
        """Or the trusted person."""
        return bool(consent.person_id == consent.desk.stand_in_id)


class ReportRouteBody(Body):
    """Whom a report would be about."""

    concerned = serializers.ListField(
        child=serializers.UUIDField(), max_length=MOST_CONCERNED, required=False
    )


class ReportRouteShape(serializers.Serializer[Any]):
    """Who would read it, and the sentence to show before anybody types. Without a reader nothing
    can be sent, and `promise` says why.
    """

    reader = PersonName(allow_null=True)
    promise = serializers.CharField()
    external_contact = serializers.CharField(allow_blank=True)


class ReportBody(ReportRouteBody):
    """A report. `reader` is who was shown; `key` is a random id of the caller's: the same words
    with the same key are one report.
    """

    text = serializers.CharField(max_length=LONGEST_REPORT)
    reader = serializers.UUIDField()
    key = serializers.UUIDField()


class ReceiptShape(serializers.Serializer[Any]):
    """The only way back to the report. It can't be asked for again."""

    code = serializers.CharField()


class CodeBody(Body):
    """The code of a report."""

    code = serializers.CharField(max_length=60)


class ReportMessageBody(CodeBody):
    """A few more words to the reader. `reader_id` is who was shown as reading it: with it nothing
    goes to anybody else.
    """

    text = serializers.CharField(max_length=LONGEST_REPORT)
    reader_id = serializers.UUIDField(required=False, allow_null=True)


class ReportLineShape(serializers.Serializer[Any]):
    """One text; of the time only the week is known."""

    text = serializers.CharField()
    is_from_reporter = serializers.BooleanField()
    week = serializers.DateField()


class FollowedReport(serializers.Serializer[Any]):
    """A report as its reporter sees it. `reader` is "" when nobody can read it now: `who_reads`
    then says why, and `external_contact` where else to turn.
    """

    state = serializers.ChoiceField(QuietReport.State.choices)
    reader = serializers.CharField(allow_blank=True)
    reader_id = serializers.UUIDField(allow_null=True)
    who_reads = serializers.CharField()
    external_contact = serializers.CharField(allow_blank=True)
    lines = ReportLineShape(many=True)
