"""Finishing or archiving a program, with a word on its sessions still to come, as one act."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.people.models import Person
from programs.actions.moves import hold_program
from programs.actions.programs import archive_program, finish_program
from programs.errors import ProgramError
from programs.models import Program
from sessions.actions.calling_off import CalledOff, cancel_sessions_ahead
from sessions.queries.ahead import still_ahead

KEEP, CANCEL = "keep", "cancel"
Ending = Literal["finish", "archive"]
ACTS = {"finish": finish_program, "archive": archive_program}


class SessionsAheadError(ProgramError):
    """Sessions are still to come, and nobody has said what becomes of them, or said it of another
    number.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        said = ngettext(
            "%(count)d session is still to come: say what becomes of it.",
            "%(count)d sessions are still to come: say what becomes of them.",
            count,
        )
        super().__init__(said % {"count": count})


class KeptInArchiveError(ProgramError):
    """What is in the archive takes no bookings, so nothing there can take place."""

    def __init__(self) -> None:
        super().__init__(
            _("To let the sessions take place, finish the program now and archive it later.")
        )


@dataclass(frozen=True)
class Ended:
    """What was done: the sessions that were cancelled, with how many people were told, and how
    many are kept.
    """

    program: Program
    cancelled: CalledOff
    kept: int = 0


def end_program(
    program: Program,
    verb: Ending,
    *,
    sessions: str = "",
    expected: int | None = None,
    reason: str = "",
    by: Person,
    now: datetime,
) -> Ended:
    """Finish or archive a program. Its sessions to come are cancelled, each person being told
    once, or, in a program that is finished, kept: its people book them as before, and HR can
    change and cancel them. `expected` is how many whoever decides has seen.

    Raises SessionsAheadError, KeptInArchiveError, and WrongStateError.
    """
    with transaction.atomic():
        hold_program(program)
        ahead = still_ahead(program, now=now).count()
        if ahead and (sessions not in (KEEP, CANCEL) or expected not in (None, ahead)):
            raise SessionsAheadError(ahead)
        if ahead and sessions == KEEP and verb == "archive":
            raise KeptInArchiveError
        done = CalledOff(0, 0)
        if sessions == CANCEL:
            done = cancel_sessions_ahead(program, reason=reason, by=by, now=now)
        ended = ACTS[verb](program, by=by)
    return Ended(ended, done, kept=ahead - done.sessions)
