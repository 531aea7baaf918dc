"""Fields that several things share."""

from collections.abc import Mapping
from datetime import UTC
from math import inf
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework import serializers

from peerlearn.people.models import Person
from peerlearn.web.days import validate_year
from peerlearn.web.single_line import is_one_line

StrOrPromise = str | Promise

# What is longer is a text of several lines.
ONE_LINE = 200


def refuse_breaks(text: str) -> None:
    """Raises ValidationError for line breaks, tabs, and marks that nobody sees."""
    if not is_one_line(text):
        raise serializers.ValidationError(
            _("Write it in one line, without tabs and other characters that nobody sees.")
        )


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
    """What a caller sends. Texts of up to ONE_LINE characters are one line, as in the pages."""

    # What answers show and no body of this kind can change, with what does it instead.
    not_here: ClassVar[Mapping[str, StrOrPromise]] = {}
    # Names of people are folded to one line instead, as imports do.
    folds_lines = False

    def to_internal_value(self, data: Any) -> Any:
        """The values; one that can't be changed here is refused, not passed over."""
        if isinstance(data, Mapping) and (said := self.not_here.keys() & data.keys()):
            errors = {name: [str(self.not_here[name])] for name in sorted(said)}
            raise serializers.ValidationError(errors)
        return super().to_internal_value(data)

    def get_fields(self) -> dict[str, Any]:
        """The fields; those of one line refuse what nobody sees."""
        fields = super().get_fields()
        if self.folds_lines:
            return fields
        for field in fields.values():
            text = getattr(field, "child", field)
            if isinstance(text, serializers.CharField) and (text.max_length or inf) <= ONE_LINE:
                text.validators = [*text.validators, refuse_breaks]
        return fields


class Query(serializers.Serializer):  # type: ignore[type-arg]
    """The parameters of an address."""


class PersonName(Shape):
    """A person as every colleague may see them."""

    class Meta:
        model = Person
        fields = ("id", "name")
        read_only_fields = fields
