"""A choice of time zones: each once, by region, with its offset, found by its old names too."""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerlearn.web.zones import offset_label

Choices = list[tuple[str, list[tuple[str, str]]]]


@cache
def listed_zones() -> frozenset[str]:
    """The zones of all countries, without the old names that lead to one of them."""
    return frozenset(zone for _code, _place, zone, *_rest in _table("zone.tab"))


def _table(name: str) -> list[list[str]]:
    """The rows of one of the tables that come with the zones."""
    rows = (files("tzdata") / "zoneinfo" / name).read_text().splitlines()
    return [row.split("\t") for row in rows if row and not row.startswith("#")]


@cache
def _old_names() -> dict[str, str]:
    """Old names of zones, each with the one it stands for."""
    rows = (files("tzdata") / "zoneinfo" / "tzdata.zi").read_text().splitlines()
    links = (row.split() for row in rows if row.startswith("L "))
    return {old: new for _l, new, old in links}


def listed_name(name: str) -> str:
    """A zone as it is listed: "Asia/Kolkata" of "Asia/Calcutta". What stands for no listed one is
    given back as it is.
    """
    new = _old_names().get(name, name)
    if name in listed_zones():
        return name
    if new in {"Etc/UTC", "Etc/GMT"}:
        return "UTC"
    return new if new in listed_zones() else name


@cache
def _words() -> dict[str, str]:
    """The old names of listed zones and their countries, for whoever searches by one."""
    words: dict[str, list[str]] = {}
    for old in _old_names():
        words.setdefault(listed_name(old), []).append(old)
    country_of = {code: country for code, country, *_rest in _table("iso3166.tab")}
    for code, _place, zone, *_rest in _table("zone.tab"):
        words.setdefault(zone, []).append(country_of[code])
    return {zone: " ".join(old) for zone, old in words.items()}


def zone_choices(now: datetime | None = None) -> Choices:
    """The zones by region, each called by its city and how far it is from UTC today."""
    return _choices((now or timezone.now()).replace(minute=0, second=0, microsecond=0))


@lru_cache(maxsize=2)
def _choices(hour: datetime) -> Choices:
    by_region: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(listed_zones()):
        region, _slash, city = name.partition("/")
        place = city.replace("_", " ").replace("/", " · ")
        label = f"{place} ({offset_label(hour.astimezone(ZoneInfo(name)))})"
        by_region.setdefault(region, []).append((name, label))
    return [("UTC", [("UTC", "UTC")]), *by_region.items()]


class TimeZoneSelect(forms.Select):
    """The list, with a box to search it. A zone that isn't listed but was chosen once stays."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        words = {
            "data-search": _("Search a city or country"),
            "data-search-none": _(
                "Not in the list: search the country, or the largest city with the same time."
            ),
        }
        super().__init__({**words, **(attrs or {})}, choices)

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        groups = super().optgroups(name, value, attrs)
        kept = value[0] if value else ""
        if kept in available_timezones() and not any(
            option["selected"] for _name, options, _index in groups for option in options
        ):
            option = self.create_option(name, kept, kept, selected=True, index=len(groups))
            groups.append((None, [option], len(groups)))
        return groups

    def create_option(
        self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        if words := _words().get(str(value)):
            option["attrs"]["data-words"] = words
        return option


class TimeZoneField(forms.TypedChoiceField):
    """One zone; an empty choice where it isn't required. Old names are taken for the new ones."""

    widget = TimeZoneSelect

    def __init__(self, *, empty_label: str | Promise = "", **kwargs: Any) -> None:
        empty = [] if kwargs.get("required", True) else [("", empty_label)]
        super().__init__(
            **{
                "label": _("Time zone"),
                "choices": lambda: [*empty, *zone_choices()],
                **kwargs,
            }
        )

    def prepare_value(self, value: Any) -> Any:
        return listed_name(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        return listed_name(super().to_python(value))

    def valid_value(self, value: Any) -> bool:
        return super().valid_value(value) or value in available_timezones()
