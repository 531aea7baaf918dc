"""Wall-clock times and the zones they are meant in."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class WallTimeError(ValueError):
    """This wall time is not exactly one moment in the zone."""


class SkippedTimeError(WallTimeError):
    """The clocks jump over this time: it doesn't exist on that day."""


class RepeatedTimeError(WallTimeError):
    """The clocks are put back over this time: it comes twice on that day."""


def moment_of(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the clocks of a zone show this.

    Raises SkippedTimeError or RepeatedTimeError where a change of the clocks leaves no, or no
    single, such moment.
    """
    wanted = datetime.combine(day, clock)
    first, second = (wanted.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    moment = first.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != wanted:
        raise SkippedTimeError
    if first.utcoffset() != second.utcoffset():
        raise RepeatedTimeError
    return moment
