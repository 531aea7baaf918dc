"""Sending what is due.

1. Claim a row ("sending", one attempt more) and commit.
2. In a second transaction take the row's lock, ask whether its cause still stands, send, mark, and
   claim the next one.

A worker that dies between the two leaves "sending" with a free lock, which `reap` finds; no
lease and no clock can be wrong. `attempts` fences: who claimed attempt 2 can't settle attempt 3.

One row a transaction: a worker that is killed leaves one mail at most of which nobody knows whether
the server took it. It goes again under the same Message-ID (decision 11).
"""

import logging
from dataclasses import dataclass, field
from time import monotonic, sleep
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from peerlearn.notifications.causes import still_stands
from peerlearn.notifications.digests import fill, hold, note_digested
from peerlearn.notifications.mail import as_email
from peerlearn.notifications.models import Notification
from peerlearn.notifications.queries import DIGEST
from peerlearn.notifications.routing import Route, route_of
from peerlearn.notifications.rules import MOST_ATTEMPTS, pause_after
from peerlearn.notifications.smtp import MailServer
from peerlearn.notifications.texts import House, house_entered
from peerlearn.tenancy.context import organization

log = logging.getLogger(__name__)

# Longer than a worker needs from its claim to the row's lock.
GRACE = "2 seconds"
# How long a worker goes on trying to note a mail that the server has taken.
NOTE_SECONDS, NOTE_PAUSE = 30, 0.2
State = Notification.State

CLAIM = "SELECT organization_id, id, attempts FROM outbox_claim()"
# By hand, and the next claim in the same breath: Django's own take three times as long, for
# every mail.
FIELDS = [column.attname for column in Notification._meta.concrete_fields]
LOCK = """
SELECT {} FROM notification
WHERE organization_id = %s AND id = %s AND state = 'sending' AND attempts = %s FOR UPDATE
""".format(", ".join(f'"{name}"' for name in FIELDS))
SETTLE = """
UPDATE notification SET state = %s, finished_at = clock_timestamp(), last_error = ''
WHERE organization_id = %s AND id = %s"""


@dataclass(frozen=True)
class Claim:
    """One attempt at one row."""

    organization_id: UUID
    id: UUID
    attempts: int


@dataclass
class Attempt:
    """How far we came with a message: whether the server has it, which held ones are in it."""

    was_sent: bool = False
    held: list[UUID] = field(default_factory=list)


@dataclass
class Round:
    """What a drain keeps between its mails, for seconds: nothing of it may decide about one."""

    server: MailServer
    until: float
    houses: dict[UUID | None, House] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether it is time to give the worker back."""
        return monotonic() > self.until

    def house(self, organization_id: UUID | None) -> House:
        """The organization entered, as its mails call it."""
        if organization_id not in self.houses:
            self.houses[organization_id] = house_entered()
        return self.houses[organization_id]


def drain(*, seconds: float) -> bool:
    """Send what is due for at most so many seconds. Returns whether nothing was left."""
    run = Round(MailServer(), monotonic() + seconds)
    reap()
    try:
        claim = claim_next()
        while claim:
            claim = deliver(claim, run) or (None if run.is_over else claim_next())
    finally:
        run.server.quit()
    return not run.is_over


def reap() -> int:
    """Give back what dead workers had claimed. Returns how many rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT outbox_reap(%s::interval, %s)", [GRACE, MOST_ATTEMPTS])
        (freed,) = cursor.fetchone()
    return int(freed)


def claim_next() -> Claim | None:
    """Claim the row that is due the longest, of any organization."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(CLAIM)
        row = cursor.fetchone()
    return Claim(*row) if row else None


def deliver(claim: Claim, run: Round) -> Claim | None:
    """Send one claimed row, holding its lock. Returns the next claim, if there is one at once."""
    attempt = Attempt()
    try:
        with organization(claim.organization_id):
            row = _locked(claim)
            if row is None:
                return None
            route = _send(row, attempt, run)
            _note(row, attempt, route)
            return _settle_and_claim(row, route.state, run)
    # Whatever a check, a text or a server throws must not stop the messages behind it.
    except Exception as error:
        log.warning("message %s, attempt %s", claim.id, claim.attempts, exc_info=True)
        if attempt.was_sent:
            _note_sent(claim, attempt)
        else:
            _put_back(claim, error)
        return None


def _send(row: Notification, attempt: Attempt, run: Round) -> Route:
    """Send it, unless it shall not be, or not now: what became of it."""
    house = run.house(row.organization_id)
    refused = _refusal(row)
    if refused is not None:
        return Route(refused)
    route = route_of(row, house_zone=house.time_zone, now=timezone.now())
    if route.state != State.SENT:
        return route
    if row.kind == DIGEST:
        attempt.held = fill(row, house)
        if not attempt.held:
            return Route(State.CANCELLED)
    run.server.send(as_email(row, house), to=row.recipient)
    attempt.was_sent = True
    return route


def _note(row: Notification, attempt: Attempt, route: Route) -> None:
    """What else is to be written with what became of a message."""
    if attempt.held:
        note_digested(attempt.held)
    if route.at is None:
        return
    if route.state == State.HELD:
        hold(row, until=route.at)
    else:
        Notification.objects.filter(id=row.id).update(due_at=route.at)


def _locked(claim: Claim) -> Notification | None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [str(claim.organization_id), str(claim.id), claim.attempts])
        found = cursor.fetchone()
    return Notification.from_db("default", FIELDS, found) if found else None


def _refusal(row: Notification) -> State | None:
    """Why a message isn't sent after all, as the state that it ends in."""
    if row.expires_at is not None and row.expires_at <= timezone.now():
        return State.EXPIRED
    return None if still_stands(row) else State.CANCELLED


def _settle_and_claim(row: Notification, state: State, run: Round) -> Claim | None:
    with connection.cursor() as cursor:
        statements = SETTLE if run.is_over else f"{SETTLE}; {CLAIM}"
        cursor.execute(statements, [state.value, str(row.organization_id), str(row.id)])
        found = None if run.is_over or not cursor.description else cursor.fetchone()
    return Claim(*found) if found else None


def _note_sent(claim: Claim, attempt: Attempt) -> None:
    """The server took it, but Postgres went away before we could say so: say it when it is back,
    unless somebody has claimed the row again by then.
    """
    until = monotonic() + NOTE_SECONDS
    while True:
        try:
            with organization(claim.organization_id):
                _settle(claim, state=State.SENT, finished_at=Now(), last_error="")
                note_digested(attempt.held)
        except DatabaseError:
            if monotonic() > until:
                raise
            connection.close()
            sleep(NOTE_PAUSE)
        else:
            return


def _put_back(claim: Claim, error: Exception) -> None:
    last_error = f"{type(error).__name__}: {error}"[:300]
    pause = pause_after(claim.attempts)
    if pause is None:
        _settle(claim, state=State.FAILED, finished_at=Now(), last_error=last_error)
    else:
        _settle(claim, state=State.PENDING, due_at=Now() + pause, last_error=last_error)


def _settle(claim: Claim, **fields: object) -> None:
    """In a transaction of its own; whoever lost the claim to the reaper still holds the attempt,
    until the row is claimed again.
    """
    with organization(claim.organization_id):
        Notification.objects.filter(
            id=claim.id, attempts=claim.attempts, state__in=(State.SENDING, State.PENDING)
        ).update(**fields)
