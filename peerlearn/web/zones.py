"""How a time zone is called."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@cache
def zone_or_none(name: str) -> ZoneInfo | None:
    """The zone of this name, or None for anything that is no zone."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def place_of_zone(name: str) -> str:
    """The place in a time zone's name: "New York" of "America/New_York"."""
    return name.rpartition("/")[2].replace("_", " ")


def zone_label(moment: datetime) -> str:
    """The abbreviation where the zone has one ("CET"), else the offset ("UTC+5:30")."""
    name = moment.tzname() or ""
    if name and not name.startswith(("+", "-")):
        return name
    return offset_label(moment)


def offset_label(moment: datetime) -> str:
    """How far a zone is from UTC at a moment: "UTC+5:30"."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
