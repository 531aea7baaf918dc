"""Coffee rounds: how they are planned, how they go, and one's own."""

from typing import Any

from rest_framework import serializers

from matching.models import CoffeePlan
from peerlearn.api.serializers.fields import Body, Day, Moment, PersonName, Shape
from peerlearn.api.serializers.programs import ProgramName
from programs.models import Enrollment


class CoffeePlanShape(Shape):
    """How the coffees of a program are planned. `weekday`: 0 is Monday; `role` empty: everybody."""

    role = serializers.ChoiceField(Enrollment.Role.choices, allow_blank=True)

    class Meta:
        model = CoffeePlan
        fields = (
            "is_on",
            "every_weeks",
            "weekday",
            "starts_on",
            "ends_on",
            "role",
            "across",
            "next_on",
        )
        read_only_fields = fields


class CoffeePlanBody(Body):
    """All of a plan."""

    is_on = serializers.BooleanField(default=True)
    every_weeks = serializers.ChoiceField(CoffeePlan.Every.choices)
    weekday = serializers.ChoiceField(CoffeePlan.Weekday.choices)
    starts_on = Day()
    ends_on = Day(allow_null=True, default=None)
    role = serializers.ChoiceField(Enrollment.Role.choices, allow_blank=True, default="")
    across = serializers.BooleanField(
        default=True, help_text="Whether colleagues of other departments are preferred."
    )


class CountByRule(serializers.Serializer[Any]):
    """How many by one rule."""

    rule = serializers.CharField()
    people = serializers.IntegerField()


class CoffeeRoundShape(serializers.Serializer[Any]):
    """One round, in figures: who met whom is between them. Shares are 0 to 1."""

    held_on = Day()
    people = serializers.IntegerField()
    met = serializers.IntegerField(help_text="How many of them said that they have met.")
    across_departments = serializers.FloatField(allow_null=True)
    across_locations = serializers.FloatField(allow_null=True)
    met_again = serializers.IntegerField()
    without_partner = CountByRule(many=True)


class CoffeeShape(serializers.Serializer[Any]):
    """One coffee of the caller's."""

    id = serializers.UUIDField(source="group.id")
    held_on = Day(source="group.round.held_on")
    with_people = PersonName(many=True, source="others")
    connects = serializers.ListField(child=serializers.CharField(), source="ground")
    starters = serializers.ListField(child=serializers.CharField())
    met_at = Moment(source="group.met_at", allow_null=True)


class OwnCoffeesShape(serializers.Serializer[Any]):
    """The caller's coffees in one program."""

    program = ProgramName()
    next_on = Day(allow_null=True)
    now = CoffeeShape(allow_null=True)
    history = CoffeeShape(many=True)
    choice = serializers.SerializerMethodField()
    until = serializers.SerializerMethodField()

    def get_choice(self, mine: Any) -> str:
        """`in`, `skip`, `break` or `out`."""
        if mine.choice is None:
            return "in"
        if mine.choice.is_out:
            return "out"
        return "skip" if mine.choice.skips_next else "break"

    def get_until(self, mine: Any) -> str | None:
        """The end of a break."""
        until = mine.choice.snoozed_until if mine.choice else None
        return until.isoformat() if until else None


class CoffeeChoiceBody(Body):
    """`in`, `skip` (the next round), `break` (until a day), or `out`."""

    choice = serializers.ChoiceField(("in", "skip", "break", "out"))
    until = Day(allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A break needs its end."""
        if attrs["choice"] == "break" and attrs["until"] is None:
            raise serializers.ValidationError({"until": "A break needs its last day."})
        return attrs
