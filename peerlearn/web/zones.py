"""In which time zone a viewer reads times, and how a zone is called."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest

COOKIE = "tz"


@cache
def zone_or_none(name: str) -> ZoneInfo | None:
    """The zone of this name, or None for anything that is no zone."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def viewer_zone(request: HttpRequest) -> ZoneInfo:
    """The person's own choice, else the browser's zone, else the installation's."""
    chosen = getattr(getattr(request, "person", None), "time_zone", "")
    detected = unquote(request.COOKIES.get(COOKIE, ""))[:64]
    return (
        zone_or_none(str(chosen or ""))
        or zone_or_none(detected)
        or ZoneInfo(settings.TIME_ZONE)
    )


def zone_label(moment: datetime) -> str:
    """The abbreviation where the zone has one ("CET"), else the offset ("UTC+5:30")."""
    name = moment.tzname() or ""
    if name and not name.startswith(("+", "-")):
        return name
    hours, minutes = divmod(round((moment.utcoffset() or _ZERO).total_seconds() / 60), 60)
    if hours < 0 and minutes:
        hours, minutes = hours + 1, 60 - minutes
    return f"UTC{hours:+d}" + (f":{minutes:02d}" if minutes else "")


_ZERO = datetime.min - datetime.min
