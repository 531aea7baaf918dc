"""When the sessions of a program that is taken from a template, or copied, are."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sessions.rules.wall_time import RepeatedTimeError, SkippedTimeError, moment_of

HOUR = timedelta(hours=1)


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


def moved(moment: datetime, zone: ZoneInfo, *, days: int) -> datetime:
    """The same time of day on the clocks of a zone, so many days later."""
    local = moment.astimezone(zone)
    return likely_moment(local.date() + timedelta(days=days), local.time(), zone)
