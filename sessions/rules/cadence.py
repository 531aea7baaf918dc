"""Counting a vote on how and when to meet, and the days that follow from it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from programs.errors import ProgramError

WORKDAYS = range(5)
FORMATS = ("lunch_and_learn", "workshop", "networking", "reflection")
FREQUENCIES = (1, 2, 4)
MOST_HOURS, MOST_WEEKS = 6, 26


class CadenceError(ProgramError):
    """A vote can't be held, or can't be used like that."""


class VoteOverError(CadenceError):
    """It takes no votes any more."""

    def __init__(self) -> None:
        super().__init__(_("This vote is over."))


class VoteOpenError(CadenceError):
    """One is open in this program."""

    def __init__(self) -> None:
        super().__init__(_("A vote is open in this program already."))


class EmptyBallotError(CadenceError):
    """Something wasn't answered."""

    def __init__(self) -> None:
        super().__init__(_("Tick at least one format, one time and one frequency."))


class NobodyVotedError(CadenceError):
    """There is nothing to count."""

    def __init__(self) -> None:
        super().__init__(_("Nobody has voted, so there is nothing to set."))


class VotePlanError(CadenceError):
    """The vote's own dates or hours make no sense."""


@dataclass(frozen=True)
class Ballot:
    """All that suits one person."""

    formats: frozenset[str]
    slots: frozenset[str]
    frequencies: frozenset[int]


@dataclass(frozen=True)
class Tally:
    """How many each choice suits."""

    ballots: int
    formats: dict[str, int]
    slots: dict[str, int]
    frequencies: dict[int, int]


@dataclass(frozen=True)
class Outcome:
    """What suits most: sessions of `format` on `weekday` (Monday is 0) at `clock`, each so many
    weeks after the one before.
    """

    format: str
    weekday: int
    clock: time
    every_weeks: int


def slot_name(weekday: int, clock: time) -> str:
    """A time of the week as ballots write it."""
    return f"{weekday}-{clock:%H:%M}"


def read_slot(name: str) -> tuple[int, time]:
    """The weekday and the time of day. Raises ValueError."""
    weekday, _dash, clock = name.partition("-")
    return int(weekday), time.fromisoformat(clock)


def slots_of(hours: Iterable[str]) -> list[str]:
    """All times of a week to choose from, by day and then by hour."""
    clocks = sorted(time.fromisoformat(hour) for hour in hours)
    return [slot_name(weekday, clock) for weekday in WORKDAYS for clock in clocks]


def checked_ballot(
    formats: Iterable[str], slots: Iterable[str], frequencies: Iterable[int], *, hours: list[str]
) -> Ballot:
    """A ballot with what can be chosen. Raises EmptyBallotError where a part is empty then."""
    ballot = Ballot(
        formats=frozenset(formats) & frozenset(FORMATS),
        slots=frozenset(slots) & frozenset(slots_of(hours)),
        frequencies=frozenset(frequencies) & frozenset(FREQUENCIES),
    )
    if not (ballot.formats and ballot.slots and ballot.frequencies):
        raise EmptyBallotError
    return ballot


def tally(ballots: Sequence[Ballot], *, hours: Iterable[str]) -> Tally:
    """Count how many each choice suits: approval voting (S. J. Brams and P. C. Fishburn, "Approval
    Voting", American Political Science Review 72, 1978). Who ticks more helps more choices and
    takes nothing from any.
    """
    formats = Counter(name for ballot in ballots for name in ballot.formats)
    slots = Counter(name for ballot in ballots for name in ballot.slots)
    frequencies = Counter(weeks for ballot in ballots for weeks in ballot.frequencies)
    return Tally(
        ballots=len(ballots),
        formats={name: formats[name] for name in FORMATS},
        slots={name: slots[name] for name in slots_of(hours)},
        frequencies={weeks: frequencies[weeks] for weeks in FREQUENCIES},
    )


def outcome_of(counted: Tally, *, usual: tuple[int, time] | None = None) -> Outcome:
    """What suits most. Of equals, the format and the time listed first win, the usual time before
    them, and of frequencies the one that asks less of people. Raises NobodyVotedError.
    """
    if not counted.ballots:
        raise NobodyVotedError
    held = slot_name(*usual) if usual else None
    best_slot = max(counted.slots, key=lambda name: (counted.slots[name], name == held))
    weekday, clock = read_slot(best_slot)
    return Outcome(
        format=max(counted.formats, key=lambda name: counted.formats[name]),
        weekday=weekday,
        clock=clock,
        every_weeks=max(counted.frequencies, key=lambda weeks: (counted.frequencies[weeks], weeks)),
    )


def days_of_series(
    outcome: Outcome, *, first_day: date, weeks: int, closed: Collection[date]
) -> list[date]:
    """The days of sessions in so many weeks from a first day on; closed ones are passed over."""
    ahead = (outcome.weekday - first_day.weekday()) % 7
    day, end = first_day + timedelta(days=ahead), first_day + timedelta(weeks=weeks)
    days = []
    while day < end:
        if day not in closed:
            days.append(day)
        day += timedelta(weeks=outcome.every_weeks)
    return days


def next_quarter(today: date) -> date:
    """The first day of the next quarter of a year."""
    month = 3 * ((today.month - 1) // 3 + 1) + 1
    return date(today.year + 1, 1, 1) if month > 12 else date(today.year, month, 1)
