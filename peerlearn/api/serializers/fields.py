"""Fields that several things share."""

from datetime import UTC
from typing import Any

from django.db import models
from rest_framework import serializers

from peerlearn.people.models import Person
from peerlearn.web.days import validate_year


class Moment(serializers.DateTimeField):
    """A point in time, as ISO 8601 in UTC; input without an offset is taken as UTC."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)

    def get_validators(self) -> list[Any]:
        """A year that makes no sense is refused."""
        return [*super().get_validators(), validate_year]


class Day(serializers.DateField):
    """A day that something is planned for; a year that makes no sense is refused."""

    def get_validators(self) -> list[Any]:
        """As in the pages' forms."""
        return [*super().get_validators(), validate_year]


class Shape(serializers.ModelSerializer):  # type: ignore[type-arg]  # not generic at run time
    """Some fields of a row, for reading."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateTimeField: Moment,
    }


class Body(serializers.Serializer):  # type: ignore[type-arg]
    """What a caller sends."""


class Query(serializers.Serializer):  # type: ignore[type-arg]
    """The parameters of an address."""


class PersonName(Shape):
    """A person as every colleague may see them."""

    class Meta:
        model = Person
        fields = ("id", "name")
        read_only_fields = fields
