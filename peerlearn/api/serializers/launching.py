"""Copies and launches of programs."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Moment
from peerlearn.api.serializers.programs import ProgramShape


class CopyBody(Body):
    """A new run of a program."""

    name = serializers.CharField(max_length=120)
    starts_on = serializers.DateField()
    with_people = serializers.BooleanField(required=False, default=False)


class CopyShape(serializers.Serializer[Any]):
    """The draft, how many enrollments came along, and how many people stayed out because they
    have left.
    """

    program = ProgramShape()
    enrolled = serializers.IntegerField()
    left_out = serializers.IntegerField()


class DraftShape(serializers.Serializer[Any]):
    """A draft session, and what keeps it from being published."""

    id = serializers.UUIDField(source="learning_session.id")
    title = serializers.CharField(source="learning_session.title")
    starts_at = Moment(source="learning_session.starts_at")
    is_ready = serializers.BooleanField()
    problems = serializers.SerializerMethodField()

    def get_problems(self, draft: Any) -> list[str]:
        """Sentences."""
        return [str(sentence) for sentence in draft.problems.values()]


class LaunchCheckShape(serializers.Serializer[Any]):
    """What stands against a launch (`blockers`), what had better be done first (`advice`, both
    as codes), and what should be known (`warnings` and `remarks`, as sentences).
    """

    state = serializers.CharField(source="program.state")
    people = serializers.IntegerField()
    blockers = serializers.ListField(child=serializers.CharField(), source="check.blockers")
    advice = serializers.ListField(child=serializers.CharField(), source="check.advice")
    warnings = serializers.ListField(child=serializers.CharField())
    remarks = serializers.ListField(child=serializers.CharField())
    drafts = DraftShape(many=True)


class LaunchBody(Body):
    """The drafts to publish with the launch, by their ids; `tell`: those enrolled get a mail,
    `in_the_morning` at nine on a working day where they live, unless it is a working hour there.
    """

    publish = serializers.ListField(
        child=serializers.UUIDField(), max_length=200, required=False, default=list
    )
    tell = serializers.BooleanField(required=False, default=True)
    in_the_morning = serializers.BooleanField(required=False, default=False)


class LaunchShape(serializers.Serializer[Any]):
    """What a launch did."""

    program = ProgramShape()
    published = serializers.IntegerField()
    pairs = serializers.IntegerField(help_text="Pairs of the draft that are told by mail now.")
