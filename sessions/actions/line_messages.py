"""The mails to those who wait for a seat."""

from datetime import datetime
from typing import Any

from peerlearn.notifications.actions import notify
from peerlearn.notifications.links import absolute
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.tokens import make_token
from sessions.calendar_entries import page_of
from sessions.models import WaitlistEntry
from sessions.rules.modes import REMOTE

OFFER_PURPOSE = "seat-offer"


def tell_offer(entry: WaitlistEntry) -> None:
    """Tell somebody in line that a seat is kept for them, and until when; with a link that works
    without a login. A session that is moved meanwhile is told anew.
    """
    held = entry.learning_session
    _tell(
        entry,
        kind="sessions.offered",
        key=f"offer:{entry.id}:{entry.offers}:{held.sequence}",
        expires_at=entry.offer_until,
        offer_until=entry.offer_until,
        by_video=entry.offered_mode == REMOTE,
        offer_link=offer_link(entry),
    )


def tell_offer_ended(entry: WaitlistEntry) -> None:
    """Tell somebody that the seat which was kept for them went on."""
    _tell(entry, kind="sessions.offer_ended", key=f"offer:{entry.id}:{entry.offers}:ended")


def tell_line_moved(entry: WaitlistEntry) -> None:
    """Tell somebody in line that the session is at another time, and that they keep their place."""
    sequence = entry.learning_session.sequence
    _tell(entry, kind="sessions.line_moved", key=f"waitlist:{entry.id}:moved:{sequence}")


def offer_link(entry: WaitlistEntry) -> str:
    """The address in a mail that answers this one offer without a login."""
    token = make_token(OFFER_PURPOSE, entry=str(entry.id), offer=str(entry.offers))
    page = org_reverse(entry.learning_session.organization, "sessions:offer_by_mail", token)
    return absolute(page)


def _tell(
    entry: WaitlistEntry, *, kind: str, key: str, expires_at: datetime | None = None, **words: Any
) -> None:
    held = entry.learning_session
    notify(
        to=entry.person,
        kind=kind,
        dedupe_key=key,
        cause=str(entry.id),
        context={"learning_session": held, **words},
        expires_at=expires_at,
        link=page_of(held),
    )
