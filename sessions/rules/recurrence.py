"""Rules by which sessions repeat (RFC 5545, section 3.3.10), and the dates that follow from them.

Of what the standard knows, sessions take what people say of meetings: weekly on some weekdays, or
monthly on a day or on the nth weekday, every so many weeks or months, until a day or so many times.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.web.moments import date_text
from sessions.rules.drafting import likely_moment
from sessions.rules.wall_time import RepeatedTimeError, SkippedTimeError, moment_of

WEEKLY, MONTHLY = "WEEKLY", "MONTHLY"
DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTHS = (1, 2, 3, 4, -1)
MOST_DATES, MOST_INTERVAL = 60, 12
LONGEST = timedelta(days=2 * 366)


class BadRuleError(ValueError):
    """Sessions can't repeat by this rule; `field` is the part that is wrong, str() says why."""

    def __init__(self, sentence: str | Promise, *, field: str = "rule") -> None:
        self.field = field
        super().__init__(str(sentence))


@dataclass(frozen=True)
class Recurrence:
    """How sessions repeat. `weekdays` are 0 for Monday …; in a monthly rule there is one, the
    `nth` of the month (-1 is the last), or a `month_day`. Either `count` or `until` ends it.
    """

    frequency: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    month_day: int | None = None
    count: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.frequency not in (WEEKLY, MONTHLY):
            raise BadRuleError(_("Sessions repeat weekly or monthly."), field="frequency")
        if not 1 <= self.interval <= MOST_INTERVAL:
            raise BadRuleError(_("Repeat every 1 to 12 weeks or months."), field="interval")
        if (self.count is None) == (self.until is None):
            raise BadRuleError(_("Say until when it goes on, or how many times."), field="ends")
        if self.count is not None and not 2 <= self.count <= MOST_DATES:
            raise BadRuleError(_("Plan from 2 to 60 sessions at once."), field="count")
        self._check_days()

    def _check_days(self) -> None:
        if self.frequency == WEEKLY:
            if not self.weekdays:
                raise BadRuleError(_("Choose at least one weekday."), field="weekdays")
            return
        by_weekday = len(self.weekdays) == 1 and self.nth in NTHS and self.month_day is None
        by_day = not self.weekdays and self.month_day is not None and 1 <= self.month_day <= 31
        if not by_weekday and not by_day:
            raise BadRuleError(
                _("Each month it is on one day, or on the first to fourth or last of one weekday."),
                field="monthly",
            )

    def __str__(self) -> str:
        """As RFC 5545 writes it."""
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.month_day is not None:
            parts.append(f"BYMONTHDAY={self.month_day}")
        elif self.weekdays:
            days = ",".join(DAY_NAMES[day] for day in sorted(self.weekdays))
            parts.append(f"BYDAY={self.nth or ''}{days}")
        parts.append(f"COUNT={self.count}" if self.count else f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)

    def days(self, first: date) -> list[date]:
        """The days from a first one on. Raises BadRuleError for none, or too many."""
        named = [rrule.weekdays[day] for day in self.weekdays]
        found = rrule.rrule(
            rrule.WEEKLY if self.frequency == WEEKLY else rrule.MONTHLY,
            dtstart=datetime.combine(first, time()),
            interval=self.interval,
            byweekday=[day(self.nth) for day in named] if self.nth else named or None,
            bymonthday=self.month_day,
            count=self.count,
            until=datetime.combine(self.until, time()) if self.until else None,
        )
        days: list[date] = []
        for moment in found:
            if len(days) == MOST_DATES or moment.date() - first > LONGEST:
                raise BadRuleError(
                    _("Plan at most 60 sessions, and two years, at once."), field="ends"
                )
            days.append(moment.date())
        if len(days) < 2:
            raise BadRuleError(
                _("That is not even two dates. Let it go on for longer."), field="ends"
            )
        return days

    def words(self) -> str:
        """The rule as one says it: "every 2 weeks on Tuesday and Thursday, 8 times"."""
        return f"{self._how_often()}, {self._how_long()}"

    def _how_often(self) -> str:
        days = ", ".join(str(WEEKDAYS[day]) for day in sorted(self.weekdays))
        if self.frequency == WEEKLY:
            return ngettext(
                "every week on %(days)s", "every %(count)d weeks on %(days)s", self.interval
            ) % {"count": self.interval, "days": days}
        if self.nth:
            day = _("the %(nth)s %(weekday)s") % {"nth": nth_label(self.nth), "weekday": days}
        else:
            day = _("day %(day)d") % {"day": self.month_day}
        return ngettext(
            "every month on %(day)s", "every %(count)d months on %(day)s", self.interval
        ) % {"count": self.interval, "day": day}

    def _how_long(self) -> str:
        if self.until:
            return _("until %(day)s") % {"day": date_text(self.until)}
        return ngettext("%(count)d time", "%(count)d times", self.count or 0) % {
            "count": self.count
        }


