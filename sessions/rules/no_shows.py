"""The fair memory of seats that stayed empty. It moves a place in line, and nothing else.

Of the seats that a person held in the last six months, those at which they weren't there, without
a word before, are a share; not a count, so that who books a lot isn't worse off. Somebody who is
excused has missed nothing. One seat alone, or a share up to a quarter, changes nothing. Above, the
place in line counts as if they had joined later: a day for half of the seats, two for all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

REMEMBERED = timedelta(days=183)
# Fewer seats say nothing about a person.
LEAST_SEATS, FORGIVEN = 2, 0.25
MOST_DELAY = timedelta(hours=48)


@dataclass(frozen=True)
class Memory:
    """Of so many seats that a person held lately, so many stayed empty without an excuse."""

    held: int = 0
    missed: int = 0

    @property
    def share(self) -> float:
        """The share of seats that stayed empty."""
        return self.missed / self.held if self.held else 0.0

    @property
    def delay(self) -> timedelta:
        """By how much later their joining counts."""
        if self.held < LEAST_SEATS or self.share <= FORGIVEN:
            return timedelta(0)
        return MOST_DELAY * self.share


def ranks_at(joined_at: datetime, memory: Memory) -> datetime:
    """The moment by which a place in line is ordered."""
    return joined_at + memory.delay
