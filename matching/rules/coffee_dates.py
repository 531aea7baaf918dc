"""On which days coffee rounds are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Cadence:
    """Every so many weeks on a weekday (Monday is 0), from a day on, until another if given."""

    every_weeks: int
    weekday: int
    starts_on: date
    ends_on: date | None = None

    @property
    def first(self) -> date:
        """The first such weekday from the start on."""
        return self.starts_on + timedelta(days=(self.weekday - self.starts_on.weekday()) % 7)

    def next_day(self, *, after: date) -> date | None:
        """The first round after a day; None when there is none any more."""
        step = 7 * self.every_weeks
        gone = (after - self.first).days
        found = self.first + timedelta(days=0 if gone < 0 else (gone // step + 1) * step)
        return None if self.ends_on and found > self.ends_on else found

    def days(self, *, after: date, most: int) -> Iterator[date]:
        """The next rounds after a day."""
        for _n in range(most):
            found = self.next_day(after=after)
            if found is None:
                return
            yield found
            after = found