def nth_label(nth: int) -> str:
    """Which of the month's: "second"."""
    names = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), -1: _("last")}
    return names[nth]


def read_rule(text: str) -> Recurrence:
    """A rule as RFC 5545 writes it. Raises BadRuleError."""
    unread = BadRuleError(_("Write a rule as RFC 5545 has it, for example FREQ=WEEKLY;COUNT=8."))
    parts: dict[str, str] = {}
    for part in text.strip().removeprefix("RRULE:").upper().split(";"):
        name, equals, value = part.partition("=")
        if not equals or name in parts:
            raise unread
        parts[name] = value
    parts.pop("WKST", None)
    known = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL"}
    if parts.keys() - known or "FREQ" not in parts:
        raise unread
    try:
        weekdays, nth = _read_days(parts.get("BYDAY", ""))
        return Recurrence(
            frequency=parts["FREQ"],
            interval=int(parts.get("INTERVAL", "1")),
            weekdays=weekdays,
            nth=nth,
            month_day=int(parts["BYMONTHDAY"]) if "BYMONTHDAY" in parts else None,
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
            until=date.fromisoformat(parts["UNTIL"][:8]) if "UNTIL" in parts else None,
        )
    except BadRuleError:
        raise
    except ValueError as error:
        raise unread from error


def _read_days(text: str) -> tuple[tuple[int, ...], int | None]:
    """ "TU,TH", or "2TU". Raises ValueError."""
    if not text:
        return (), None
    days, nths = [], set()
    for name in text.split(","):
        days.append(DAY_NAMES.index(name[-2:]))
        nths.add(int(name[:-2]) if name[:-2] else None)
    if len(nths) != 1:
        raise ValueError(text)
    return tuple(sorted(set(days))), nths.pop()


@dataclass(frozen=True)
class Occasion:
    """One date of a rule, and what is to be said of it: that it is `closed`, so that no session is
    planned, or that the clocks `shift`: an hour later than written, or the first of two such times.
    """

    day: date
    starts_at: datetime
    closed: bool = False
    shift: str = ""


SKIPPED, TWICE = "skipped", "twice"


def occasions(
    days: Collection[date], clock: time, zone: ZoneInfo, *, closed: Collection[date]
) -> list[Occasion]:
    """The dates of a rule with their moments, each at the same time on the clocks of a zone."""
    return [
        Occasion(day, likely_moment(day, clock, zone), day in closed, shift_of(day, clock, zone))
        for day in days
    ]


def shift_of(day: date, clock: time, zone: ZoneInfo) -> str:
    """Whether the clocks jump over a time on that day, or show it twice."""
    try:
        moment_of(day, clock, zone)
    except SkippedTimeError:
        return SKIPPED
    except RepeatedTimeError:
        return TWICE
    return ""


def moved_rule(rule: Recurrence, *, days: int) -> Recurrence | None:
    """The same rule so many days later or earlier; None where no rule says that: then the dates
    have no pattern any more that fits in one.
    """
    if not days:
        return rule
    if rule.frequency != WEEKLY:
        return None
    until = rule.until + timedelta(days=days) if rule.until else None
    weekdays = tuple(sorted((day + days) % 7 for day in rule.weekdays))
    return Recurrence(WEEKLY, rule.interval, weekdays, count=rule.count, until=until)
