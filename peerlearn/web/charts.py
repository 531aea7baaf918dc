"""The numbers behind a chart: shares, a summary in words, points on a plane. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _

Number = int | float
WIDTH, HEIGHT = 100.0, 100.0  # the plane of a line chart; the page stretches it


@dataclass(frozen=True)
class Bar:
    """One row. `share` is 0 to 100 of the longest bar; a value of None was withheld."""

    label: str
    value: Number | None
    text: str
    share: float


@dataclass(frozen=True)
class Point:
    label: str
    value: Number
    text: str
    x: float
    y: float


def bars(
    rows: Iterable[Sequence[object]], *, unit: str = "", maximum: Number | None = None
) -> list[Bar]:
    """Rows of (label, value); value None means "not enough answers to show"."""
    pairs = [(str(row[0]), _number(row[1])) for row in rows]
    longest = maximum or max((value for _label, value in pairs if value is not None), default=0)
    return [
        Bar(
            label=label,
            value=value,
            text=_("too few answers") if value is None else with_unit(value, unit),
            share=round(min(100.0, 100 * value / longest), 1) if value and longest else 0.0,
        )
        for label, value in pairs
    ]


def points(rows: Iterable[Sequence[object]], *, unit: str = "") -> list[Point]:
    """Rows of (label, value) from left to right, on a plane of 100 by 100 that begins at 0."""
    pairs = [(str(row[0]), _number(row[1]) or 0) for row in rows]
    top = max((value for _label, value in pairs), default=0) or 1
    step = WIDTH / (len(pairs) - 1) if len(pairs) > 1 else 0.0
    return [
        Point(
            label=label,
            value=value,
            text=with_unit(value, unit),
            x=round(index * step, 2),
            y=round(HEIGHT - HEIGHT * value / top, 2),
        )
        for index, (label, value) in enumerate(pairs)
    ]


def summary_of_bars(shown: Sequence[Bar]) -> str:
    """The highest and the lowest row, in a sentence; empty when there is nothing to compare."""
    known = [bar for bar in shown if bar.value is not None]
    if len(known) < 2:
        return ""
    high = max(known, key=lambda bar: bar.value or 0)
    low = min(known, key=lambda bar: bar.value or 0)
    if high.value == low.value:
        return _("All are equal: %(value)s.") % {"value": high.text}
    return _("Highest: %(high)s (%(high_value)s). Lowest: %(low)s (%(low_value)s).") % {
        "high": high.label,
        "high_value": high.text,
        "low": low.label,
        "low_value": low.text,
    }


def summary_of_points(shown: Sequence[Point]) -> str:
    """Where the line begins and ends, in a sentence; empty for fewer than two points."""
    if len(shown) < 2:
        return ""
    first, last = shown[0], shown[-1]
    return _("From %(first)s (%(first_label)s) to %(last)s (%(last_label)s).") % {
        "first": first.text,
        "first_label": first.label,
        "last": last.text,
        "last_label": last.label,
    }


def with_unit(value: Number, unit: str) -> str:
    """The number as the reader's language writes it; "%" stands close, other units apart."""
    places = 1 if isinstance(value, float) and not value.is_integer() else 0
    number = formats.number_format(round(value, places), decimal_pos=places)  # it cuts, else
    if not unit:
        return number
    return f"{number}\u202f{unit}" if unit == "%" else f"{number} {unit}"


def _number(value: object) -> Number | None:
    if value is None:
        return None
    return value if isinstance(value, int | float) else float(str(value))
