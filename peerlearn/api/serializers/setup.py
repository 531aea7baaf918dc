"""Setting a program up: roles, standing rules, candidates, the steps."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Day, PersonName, Query, Shape
from peerlearn.api.serializers.programs import NeutralityShape, ReviewedNomination
from peerlearn.people.models import Person
from programs.models import Enrollment, JoiningRule, ProgramRole
from programs.models.roles import MOST_HOURS
from programs.views.several import MOST

MONTHLY = "A month; for mentors with each mentee."


class RoleShape(serializers.Serializer[Any]):
    """What a program calls a role, asks of it, and how people come in. `free` null: no end."""

    role = serializers.ChoiceField(Enrollment.Role.choices, source="facts.role")
    label_one = serializers.CharField(source="facts.label")
    label_many = serializers.CharField(source="facts.plural")
    asked = serializers.CharField(source="facts.asked")
    hours_a_month = serializers.FloatField(source="facts.hours", help_text=MONTHLY)
    seats = serializers.IntegerField(source="facts.seats", allow_null=True)
    taken = serializers.IntegerField()
    free = serializers.IntegerField(allow_null=True)
    way_in = serializers.ChoiceField(ProgramRole.WayIn.choices, source="facts.way_in")


class RoleBody(Body):
    """All of a role, said anew: what is left out is the usual."""

    label_one = serializers.CharField(max_length=60, allow_blank=True, required=False, default="")
    label_many = serializers.CharField(max_length=60, allow_blank=True, required=False, default="")
    asked = serializers.CharField(max_length=1000, allow_blank=True, required=False, default="")
    hours_a_month = serializers.DecimalField(
        max_digits=4, decimal_places=1, min_value=0, max_value=MOST_HOURS, help_text=MONTHLY
    )
    seats = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, allow_null=True, required=False, default=None
    )
    way_in = serializers.ChoiceField(ProgramRole.WayIn.choices)


class JoiningRuleShape(Shape):
    """That new hires come in by themselves. `trouble` says why the last look took nobody in."""

    made_by = PersonName(allow_null=True)
    departments = serializers.ListField(child=serializers.CharField())
    locations = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = JoiningRule
        fields = (
            *("id", "role", "since", "departments", "locations"),
            *("made_by", "made_at", "ran_at", "trouble", "stopped_at"),
        )
        read_only_fields = fields


class JoiningRuleBody(Body):
    """Whose first day is on `since` or later, of these places or of all of them."""

    role = serializers.ChoiceField(Enrollment.Role.choices)
    since = Day()
    departments = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=200, required=False, default=list
    )
    locations = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=200, required=False, default=list
    )


class CandidatePerson(Shape):
    """Somebody who could be asked."""

    class Meta:
        model = Person
        fields = ("id", "name", "title", "department")
        read_only_fields = fields


class CandidateShape(NeutralityShape):
    """Somebody who could facilitate: what the check says, what speaks for them, what they give."""

    person = CandidatePerson()
    merits = serializers.ListField(child=serializers.CharField())
    load = serializers.CharField()


class CandidatesQuery(Query):
    """Words in the name, address or title. Without any: who is likely neutral, best first."""

    q = serializers.CharField(required=False, max_length=100, default="", allow_blank=True)


class StandingShape(NeutralityShape):
    """Somebody who facilitates or may yet, and what the check says today. With `needs_decision`
    something speaks against them, and nobody has given a reason to override it.
    """

    nomination = ReviewedNomination()
    needs_decision = serializers.BooleanField()


class AskedBody(Body):
    """One of several to ask."""

    person = serializers.UUIDField()
    override_reason = serializers.CharField(
        max_length=500, allow_blank=True, required=False, default=""
    )


class SeveralBody(Body):
    """Whom to ask in one act: all of them, or nobody."""

    asked = serializers.ListField(child=AskedBody(), min_length=1, max_length=MOST)


class StepShape(serializers.Serializer[Any]):
    """A step of the set-up guide, from what exists. `is_waiting`: others have to answer
    (the state `waiting`); `later`: it can wait for the launch of a draft;
    `is_left_out`: the program doesn't need it, and nobody has begun it.
    """

    name = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(("done", "waiting", "later", "started", "todo"))
    note = serializers.CharField()
    is_waiting = serializers.BooleanField()
    is_left_out = serializers.BooleanField()
