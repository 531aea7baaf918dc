"""Who may have a seat."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Until so many hours before the start a seat is given back without a word, by the session's kind;
# any time before it for all others.
CANCEL_HOURS = {"lunch_and_learn": 4, "workshop": 24}


class SeatRefusedError(Exception):
    """A seat can't be given, or given back; str() is a sentence for the person."""

    sentence: str | Promise = ""

    def __str__(self) -> str:
        return str(self.sentence)


class SessionCancelledError(SeatRefusedError):
    """The session was called off."""

    sentence = _("This session was cancelled.")


class SessionStartedError(SeatRefusedError):
    """It has started or is over."""

    sentence = _("This session has started.")


class SessionClosedError(SeatRefusedError):
    """It is a draft, or finished."""

    sentence = _("This session takes no bookings.")


class ProgramNotLaunchedError(SeatRefusedError):
    """Its people don't know of it yet."""

    sentence = _("The program of this session isn't launched yet: seats can be booked after that.")


class ProgramPutAwayError(SeatRefusedError):
    """Its program is in the archive."""

    sentence = _("The program of this session is over and in the archive: nobody books any more.")


class SessionLedError(SeatRefusedError):
    """The person presents or facilitates it."""

    sentence = _("You lead this session: you need no seat.")


class NotEnrolledError(SeatRefusedError):
    """The session belongs to a program that the person isn't in."""

    sentence = _("This session is for the people of its program.")


class NotStartedError(SeatRefusedError):
    """Somebody else books for whoever isn't in the company yet on that day."""

    sentence = _("This person's first day comes after the session.")


class ApprovalNeededError(SeatRefusedError):
    """Seats of this session are asked for."""

    sentence = _("In this session people ask for a seat: ask, and you hear yes or no.")


class NotAskedError(SeatRefusedError):
    """The request was withdrawn, answered, or is over."""

    sentence = _("This request was withdrawn, answered, or is over.")


class AnswerToldError(SeatRefusedError):
    """A yes of before can't be taken back."""

    sentence = _("This answer is on its way by mail. To take the seat back, cancel the booking.")


class SessionFullError(SeatRefusedError):
    """All seats are taken."""

    sentence = _("All seats are taken. You can join the waiting list.")


class RoomSeatsTakenError(SessionFullError):
    """There are still seats by video."""

    sentence = _("All seats in the room are taken; you can take part by video, or wait.")


class VideoSeatsTakenError(SessionFullError):
    """There are still seats in the room."""

    sentence = _("All seats by video are taken; you can come to the room, or wait.")


class OneModeError(SeatRefusedError):
    """Everybody is in the room, or everybody by video."""

    sentence = _("There is one way to take part in this session.")


class SeatFreeError(SeatRefusedError):
    """There is nothing to wait for."""

    sentence = _("A seat is free: you can book it.")


class OfferGoneError(SeatRefusedError):
    """It ran out, or was let go."""

    sentence = _("This offer has ended: the seat went on to the next in line.")


class NotWaitingError(SeatRefusedError):
    """The person is in the line no more."""

    sentence = _("This person doesn't wait any more.")


class NotFreeThenError(SeatRefusedError):
    """They have another session then, or an offer of one, or may not attend any more."""

    sentence = _("This person has something else at that time, or isn't in the program any more.")


class NoMoreSeatsError(SeatRefusedError):
    """There are as many as there can be."""

    sentence = _("This session has as many seats as there can be.")


class CutOffPassedError(SeatRefusedError):
    """It takes an excuse now."""

    sentence = _("It is too late to cancel without a word. Say that you can't come.")


class SeatUsedError(SeatRefusedError):
    """The person was there, or was noted as missing."""

    sentence = _("The room is open: this booking can't be cancelled any more.")


# By the state of the program. In a finished one, sessions that were kept are booked as before.
PROGRAM_REFUSES = {"draft": ProgramNotLaunchedError, "archived": ProgramPutAwayError}


def why_no_booking(
    *,
    is_on: bool,
    is_cancelled: bool,
    is_led: bool,
    program_state: str,
    starts_at: datetime,
    now: datetime,
) -> SeatRefusedError | None:
    """Why nobody, or not this person, can book; None when a booking may be tried."""
    if is_cancelled:
        return SessionCancelledError()
    if now >= starts_at:
        return SessionStartedError()
    if not is_on:
        return SessionClosedError()
    if is_led:
        return SessionLedError()
    refused = PROGRAM_REFUSES.get(program_state)
    return refused() if refused else None


def overlaps(start: datetime, end: datetime, other_start: datetime, other_end: datetime) -> bool:
    """Whether two spans of time share a moment; back to back they don't."""
    return start < other_end and other_start < end
