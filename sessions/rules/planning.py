"""What a session's plan must satisfy."""

from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from peerlearn.web.moments import date_text

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=12)
MOST_SEATS = 5000
MOST_CANCEL_HOURS = 14 * 24
# From so long before the start on, who has a seat sees the video link.
VIDEO_MINUTES, MOST_VIDEO_MINUTES = 60, 7 * 24 * 60
# What stands in people's calendars: a change of it raises the sequence and is told to them.
IN_CALENDARS = ("title", "starts_at", "ends_at", "room", "video_url")

Sentence = str | Promise


def time_problems(
    starts_at: datetime, ends_at: datetime, *, now: datetime, was: datetime | None = None
) -> dict[str, Sentence]:
    """What is wrong with the time, by field. `was` is the start before a change: one that stays
    may lie in the past.
    """
    problems: dict[str, Sentence] = {}
    if starts_at != was and starts_at <= now:
        problems["day"] = _("This is in the past. Choose a time that is still to come.")
    if not SHORTEST <= ends_at - starts_at <= LONGEST:
        problems["minutes"] = _("A session takes from 5 minutes to 12 hours.")
    return problems


def series_problems(starts_at: datetime, *, was: datetime, every_weeks: int) -> dict[str, Sentence]:
    """A session that repeats is the pattern of the next: far from its place it would stop them."""
    if not every_weeks or starts_at - was < timedelta(weeks=every_weeks):
        return {}
    return {
        "day": ngettext_lazy(
            "This repeats every week, and the next one follows it: move it by less than a week. To"
            " end the series, cancel its last session.",
            "This repeats every %(count)d weeks, and the next one follows it: move it by less than"
            " %(count)d weeks. To end the series, cancel its last session.",
            every_weeks,
        )
        % {"count": every_weeks}
    }


def day_problem(day: date, first: date, last: date | None) -> str | None:
    """Why a day lies outside of its program's days; None when it doesn't. A program may have no
    last day.
    """
    if first <= day and (last is None or day <= last):
        return None
    if last is None:
        begins = date_text(first)
        return _said("The program begins on %(first)s.") % {"first": begins}
    return _said("The program runs from %(first)s to %(last)s.") % {
        "first": date_text(first),
        "last": date_text(last),
    }


def place_problems(room: str, video_url: str) -> dict[str, Sentence]:
    """People must know where to go, and get there by a link that nobody reads on the way."""
    if video_url and not video_url.lower().startswith("https://"):
        return {"video_url": _("Use a link that begins with https://")}
    if room or video_url:
        return {}
    return {"room": _("Give a room, a video link, or both.")}


def seat_problems(capacity: int, *, booked: int) -> dict[str, Sentence]:
    """Seats may grow, but not below those that are taken."""
    if capacity < max(booked, 1):
        if not booked:
            return {"capacity": _("Offer at least one seat.")}
        return {
            "capacity": ngettext_lazy(
                "%(count)d person has booked. Seats can't go below that.",
                "%(count)d people have booked. Seats can't go below that.",
                booked,
            )
            % {"count": booked}
        }
    if capacity > MOST_SEATS:
        return {"capacity": _("Offer at most 5,000 seats.")}
    return {}


def mode_problems(
    capacity: int, remote_capacity: int | None, *, in_room: int, by_video: int
) -> dict[str, Sentence]:
    """Where room and video have seats of their own, each has some, and none below those taken."""
    if remote_capacity is None:
        return {}
    if not 0 < remote_capacity < capacity:
        return {"remote_capacity": _("Of all seats, some must be by video and some in the room.")}
    if remote_capacity < by_video:
        sentence = ngettext_lazy(
            "%(count)d person has booked by video. Seats by video can't go below that.",
            "%(count)d people have booked by video. Seats by video can't go below that.",
            by_video,
        )
        return {"remote_capacity": sentence % {"count": by_video}}
    if capacity - remote_capacity < in_room:
        sentence = ngettext_lazy(
            "%(count)d person has booked a seat in the room. Leave that many there.",
            "%(count)d people have booked a seat in the room. Leave that many there.",
            in_room,
        )
        return {"remote_capacity": sentence % {"count": in_room}}
    return {}


def facilitator_problems(
    facilitator: object | None, presenter: object | None, *, accepted: bool
) -> dict[str, Sentence]:
    """A facilitator has accepted to be one in this program, and is not the presenter."""
    if facilitator is None:
        return {}
    if facilitator == presenter:
        return {"facilitator": _("The presenter can't facilitate: choose another person.")}
    if not accepted:
        return {"facilitator": _("Choose somebody who has accepted to facilitate this program.")}
    return {}
