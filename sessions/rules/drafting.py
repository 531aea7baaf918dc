"""When the sessions of a program that is taken from a template, or copied, are."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from peerlearn.people.rules.holidays import open_day, open_day_before
from sessions.rules.wall_time import RepeatedTimeError, SkippedTimeError, moment_of

HOUR = timedelta(hours=1)
SATURDAY, WEEK = 5, 7


def likely_moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment at which the clocks of a zone show this. Where they jump over it, an hour
    later; where it comes twice, the first time.
    """
    try:
        return moment_of(day, clock, zone)
    except SkippedTimeError:
        return moment_of(day, (datetime.combine(day, clock) + HOUR).time(), zone)
    except RepeatedTimeError:
        return datetime.combine(day, clock, tzinfo=zone)


def moved(
    moment: datetime,
    zone: ZoneInfo,
    *,
    days: int,
    last_day: date | None = None,
    closed: Collection[date] = (),
) -> datetime:
    """The same time of day on the clocks of a zone, so many days later.

    What was on a working day stays on one: from a weekend it goes to the Monday after, or to the
    Friday before where that Monday is after `last_day`. From one of the `closed` days it goes on
    to the next working day that is none, or back to one where that is after `last_day`.
    """
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=days)
    if local.weekday() < SATURDAY <= day.weekday():
        monday = day + timedelta(days=WEEK - day.weekday())
        is_late = last_day is not None and monday > last_day
        day = monday - timedelta(days=3) if is_late else monday
    free = open_day(day, closed)
    if last_day is not None and day <= last_day < free:
        free = open_day_before(day, closed)
    return likely_moment(free, local.time(), zone)
