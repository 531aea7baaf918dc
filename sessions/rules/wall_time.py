"""Wall-clock times and the zones they are meant in."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class WallTimeError(ValueError):
    """This wall time is not exactly one moment in the zone; str() is a sentence for the writer."""

    sentence: str | Promise = ""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    def __str__(self) -> str:
        return str(self.sentence) % {"zone": self.zone}


class SkippedTimeError(WallTimeError):
    """The clocks jump over this time: it doesn't exist on that day."""

    sentence = _(
        "The clocks in %(zone)s jump over this time on that day. Choose an hour later or earlier."
    )


class RepeatedTimeError(WallTimeError):
    """The clocks are put back over this time: it comes twice on that day."""

    sentence = _(
        "The clocks in %(zone)s are put back on that day, so this time comes twice. Choose an hour"
        " earlier or later."
    )


def moment_of(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the clocks of a zone show this.

    Raises SkippedTimeError or RepeatedTimeError where a change of the clocks leaves no, or no
    single, such moment.
    """
    wanted = datetime.combine(day, clock)
    first, second = (wanted.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    moment = first.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != wanted:
        raise SkippedTimeError(zone)
    if first.utcoffset() != second.utcoffset():
        raise RepeatedTimeError(zone)
    return moment
