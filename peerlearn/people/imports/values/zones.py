"""Time zones: IANA and Windows names, "UTC+1", cities and countries."""

import re
from functools import cache
from zoneinfo import available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from peerlearn.people.imports.problems import Problem, problem
from peerlearn.people.imports.values.places import ZONE_OF_PLACE
from peerlearn.people.imports.values.text import compare_key, value_of

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−–])\s*(\d{1,2})(?::?(\d{2}))?(?:\s*h)?", re.IGNORECASE)
_WINDOWS_PREFIX = re.compile(r"^\((?:utc|gmt)([^)]*)\)\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*\)")
_HALF_HOURS = {
    ("+", 3, 30): "Asia/Tehran",
    ("+", 4, 30): "Asia/Kabul",
    ("+", 5, 30): "Asia/Kolkata",
    ("+", 5, 45): "Asia/Kathmandu",
    ("+", 6, 30): "Asia/Yangon",
    ("+", 9, 30): "Australia/Darwin",
    ("-", 3, 30): "America/St_Johns",
}
_ABBREVIATIONS = {
    "cet": "Europe/Paris", "cest": "Europe/Paris", "mez": "Europe/Berlin",
    "mesz": "Europe/Berlin", "eet": "Europe/Helsinki", "eest": "Europe/Helsinki",
    "wet": "Europe/Lisbon", "west": "Europe/Lisbon", "bst": "Europe/London", "gmt": "Etc/UTC",
    "utc": "Etc/UTC", "z": "Etc/UTC", "est": "America/New_York", "edt": "America/New_York",
    "et": "America/New_York", "cdt": "America/Chicago", "ct": "America/Chicago",
    "mdt": "America/Denver", "mt": "America/Denver", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles", "jst": "Asia/Tokyo",
    "sgt": "Asia/Singapore", "aest": "Australia/Sydney", "aedt": "Australia/Sydney",
}  # fmt: skip


def parse_zone(text: str, *, column: str = "") -> str | Problem:
    """An IANA name; "" for an empty cell; a Problem where nothing fits."""
    shown = value_of(text)
    if not shown:
        return ""
    key = compare_key(shown)
    without_prefix = _WINDOWS_PREFIX.sub("", key)
    found = (
        _iana().get(key.replace(" ", "_"))
        or _ABBREVIATIONS.get(key)
        or _windows().get(key)
        or _from_offset(key)
        or zone_of_place(without_prefix)
    )
    if not found and (prefix := _WINDOWS_PREFIX.match(key)):
        found = _from_offset(prefix.group(1))
    return found or problem("zone_unknown", column, shown)


def zone_of_place(location: str) -> str:
    """The zone of an office's name ("HQ Munich, Germany"), "" where it says nothing sure.

    The most particular part wins: the city before the country that stands after it.
    """
    whole = compare_key(location)
    parts = [whole, *re.split(r"[,/;|()\-–]+", whole)]
    places = _places()
    for part in parts:
        if zone := places.get(part.strip()):
            return zone
    words = _BRACKETS.sub(" ", whole).replace(",", " ").split()
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            if len(name) > 3 and (zone := places.get(name)):
                return zone
    return ""


def _from_offset(key: str) -> str:
    match = _OFFSET.fullmatch(key.strip())
    if not match:
        return ""
    sign = "+" if match[1] == "+" else "-"
    hours, minutes = int(match[2]), int(match[3] or 0)
    if minutes:
        return _HALF_HOURS.get((sign, hours, minutes), "")
    if hours == 0:
        return "Etc/UTC"
    if hours > (14 if sign == "+" else 12):
        return ""
    return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"  # POSIX turns the sign round


@cache
def _iana() -> dict[str, str]:
    return {
        name.casefold(): name
        for name in available_timezones()
        if "/" in name and not name.startswith(("posix/", "right/", "SystemV/"))
    }


@cache
def _windows() -> dict[str, str]:
    return {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


@cache
def _places() -> dict[str, str]:
    """Our list, and the cities after which zones are called."""
    cities = {
        zone.rpartition("/")[2].replace("_", " ").casefold(): zone
        for zone in _iana().values()
        if not zone.startswith(("Etc/", "US/", "Canada/", "Brazil/", "Mexico/", "Chile/"))
    }
    return {**cities, **ZONE_OF_PLACE}
