"""A choice of time zones."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The zones by region, each called by its city; old aliases without a region are left out."""
    by_region: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    for name in sorted(available_timezones()):
        region, _slash, city = name.partition("/")
        if region in by_region and city:
            by_region[region].append((name, city.replace("_", " ").replace("/", " · ")))
    return [("UTC", [("UTC", "UTC")]), *by_region.items()]


class TimeZoneField(forms.TypedChoiceField):
    """One zone; an empty choice where it isn't required."""

    def __init__(self, *, empty_label: str | Promise = "", **kwargs: Any) -> None:
        empty = [] if kwargs.get("required", True) else [("", empty_label)]
        super().__init__(
            **{
                "label": _("Time zone"),
                "choices": lambda: [*empty, *zone_choices()],
                **kwargs,
            }
        )
