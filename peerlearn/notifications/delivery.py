"""Sending what is due.

1. Claim a row ("sending", one attempt more) and commit.
2. In a second transaction take the row's lock, ask whether its cause still stands, send, mark.

A worker that dies between the two leaves "sending" with a free lock, which `reap` finds; no
lease and no clock can be wrong. `attempts` fences: who claimed attempt 2 can't settle attempt 3.
"""

import logging
from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from peerlearn.notifications.causes import still_stands
from peerlearn.notifications.mail import as_email
from peerlearn.notifications.models import Notification
from peerlearn.notifications.rules import MOST_ATTEMPTS, pause_after
from peerlearn.notifications.smtp import MailServer
from peerlearn.tenancy.context import organization

log = logging.getLogger(__name__)

# Longer than a worker needs from its claim to the row's lock.
GRACE = "2 seconds"
State = Notification.State


@dataclass(frozen=True)
class Claim:
    """One attempt at one row."""

    organization_id: UUID
    id: UUID
    attempts: int


def drain(*, seconds: float) -> bool:
    """Send what is due for at most so many seconds. Returns whether nothing was left."""
    until = monotonic() + seconds
    server = MailServer()
    reap()
    try:
        while claim := claim_next():
            deliver(claim, server)
            if monotonic() > until:
                return False
    finally:
        server.quit()
    return True


def reap() -> int:
    """Give back what dead workers had claimed. Returns how many rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT outbox_reap(%s::interval, %s)", [GRACE, MOST_ATTEMPTS])
        (freed,) = cursor.fetchone()
    return int(freed)


def claim_next() -> Claim | None:
    """Claim the row that is due the longest, of any organization."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT organization_id, id, attempts FROM outbox_claim()")
        row = cursor.fetchone()
    return Claim(*row) if row else None


def deliver(claim: Claim, server: MailServer) -> None:
    """Send one claimed row, holding its lock."""
    with organization(claim.organization_id):
        row = (
            Notification.objects.select_for_update()
            .filter(id=claim.id, state=State.SENDING, attempts=claim.attempts)
            .first()
        )
        if row is None:
            return
        try:
            with transaction.atomic():
                state = _send_if_it_stands(row, server)
        # Whatever a check, a text or a server throws must not stop the messages behind it.
        except Exception as error:
            log.warning("message %s, attempt %s", row.id, row.attempts, exc_info=True)
            _put_back(row, error)
        else:
            _settle(row, state=state, finished_at=Now(), last_error="")


def _send_if_it_stands(row: Notification, server: MailServer) -> State:
    if row.expires_at is not None and row.expires_at <= timezone.now():
        return State.EXPIRED
    if not still_stands(row):
        return State.CANCELLED
    server.send(as_email(row))
    return State.SENT


def _put_back(row: Notification, error: Exception) -> None:
    last_error = f"{type(error).__name__}: {error}"[:300]
    pause = pause_after(row.attempts)
    if pause is None:
        _settle(row, state=State.FAILED, finished_at=Now(), last_error=last_error)
    else:
        _settle(row, state=State.PENDING, due_at=Now() + pause, last_error=last_error)


def _settle(row: Notification, **fields: object) -> None:
    Notification.objects.filter(id=row.id).update(**fields)
