"""Rooms that one session at a time can be held in."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerlearn.web.single_line import one_line

Span = tuple[datetime, datetime]
STEP = timedelta(minutes=15)
# Between these hours of a day another time is looked for.
FROM, UNTIL = time(8), time(18)
MOST_OFFERED = 3


def label_of(name: str, site: str) -> str:
    """A room's name with its site, unless the name says it."""
    if not site or site.casefold() in name.casefold():
        return name
    return f"{name}, {site}"


def key_of(label: str) -> str:
    """What two ways to write one room have in common."""
    return one_line(label).casefold()


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a moment in common. One may begin when the other ends."""
    return one[0] < other[1] and other[0] < one[1]


def free_starts(
    taken: Iterable[Span], wanted: Span, zone: ZoneInfo, *, now: datetime
) -> list[datetime]:
    """The starts nearest to the wanted one at which a room is free for as long, on the same day
    between the usual hours of a place's clocks.
    """
    length, held = wanted[1] - wanted[0], list(taken)
    day = wanted[0].astimezone(zone).date()
    start = datetime.combine(day, FROM, zone)
    last = datetime.combine(day, UNTIL, zone) - length
    found = []
    while start <= last:
        free = not any(overlap((start, start + length), span) for span in held)
        if free and start > now:
            found.append(start)
        start += STEP
    found.sort(key=lambda moment: abs(moment - wanted[0]))
    return sorted(found[:MOST_OFFERED])


def seats_problem(label: str, seats: int | None, *, in_room: int | None) -> str | Promise | None:
    """Why so many can't sit in a room; None where they can, or it isn't known."""
    if seats is None or in_room is None or in_room <= seats:
        return None
    return _("%(room)s has %(seats)d seats: offer fewer, or choose another room.") % {
        "room": label,
        "seats": seats,
    }


def in_room(room: str, video_url: str, capacity: int, remote_capacity: int | None) -> int | None:
    """How many will sit in the room; None where each may choose, so that nobody knows."""
    if not video_url:
        return capacity
    if remote_capacity is None or not room:
        return None
    return capacity - remote_capacity


def clashing(spans: Sequence[tuple[object, Span]]) -> set[int]:
    """The places in a list of those that overlap an earlier one with the same room."""
    return {
        later
        for later, (room, span) in enumerate(spans)
        if any(room == other and overlap(span, held) for other, held in spans[:later])
    }
