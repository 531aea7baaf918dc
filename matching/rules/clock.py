"""When the first meeting of a pair is due, and what to do about one that is late.

Working days are Monday to Friday where the mentee works; while a pair pauses, its clock stands
still.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

MORNING, DAY_ENDS = time(9), time(17)
# Working days that a sign of life gives, and that pass between the reminder and the rescue.
MORE_TIME, PATIENCE = 5, 3
# A mentor who is away for longer leaves the mentee without one for too long.
LONG_PAUSE = timedelta(days=28)
FARTHEST = 400

Break = tuple[date, date]
Step = Literal["", "before", "missed", "rescue"]


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What is known of the way to the first meeting of a pair.

    breaks       days off: from the first, up to but without the second
    planned_at   the end of a meeting that they have planned
    signed_at    when one of them said that they are in touch
    reminded_at  when they were reminded of one that is late
    """

    told_at: datetime
    days: int
    zone: ZoneInfo
    breaks: Sequence[Break] = ()
    planned_at: datetime | None = None
    signed_at: datetime | None = None
    reminded_at: datetime | None = None

    @property
    def due_at(self) -> datetime:
        """The end of the working day on which the first meeting was promised."""
        return self._after(self.told_at, self.days)

    @property
    def late_at(self) -> datetime:
        """From when on it is late: a sign of life or a planned meeting gives more time."""
        moments = [self.due_at]
        if self.signed_at:
            moments.append(self._after(self.signed_at, MORE_TIME))
        if self.planned_at:
            moments.append(self._after(self.planned_at, 1))
        return max(moments)

    @property
    def rescue_at(self) -> datetime | None:
        """From when on the mentee gets another mentor; None before they were reminded."""
        if self.reminded_at is None:
            return None
        return self._after(max(self.reminded_at, self.late_at), PATIENCE)

    def step(self, now: datetime) -> Step:
        """What is due for a pair that hasn't met and doesn't pause."""
        if self.rescue_at and now >= self.rescue_at:
            return "rescue"
        if now >= self.late_at:
            return "missed" if self.reminded_at is None else ""
        if now >= self._day_before(self.late_at) and not self.planned_at and self.days > 1:
            return "before"
        return ""

    def _after(self, start: datetime, days: int) -> datetime:
        day = add_working_days(start.astimezone(self.zone).date(), days, self.breaks)
        return datetime.combine(day, DAY_ENDS, tzinfo=self.zone).astimezone(UTC)

    def _day_before(self, moment: datetime) -> datetime:
        day = moment.astimezone(self.zone).date() - timedelta(days=1)
        while not _is_worked(day, ()):
            day -= timedelta(days=1)
        return datetime.combine(day, MORNING, tzinfo=self.zone).astimezone(UTC)


def in_working_hours(now: datetime, zone: ZoneInfo) -> datetime:
    """Now, or the next morning of a working day: nobody is reminded at night."""
    local = now.astimezone(zone)
    if _is_worked(local.date(), ()) and MORNING <= local.time() < DAY_ENDS:
        return now
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    while not _is_worked(day, ()):
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=zone).astimezone(UTC)


def add_working_days(day: date, days: int, breaks: Sequence[Break] = ()) -> date:
    """The day that many working days later; days of a break don't count."""
    counted = 0
    for ahead in range(1, FARTHEST):
        later = day + timedelta(days=ahead)
        counted += _is_worked(later, breaks)
        if counted >= days and _is_worked(later, breaks):
            return later
    return day + timedelta(days=FARTHEST)


def is_long(started_on: date, returns_on: date) -> bool:
    """Whether a pause is too long for a mentee to wait."""
    return returns_on - started_on > LONG_PAUSE


def _is_worked(day: date, breaks: Sequence[Break]) -> bool:
    return day.weekday() < 5 and not any(first <= day < back for first, back in breaks)
