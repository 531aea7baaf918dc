"""Days of a month or a week, and what falls on each. Weeks begin on Monday (ISO 8601)."""

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Generic, Protocol, TypeVar

WEEK = timedelta(weeks=1)


class Timed(Protocol):
    """What begins at a moment."""

    @property
    def starts_at(self) -> datetime:
        """When."""


T = TypeVar("T", bound=Timed)


@dataclass(frozen=True)
class Day(Generic[T]):
    """A day with what begins on it: the first few, and how many more there are."""

    date: date
    entries: Sequence[T]
    more: int = 0


def weeks_of_month(day: date) -> list[list[date]]:
    """The whole weeks that hold the month of a day.

    Raises OverflowError beyond the years that dates have.
    """
    return Calendar().monthdatescalendar(day.year, day.month)


def week_of(day: date) -> list[date]:
    """Monday to Sunday around a day. Raises OverflowError."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(7)]


def month_before(day: date) -> date:
    """The first of the month before."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(day: date) -> date:
    """The first of the month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def spread(
    entries: Iterable[T], days: Iterable[date], zone: tzinfo, *, most: int
) -> dict[date, Day[T]]:
    """Each day with what begins on it on the clocks of a zone, in order, `most` of them shown."""
    held: dict[date, list[T]] = {day: [] for day in days}
    for entry in sorted(entries, key=lambda one: one.starts_at):
        day = entry.starts_at.astimezone(zone).date()
        if day in held:
            held[day].append(entry)
    return {
        day: Day(day, tuple(begun[:most]), max(len(begun) - most, 0)) for day, begun in held.items()
    }
