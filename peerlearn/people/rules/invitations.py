"""Whom an invitation may be sent to."""

from datetime import datetime, timedelta
from enum import StrEnum

INVITATION_LASTS = timedelta(days=30)
# A second click on the same day sends nothing; a reminder next week does.
BETWEEN_INVITATIONS = timedelta(days=1)


class NotInvited(StrEnum):
    """Why no invitation is sent."""

    LEFT = "left"
    UNREACHABLE = "unreachable"
    MEMBER = "member"
    INVITED_JUST_NOW = "invited_just_now"


def why_not_invited(
    *, works_here: bool, has_email: bool, is_member: bool, last_sent: datetime | None, now: datetime
) -> NotInvited | None:
    """What keeps a person from being sent an invitation now, if anything does."""
    if not works_here:
        return NotInvited.LEFT
    if is_member:
        return NotInvited.MEMBER
    if not has_email:
        return NotInvited.UNREACHABLE
    if last_sent is not None and now - last_sent < BETWEEN_INVITATIONS:
        return NotInvited.INVITED_JUST_NOW
    return None
