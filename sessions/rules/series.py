"""Sessions that repeat in an evergreen program, and what they are for a person's own clock."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from peerlearn.people.rules.holidays import open_day

# How far ahead people can look: who joins today finds what is meant for their third month.
AHEAD = timedelta(weeks=13)


@dataclass(frozen=True)
class Occurrence:
    """One session of a series; `day` on the clocks it was planned on."""

    id: UUID
    series: UUID
    title: str
    every_weeks: int
    from_week: int
    starts_at: datetime
    day: date
    was_there: bool


@dataclass(frozen=True)
class PathStep:
    """What a series is for one person: from which of their weeks on, and which one is theirs."""

    title: str
    every_weeks: int
    from_week: int
    from_day: date
    next_one: Occurrence | None
    was_there: bool


def pattern_day(days: Sequence[date], *, every_weeks: int, closed: Collection[date]) -> date:
    """The day from which a series goes on: its last, or the one on which that would have been had
    it not been closed. So one holiday doesn't move all that follow.
    """
    meant, *later = days
    for day in later:
        usual = meant + timedelta(weeks=every_weeks)
        meant = usual if open_day(usual, closed) == day else day
    return meant


def path_of(occurrences: Iterable[Occurrence], *, first_day: date, now: datetime) -> list[PathStep]:
    """The series of a program by the clock of somebody whose first day this is.

    The next one is the first to come that isn't before their week. Who was at one has done it.
    """
    series: dict[UUID, list[Occurrence]] = {}
    for one in sorted(occurrences, key=lambda one: one.starts_at):
        series.setdefault(one.series, []).append(one)
    steps = [_step(held, first_day, now) for held in series.values()]
    return sorted(steps, key=lambda step: (step.from_week, step.title))


def _step(held: list[Occurrence], first_day: date, now: datetime) -> PathStep:
    last = held[-1]
    from_day = first_day + timedelta(weeks=last.from_week)
    coming = [one for one in held if one.starts_at > now and one.day >= from_day]
    return PathStep(
        title=last.title,
        every_weeks=last.every_weeks,
        from_week=last.from_week,
        from_day=from_day,
        next_one=coming[0] if coming else None,
        was_there=any(one.was_there for one in held),
    )
