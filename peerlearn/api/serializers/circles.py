"""Peer circles: how they are formed, the proposal, and one's own."""

from typing import Any

from rest_framework import serializers

from matching.actions.circle_plan import APART
from matching.models import CircleFacilitator, CirclePlan, CircleWish
from matching.rules.circles import FEWEST, MOST
from peerlearn.api.serializers.fields import Body, Moment, PersonName, Query, Shape
from peerlearn.api.serializers.programs import ProgramName


class CirclePlanShape(Shape):
    """How the circles of a program are formed; `state` is `queued` while a worker does."""

    mix_by = serializers.ListField(child=serializers.ChoiceField(CirclePlan.By.choices))

    class Meta:
        model = CirclePlan
        fields = (
            "size",
            "mix_by",
            "apart_line",
            "apart_team",
            "joiners_by_themselves",
            "state",
        )
        read_only_fields = fields


class CirclePlanBody(Body):
    """All of a plan."""

    size = serializers.IntegerField(min_value=FEWEST, max_value=MOST)
    mix_by = serializers.ListField(
        child=serializers.ChoiceField(CirclePlan.By.choices), min_length=1, max_length=4
    )
    apart_line = serializers.BooleanField(default=True)
    apart_team = serializers.BooleanField(default=True)
    joiners_by_themselves = serializers.BooleanField(default=True)

    def validate_mix_by(self, value: list[str]) -> list[str]:
        """Each once."""
        return list(dict.fromkeys(value))


class CircleWishShape(Shape):
    """Two people whom HR wants in one circle (`together`) or in different ones (`apart`). Couples
    of more than two who were named at once have the same `group`.
    """

    one = PersonName()
    other = PersonName()

    class Meta:
        model = CircleWish
        fields = ("id", "kind", "one", "other", "group")
        read_only_fields = fields


class CircleWishBody(Body):
    """People of the program, by id: two, and `people` for more. A wish for the same two of them is
    replaced; each couple is a wish of its own, and all are taken back together.
    """

    kind = serializers.ChoiceField(CircleWish.Kind.choices)
    one = serializers.UUIDField()
    other = serializers.UUIDField()
    people = serializers.ListField(
        child=serializers.UUIDField(), default=list, max_length=APART - 2
    )


class CirclePlaceShape(serializers.Serializer[Any]):
    """Somebody in a circle. `is_kept`: stays when circles are formed again."""

    id = serializers.UUIDField()
    person = PersonName()
    is_kept = serializers.BooleanField()


class CircleFacilitatorShape(Shape):
    """Who is asked to facilitate a circle (`asked`) or does (`accepted`)."""

    person = PersonName()

    class Meta:
        model = CircleFacilitator
        fields = ("id", "person", "state", "asked_at", "decided_at")
        read_only_fields = fields


class CircleFacilitationShape(serializers.Serializer[Any]):
    """The same, with what speaks against them today."""

    question = CircleFacilitatorShape(source="row")
    doubts = serializers.ListField(child=serializers.CharField())


class CircleFacilitatorBody(Body):
    """Somebody neutral to all in the circle."""

    person = serializers.UUIDField()


class CircleCandidatesQuery(Query):
    """Words of a name, an e-mail address or a job title; without them neutral people."""

    q = serializers.CharField(required=False, max_length=100)


class CircleCandidateShape(serializers.Serializer[Any]):
    """Somebody who could be asked; `doubts` are empty for who is neutral."""

    person = PersonName()
    doubts = serializers.ListField(child=serializers.CharField())
    circles = serializers.IntegerField(help_text="How many they facilitate or are asked for.")
    declined = serializers.BooleanField()


class CircleQuestionShape(Shape):
    """That the caller is asked to facilitate a circle, or does."""

    circle = serializers.UUIDField(source="circle_id")
    number = serializers.IntegerField(source="circle.number")
    program = ProgramName(source="circle.program")

    class Meta:
        model = CircleFacilitator
        fields = ("id", "circle", "number", "program", "state", "asked_at")
        read_only_fields = fields


class CircleShape(serializers.Serializer[Any]):
    """One circle. `mix` is 0 to 100; `could_join` only where it is too small."""

    id = serializers.UUIDField(source="circle.id")
    number = serializers.IntegerField(source="circle.number")
    mix = serializers.IntegerField()
    why = serializers.ListField(child=serializers.CharField())
    against = serializers.ListField(child=serializers.CharField())
    is_small = serializers.BooleanField()
    could_join = serializers.SerializerMethodField()
    has_met = serializers.IntegerField(source="met")
    is_meeting_planned = serializers.BooleanField(source="is_planned")
    is_quiet = serializers.BooleanField(help_text="Nothing came of it for two weeks.")
    facilitator = CircleFacilitationShape(source="facilitation", allow_null=True)
    places = CirclePlaceShape(many=True, source="members")

    def get_could_join(self, line: Any) -> list[str]:
        """Ids of circles, the best first."""
        return [str(circle.id) for circle, _mix in line.mergers]


