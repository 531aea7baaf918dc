"""What is decided about people without asking the database, by noun."""

from peerlearn.people.rules.invitations import (
    BETWEEN_INVITATIONS,
    INVITATION_LASTS,
    NotInvited,
    why_not_invited,
)

__all__ = ["BETWEEN_INVITATIONS", "INVITATION_LASTS", "NotInvited", "why_not_invited"]
