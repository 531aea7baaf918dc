"""The kit's template tags: `{% load kit %}`. See docs/interface.md."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from peerlearn.web import charts, zones
from peerlearn.web.icons import render_icon
from peerlearn.web.moments import (
    clock_text,
    date_text,
    moment_html,
    moment_text,
    range_html,
    range_text,
)

register = template.Library()
FACES = 8  # colours in people.css


@register.simple_tag
def icon(name: str, css_class: str = "", label: str = "") -> SafeString:
    """`{% icon "calendar" %}`, `{% icon "lock" "icon-sm" label=_("Private") %}`."""
    return render_icon(name, css_class, str(label))


@register.simple_tag
def when(moment: datetime | None, zone: str = "") -> SafeString | str:
    """A moment in the viewer's zone; `zone` is the organizer's, shown where it differs."""
    if moment is None:
        return ""
    return moment_html(moment, other_zone=str(zone or ""), now=timezone.now())


@register.simple_tag
def when_range(start: datetime, end: datetime, zone: str = "") -> SafeString:
    """From start to end, in the viewer's zone; `zone` as in `when`."""
    return range_html(start, end, other_zone=str(zone or ""), now=timezone.now())


@register.simple_tag
def when_text(start: datetime, end: datetime) -> str:
    """From start to end in the reader's zone, without markup: for mails."""
    return range_text(start, end, now=timezone.now())


@register.simple_tag
def when_plain(moment: datetime) -> str:
    """A moment in the reader's zone, with its name, without markup: for mails."""
    local = timezone.localtime(moment)
    return f"{moment_text(local, now=timezone.now())} {zones.zone_label(local)}"


@register.simple_tag
def when_day(day: date | None) -> SafeString | str:
    """A date without a time."""
    if day is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_text(day))


@register.filter
def day_text(day: date) -> str:
    """The same without markup: for mails."""
    return date_text(day)


@register.filter
def when_words(moment: datetime) -> str:
    """A moment in the reader's zone, without markup: for mails."""
    local = timezone.localtime(moment)
    return f"{moment_text(local, now=timezone.now())} {zones.zone_label(local)}"


@register.filter
def clock(moment: datetime) -> str:
    """The time of day on the reader's clock."""
    return clock_text(timezone.localtime(moment))


@register.simple_tag
def ago(moment: datetime | None) -> SafeString | str:
    """ "3 hours ago", kept current in the browser; the full moment without scripts."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    text = moment_text(local, now=timezone.now())
    return format_html(
        '<relative-time datetime="{}" title="{}">{}</relative-time>', local.isoformat(), text, text
    )


@register.filter
def initials(name: object) -> str:
    """The first letters of the first and the last word."""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])) or "?"


@register.filter
def face_number(name: object) -> int:
    """Always the same one of the colours for a name."""
    return zlib.crc32(str(name).encode()) % FACES


@register.filter
def place_of_zone(zone: str) -> str:
    """The place in a time zone's name: "New York" of "America/New_York"."""
    return zones.place_of_zone(zone)


@register.filter
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """The numbers around a page, with an ellipsis for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(
    title: str,
    rows: Iterable[Sequence[object]],
    unit: str = "",
    maximum: float | None = None,
    summary: str = "",
    label_heading: str = "",
    value_heading: str = "",
    csv_url: str = "",
) -> dict[str, Any]:
    """Bars of (label, value). The title says the finding; None as a value was withheld."""
    shown = charts.bars(rows, unit=unit, maximum=maximum)
    return {
        "title": title,
        "bars": shown,
        "has_data": any(bar.value is not None for bar in shown),
        "summary": summary or charts.summary_of_bars(shown),
        "label_heading": label_heading,
        "value_heading": value_heading,
        "csv_url": csv_url,
    }


@register.inclusion_tag("components/line_chart.html")
def line_chart(
    title: str,
    rows: Iterable[Sequence[object]],
    unit: str = "",
    summary: str = "",
    label_heading: str = "",
    value_heading: str = "",
    csv_url: str = "",
) -> dict[str, Any]:
    """A line through (label, value), oldest first. Fewer than two points: not enough data."""
    shown = charts.points(rows, unit=unit)
    top = max((point.value for point in shown), default=0)
    return {
        "title": title,
        "points": shown,
        "has_data": len(shown) > 1,
        "path": " ".join(f"{point.x},{point.y}" for point in shown),
        "top": charts.with_unit(top, unit),
        "half": charts.with_unit(top / 2, unit),
        "summary": summary or charts.summary_of_points(shown),
        "label_heading": label_heading,
        "value_heading": value_heading,
        "csv_url": csv_url,
    }


@register.simple_block_tag
def page_header(content: SafeString, **values: Any) -> SafeString:
    """Title, lead, crumbs and, inside the block, the page's actions."""
    values["actions"] = content if content.strip() else ""
    return render_to_string("components/page_header.html", values)


@register.simple_block_tag
def menu(content: SafeString, label: str, icon: str = "dots", text: str = "") -> SafeString:
    """A menu behind a button; inside the block stand `.menu-item` links and buttons."""
    values = {"content": content, "label": label, "icon": icon, "text": text}
    return render_to_string("components/menu.html", values)
