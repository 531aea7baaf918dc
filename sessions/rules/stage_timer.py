"""The clock of a stage: how much time is left, longer, paused, resumed. Instants are the server's;
browsers count down from what is left.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
NOTHING = timedelta()
# A wall time that was typed means its next occurrence, at most so far away.
LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class Timer:
    """When a stage began, how long it is to take, and for how long it has stood still."""

    started_at: datetime
    length: timedelta
    paused_at: datetime | None = None
    paused_for: timedelta = NOTHING

    @property
    def is_paused(self) -> bool:
        """Whether it stands still."""
        return self.paused_at is not None

    def elapsed(self, now: datetime) -> timedelta:
        """The time it has taken, without its pauses."""
        return (self.paused_at or now) - self.started_at - self.paused_for

    def left(self, now: datetime) -> timedelta:
        """The time that is left; below zero once it is over."""
        return self.length - self.elapsed(now)

    def ends_at(self, now: datetime) -> datetime:
        """When it is over if it runs from now on."""
        return now + self.left(now)


def started(minutes: int, *, now: datetime) -> Timer:
    """The clock of a stage that begins now."""
    return Timer(now, minutes * MINUTE)


def paused(timer: Timer, *, now: datetime) -> Timer:
    """The same, standing still. Twice is once."""
    return timer if timer.is_paused else replace(timer, paused_at=now)


def resumed(timer: Timer, *, now: datetime) -> Timer:
    """The same, running on with what was left. Twice is once."""
    if timer.paused_at is None:
        return timer
    stood = timer.paused_for + (now - timer.paused_at)
    return replace(timer, paused_at=None, paused_for=stood)


def lengthened(timer: Timer, minutes: int, *, now: datetime) -> Timer:
    """So many minutes more; of one that is over, from now on. Fewer than none are left never."""
    left = max(timer.left(now), NOTHING) + minutes * MINUTE
    return replace(timer, length=timer.elapsed(now) + max(left, NOTHING))


def ending_at(timer: Timer, moment: datetime, *, now: datetime) -> Timer:
    """The same, over at a moment to come."""
    return replace(timer, length=timer.elapsed(now) + (moment - now))


def next_at(clock: datetime, *, now: datetime) -> datetime | None:
    """The next time that a clock shows what `clock` does today; None where that is too far away
    to be meant.
    """
    moment = clock if clock > now else clock + timedelta(days=1)
    return moment if moment - now <= LONGEST else None
