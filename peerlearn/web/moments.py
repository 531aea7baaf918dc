"""How a moment is written: short, with its zone, in the viewer's language and zone."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from peerlearn.web.zones import zone_label, zone_or_none

GLUE = "\u2060"  # no line break here


def day_text(moment: datetime, *, now: datetime) -> str:
    """The day; without its year when that is the current one."""
    if moment.year == now.astimezone(moment.tzinfo).year:
        return date_format(moment, pgettext("date format, this year", "D j M"))
    return date_format(moment, pgettext("date format, other year", "D j M Y"))


def date_text(day: date) -> str:
    """A date that has no time, always with its year: "22 Dec 2026"."""
    return date_format(day, pgettext("date format, without a time", "j M Y"))


def clock_text(moment: datetime) -> str:
    """The time of day."""
    return date_format(moment, pgettext("time format", "H:i"))


def moment_text(moment: datetime, *, now: datetime) -> str:
    """The day and the time of day, without the zone."""
    return gettext("%(day)s, %(time)s") % {
        "day": day_text(moment, now=now),
        "time": clock_text(moment),
    }


def time_element(moment: datetime, text: str) -> SafeString:
    """`<time>` with the exact moment in it."""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), text)


def zone_element(moment: datetime, zone: tzinfo) -> SafeString:
    """The zone's abbreviation, with its full name for whoever asks."""
    return format_html('<abbr class="zone" title="{}">{}</abbr>', str(zone), zone_label(moment))


def moment_html(moment: datetime, *, other_zone: str = "", now: datetime) -> SafeString:
    """A moment for the page; a second line in `other_zone` where its clock differs."""
    zone = timezone.get_current_timezone()
    local = moment.astimezone(zone)
    return format_html(
        '<span class="when">{}\u00a0{}{}</span>',
        time_element(local, moment_text(local, now=now)),
        zone_element(local, zone),
        _elsewhere(local, local, other_zone, now=now),
    )


def range_html(
    start: datetime, end: datetime, *, other_zone: str = "", now: datetime
) -> SafeString:
    """A span of time: the day is said once when it begins and ends on the same one."""
    zone = timezone.get_current_timezone()
    first, last = start.astimezone(zone), end.astimezone(zone)
    same_day = first.date() == last.date()
    return format_html(
        '<span class="when">{}{}{}\u00a0{}{}</span>',
        time_element(first, moment_text(first, now=now)),
        f"{GLUE}–{GLUE}" if same_day else " – ",
        time_element(last, clock_text(last) if same_day else moment_text(last, now=now)),
        zone_element(first, zone),
        _elsewhere(first, last, other_zone, now=now),
    )


def _elsewhere(
    first: datetime, last: datetime, other_zone: str, *, now: datetime
) -> SafeString | str:
    zone = zone_or_none(other_zone)
    if zone is None:
        return ""
    start, end = first.astimezone(zone), last.astimezone(zone)
    if start.utcoffset() == first.utcoffset():
        return ""
    text = moment_text(start, now=now) if start.date() != first.date() else clock_text(start)
    if last != first:
        text = f"{text}{GLUE}–{GLUE}{clock_text(end)}"
    return format_html(
        '<span class="when-other">{}</span>',
        gettext("%(time)s %(zone)s for the organizer") % {"time": text, "zone": zone_label(start)},
    )


def range_text(start: datetime, end: datetime, *, now: datetime) -> str:
    """A span of time with its zone, for a mail: "Thu 3 Dec, 12:30–13:30 CET"."""
    zone = timezone.get_current_timezone()
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.date() == last.date():
        span = f"{moment_text(first, now=now)}–{clock_text(last)}"
    else:
        span = f"{moment_text(first, now=now)} – {moment_text(last, now=now)}"
    return f"{span} {zone_label(first)}"
