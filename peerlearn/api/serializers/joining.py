"""One's own programs, those one could join, and who waits to be let in."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Day, Shape
from peerlearn.api.serializers.programs import EnrolledPerson, ProgramName
from programs.forms.joining import LEAVING
from programs.models import Enrollment, ProgramRole


class OwnEnrollmentShape(Shape):
    """Where the caller is in a program, and what it asks. Hours are a month's; a mentor's are
    for each mentee.
    """

    program = ProgramName()
    role_name = serializers.CharField(source="facts.label", help_text="The program's own word.")
    asked = serializers.CharField(source="facts.asked")
    hours_a_month = serializers.FloatField(source="facts.hours")

    class Meta:
        model = Enrollment
        fields = (
            "id",
            "program",
            "role",
            "role_name",
            "asked",
            "hours_a_month",
            "state",
            "said_yes_at",
            "returns_on",
            "created_at",
        )
        read_only_fields = fields


class OpeningShape(serializers.Serializer[Any]):
    """A role that the caller may join or apply for."""

    program = ProgramName()
    role = serializers.ChoiceField(Enrollment.Role.choices, source="facts.role")
    role_name = serializers.CharField(source="facts.label")
    asked = serializers.CharField(source="facts.asked")
    hours_a_month = serializers.FloatField(source="facts.hours")
    way_in = serializers.ChoiceField(
        (ProgramRole.WayIn.APPLICATION.value, ProgramRole.WayIn.OPEN.value), source="facts.way_in"
    )
    free = serializers.IntegerField(allow_null=True, help_text="Null: as many as like.")


class JoiningBody(Body):
    """Which role of which program. Where it is open and there is a place the caller is in at once;
    else they have applied, and `words` says why they would like to.
    """

    program = serializers.UUIDField()
    role = serializers.ChoiceField(Enrollment.Role.choices)
    words = serializers.CharField(max_length=500, allow_blank=True, required=False, default="")


class OwnStepBody(Body):
    """`accept` or `decline` an invitation, `take_back` an application, `pause` until `returns_on`,
    `resume`, `leave` with a `reason`, or `undo_leave` within a day. Mentors are asked whether it
    suits them: `say_yes`, also after a no, or `say_no`, with `words` if they like.
    """

    step = serializers.ChoiceField(
        (
            *("accept", "decline", "take_back", "pause", "resume", "leave", "undo_leave"),
            *("say_yes", "say_no"),
        ),
    )
    returns_on = Day(required=False)
    reason = serializers.ChoiceField(LEAVING, required=False)
    words = serializers.CharField(max_length=500, allow_blank=True, required=False, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A pause needs its end, leaving a reason."""
        needed = {"pause": "returns_on", "leave": "reason"}.get(attrs["step"])
        if needed and needed not in attrs:
            raise serializers.ValidationError({needed: "This field is required."})
        return attrs


class ApplicationShape(Shape):
    """Somebody who waits to be let in, in the order in which they asked."""

    person = EnrolledPerson()
    words = serializers.CharField(allow_null=True, allow_blank=True)
    asked_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = Enrollment
        fields = ("id", "person", "role", "words", "asked_at")
        read_only_fields = fields


class DecisionBody(Body):
    """Let applicants in or turn them down; a no needs `words`, which they read."""

    enrollments = serializers.ListField(
        child=serializers.UUIDField(), min_length=1, max_length=1000
    )
    decision = serializers.ChoiceField(("approve", "reject"))
    words = serializers.CharField(max_length=500, allow_blank=True, required=False, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Nobody is turned down without a reason."""
        if attrs["decision"] == "reject" and not attrs["words"].strip():
            raise serializers.ValidationError({"words": "This field is required."})
        return attrs


class DecisionOutcome(serializers.Serializer[Any]):
    """How many were decided on now."""

    count = serializers.IntegerField()