class CircleLotShape(serializers.Serializer[Any]):
    """The proposal, or the published circles. `by_lot` is the mix of circles drawn by lot."""

    mix = serializers.IntegerField()
    by_lot = serializers.IntegerField(source="chance")
    could_not_keep = serializers.ListField(child=serializers.CharField(), source="parted")
    circles = CircleShape(many=True, source="lines")


class CircleJoinerShape(serializers.Serializer[Any]):
    """Somebody without a circle, and the published one that would gain most by them."""

    person = PersonName()
    best_circle = serializers.UUIDField(allow_null=True)


class CircleExitShape(serializers.Serializer[Any]):
    """Somebody who left their circle by themselves, and is given none before they want one."""

    id = serializers.UUIDField()
    person = PersonName()
    circle = serializers.UUIDField(source="circle_id")
    left_at = Moment()


class CirclesShape(serializers.Serializer[Any]):
    """All circles of a program. `version` is for publishing exactly this proposal."""

    version = serializers.CharField()
    proposal = CircleLotShape()
    published = CircleLotShape()
    without_circle = CircleJoinerShape(many=True)
    left_by_themselves = CircleExitShape(many=True)


class CirclePublicationBody(Body):
    """What was looked at."""

    version = serializers.CharField(max_length=64)


class CirclesPlacedShape(serializers.Serializer[Any]):
    """How many have a circle now, and how many no circle can take."""

    placed = serializers.IntegerField()
    left = serializers.IntegerField()


class CircleOptionShape(serializers.Serializer[Any]):
    """A circle to go to, or somebody to swap with; mixes before and after, 0 to 100."""

    circle = serializers.UUIDField(source="circle.id")
    number = serializers.IntegerField(source="circle.number")
    swap_with = serializers.UUIDField(source="member.id", default=None, allow_null=True)
    here = serializers.ListField(child=serializers.IntegerField())
    there = serializers.ListField(child=serializers.IntegerField())
    all_circles = serializers.ListField(child=serializers.FloatField(), source="whole")


class CircleOptionsShape(serializers.Serializer[Any]):
    """The best places that somebody could have instead."""

    moves = CircleOptionShape(many=True)
    swaps = CircleOptionShape(many=True)


class CircleMoveBody(Body):
    """A circle to go to, or the place of somebody to swap with: one of the two."""

    circle = serializers.UUIDField(allow_null=True, default=None)
    swap_with = serializers.UUIDField(allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Just one."""
        if (attrs["circle"] is None) == (attrs["swap_with"] is None):
            raise serializers.ValidationError({"circle": "Say either a circle or a swap."})
        return attrs


class CircleMovedShape(serializers.Serializer[Any]):
    """What it did to the mix of all circles, before and after; empty where nothing was changed."""

    all_circles = serializers.ListField(child=serializers.FloatField())


class CircleMergeBody(Body):
    """The circle that takes all of this one's people."""

    into = serializers.UUIDField()


class OwnCircleName(serializers.Serializer[Any]):
    """One circle of the caller's."""

    id = serializers.UUIDField()
    program = ProgramName()


class SharedTopicShape(serializers.Serializer[Any]):
    """A topic of at least two, from what they told everybody; never a struggle."""

    topic = serializers.CharField()
    knows = serializers.ListField(child=serializers.CharField())
    wants = serializers.ListField(child=serializers.CharField())


class CircleAgendaShape(serializers.Serializer[Any]):
    """What to do in the next meeting."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    points = serializers.ListField(child=serializers.CharField())


class OwnCircleShape(serializers.Serializer[Any]):
    """A circle as its members see it."""

    id = serializers.UUIDField(source="circle.id")
    program = ProgramName()
    others = PersonName(many=True)
    host = PersonName(source="circle.host", allow_null=True)
    facilitator = PersonName(allow_null=True)
    facilitators = PersonName(many=True)
    in_common = SharedTopicShape(many=True, source="shared")
    agenda = CircleAgendaShape()
    next_meeting = Moment(source="next.starts_at", default=None, allow_null=True)
    held = serializers.SerializerMethodField()

    def get_held(self, mine: Any) -> int:
        """How often it has met."""
        return len(mine.held)


class CircleMeetingBody(Body):
    """When it meets next."""

    at = Moment()
