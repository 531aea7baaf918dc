"""Programs at the same time."""

from typing import Any

from rest_framework import serializers


class OtherProgramShape(serializers.Serializer[Any]):
    """A program at the same time, and how many of the people meant take part in it."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    people = serializers.IntegerField()


class ElsewhereShape(serializers.Serializer[Any]):
    """How many of the people meant take part in other programs at the same time, and in which;
    they are left out with `leaves_out_busy`.
    """

    people = serializers.IntegerField()
    programs = OtherProgramShape(many=True)
