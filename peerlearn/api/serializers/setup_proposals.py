"""What we propose for a draft, and setting it up so."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, PersonName


class SetupProposalShape(serializers.Serializer[Any]):
    """One step: `open` can be set up so, `done` is, `later` needs nothing before the launch, and
    for what is `stuck` there is nothing to propose. `people` are those meant; `more` aren't named.
    """

    step = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    state = serializers.CharField()
    people = PersonName(many=True)
    more = serializers.IntegerField()
    warnings = serializers.ListField(child=serializers.CharField())
    seen = serializers.CharField(allow_blank=True, help_text="Send it back with the step.")


class ChosenStep(Body):
    """A step to set up as was proposed."""

    step = serializers.CharField(max_length=20)
    seen = serializers.CharField(max_length=40, allow_blank=True)


class SetUpBody(Body):
    """The steps to set up; `place` is a room, or a link that begins with https://."""

    steps = ChosenStep(many=True)
    place = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class FailureShape(serializers.Serializer[Any]):
    """A step that stays open, and why."""

    step = serializers.CharField()
    reason = serializers.CharField()


class SetUpShape(serializers.Serializer[Any]):
    """What was set up, what wasn't, and how the draft stands now."""

    done = serializers.ListField(child=serializers.CharField())
    failed = FailureShape(many=True)
    proposals = SetupProposalShape(many=True)
