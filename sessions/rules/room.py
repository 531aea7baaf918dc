"""When a room may be opened and finished, and who comes in."""

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PUBLISHED, LIVE, FINISHED = "published", "live", "finished"
# Opening earlier than this before the start is asked about: it may be the wrong session.
EARLY = timedelta(hours=1)
# So long after the end people still check in by themselves: sessions overrun. A room that nobody
# closed is no door for who reads the code on the poster days later.
OVERRUN = timedelta(hours=1)


class RoomRefusedError(Exception):
    """The room can't be opened, entered or finished; str() is a sentence for the person."""

    sentence: str | Promise = ""

    def __str__(self) -> str:
        return str(self.sentence)


class RoomNotOpenableError(RoomRefusedError):
    """It is a draft, over, or cancelled."""

    sentence = _("This session can't be opened: it is over, cancelled or still a draft.")


class RoomNotOpenError(RoomRefusedError):
    """Nobody has opened it yet."""

    sentence = _("The room isn't open yet. It opens when the facilitator starts the session.")


class RoomOverError(RoomRefusedError):
    """The session is finished or cancelled."""

    sentence = _("This session is over.")


class TooLateError(RoomRefusedError):
    """It should be over, but nobody has finished it."""

    sentence = _(
        "This session should be over, so the code lets nobody in any more. If you were there, the"
        " facilitator can still check you in."
    )


class NotApprovedError(RoomRefusedError):
    """Seats are approved here, and nobody has approved this one."""

    sentence = _(
        "In this session seats are approved, and you have none. The facilitator can let you in."
    )


class FinishedBeforeStartError(RoomRefusedError):
    """It hasn't begun, and nobody has said that it shall end all the same."""

    sentence = _("This session hasn't begun yet. Finish it only if it shall end all the same.")


class NobodyExpectedError(RoomRefusedError):
    """The booking was cancelled meanwhile."""

    sentence = _("This booking was cancelled.")


class NotBegunError(RoomRefusedError):
    """Nobody is late yet."""

    sentence = _("The session hasn't begun: nobody is late yet.")


class PersonHereError(RoomRefusedError):
    """They are checked in."""

    sentence = _("This person is checked in.")


class RoomFullError(RoomRefusedError):
    """All seats are taken, or free only for those before in line."""

    sentence = _("All seats are taken. The facilitator can let you in.")


def why_closed(state: str) -> RoomRefusedError | None:
    """Why nobody can come in now; None when the room is open."""
    if state == LIVE:
        return None
    return RoomNotOpenError() if state == PUBLISHED else RoomOverError()


def why_not_by_oneself(
    ends_at: datetime, *, now: datetime, may_sit: bool
) -> RoomRefusedError | None:
    """Why somebody can't let themselves into an open room; None when they can. `may_sit`: they have
    a seat, or the session asks for no approval, or they have it.
    """
    if now > ends_at + OVERRUN:
        return TooLateError()
    return None if may_sit else NotApprovedError()


def is_early(starts_at: datetime, *, now: datetime) -> bool:
    """Whether the start is so far away that opening is worth a question."""
    return starts_at - now > EARLY


def has_begun(starts_at: datetime, *, now: datetime) -> bool:
    """Whether somebody who isn't there is late, so that their seat can be given on."""
    return now >= starts_at


def why_not_to_finish(
    starts_at: datetime, *, now: datetime, before_start: bool
) -> RoomRefusedError | None:
    """Why an open room isn't finished now: whoever hasn't come yet would be noted as absent.
    `before_start`: somebody has read that, and wants it all the same.
    """
    if before_start or has_begun(starts_at, now=now):
        return None
    return FinishedBeforeStartError()


def must_wait(*, is_expected: bool, place: int, seats_left: int) -> bool:
    """Whether somebody at the door of an open room waits for a seat: they have none, and none is
    free, or only for those before them in line. `place` counts from 1; somebody who isn't in line
    stands behind it.
    """
    return not is_expected and seats_left < place
