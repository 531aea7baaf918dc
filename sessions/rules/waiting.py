"""What waiting for a seat has come to, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sessions.rules.room import LIVE, PUBLISHED

ASKED, DECLINED = "asked", "declined"
IN_LINE, OFFERED, STARTED, OVER, CANCELLED = "in_line", "offered", "started", "over", "cancelled"
REQUESTED, REFUSED = "requested", "declined"


@dataclass(frozen=True)
class Wait:
    """A person's waiting: how it stands, their place (1 is next), two sentences for them."""

    stage: str
    place: int
    title: str
    note: str

    @property
    def is_open(self) -> bool:
        """Whether a seat may still come, by itself or from the facilitator."""
        return self.stage in (ASKED, IN_LINE, OFFERED, STARTED)


def wait_of(
    place: int,
    *,
    state: str,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    offer_until: datetime | None = None,
    request: str = "",
) -> Wait:
    """How the waiting for a session in this state stands; a seat is kept until `offer_until`.
    `request` is the state of one that was only asked for.
    """
    stage = _stage(state, starts_at, ends_at, now)
    if stage == IN_LINE and request:
        stage = ASKED if request == REQUESTED else DECLINED
    if stage == IN_LINE and offer_until is not None:
        stage = OFFERED if now < offer_until else OVER
    title, note = _words(stage, place)
    return Wait(stage=stage, place=place, title=title, note=note)


def _stage(state: str, starts_at: datetime, ends_at: datetime, now: datetime) -> str:
    """An open room isn't over before somebody finishes it."""
    if state == "cancelled":
        return CANCELLED
    if state not in (PUBLISHED, LIVE) or (state == PUBLISHED and now >= ends_at):
        return OVER
    return STARTED if now >= starts_at else IN_LINE


def _words(stage: str, place: int) -> tuple[str, str]:
    if stage == IN_LINE:
        title = _("Number %(place)d in line") % {"place": place}
        return title, _(
            "A free seat is offered to the first in line at once, by mail; in the last twelve hours"
            " it is simply theirs."
        )
    if stage in (ASKED, DECLINED):
        return _words_of_request(stage)
    if stage == OFFERED:
        return _("A seat is kept for you"), _("Nobody else gets it before your time is over.")
    if stage == STARTED:
        return _("No seat came free"), _(
            "The session has begun. If you are there, the facilitator can still give you a seat "
            "that stays empty."
        )
    if stage == OVER:
        return _("No seat came free"), _("The session is over, and so is the waiting.")
    return _("You waited for a seat"), _("With the session the waiting list was closed.")


def _words_of_request(stage: str) -> tuple[str, str]:
    if stage == DECLINED:
        return _("Your request was declined"), _("Below it says why. You can ask again.")
    return _("You asked for a seat"), _(
        "You hear yes or no by mail. A request holds no seat: with a yes you get a free one, or a"
        " place in line from when you asked. The line goes first when a seat comes free."
    )
