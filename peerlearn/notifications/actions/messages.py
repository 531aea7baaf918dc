"""Writing messages into the outbox, and taking them back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now

from peerlearn.notifications.calendar import CalendarEvent, as_ics
from peerlearn.notifications.first_days import not_before
from peerlearn.notifications.groups import group_of
from peerlearn.notifications.models import Notification
from peerlearn.notifications.queries import CAN_BE_RETRIED
from peerlearn.notifications.texts import House, Words, house_entered, words_of
from peerlearn.notifications.wakeup import wake_on_commit
from peerlearn.people.models import Person


class MessageFields(TypedDict, total=False):
    """What a message may have beside its recipient, kind and dedupe key.

    `context` is for the kind's templates. `cause` names what it tells about, to cancel it by.
    `calendars` are several entries, all with one method; each is a file of its own.
    `due_at` is now unless given; from `expires_at` on the message is worthless and isn't sent.
    `link` is a path of ours. `is_private` keeps it from the HR admins' log: it holds a secret.
    `address` is where it goes instead of the person's own address.
    `program` is the id of the program that it belongs to: its admins see what became of it. It is
    that of the context's `program` or `learning_session` unless given.
    `words` stand in place of the kind's templates: somebody in the organization wrote them.
    `house` saves a query for each of many messages.
    """

    context: Mapping[str, Any]
    cause: str
    due_at: datetime | None
    expires_at: datetime | None
    calendar: CalendarEvent | None
    calendars: Sequence[CalendarEvent]
    link: str
    is_private: bool
    address: str
    program: UUID | None
    words: Words | None
    house: House


# What may still be taken back.
WAITING = (Notification.State.PENDING, Notification.State.HELD)


def notify(
    *, to: Person, kind: str, dedupe_key: str, **fields: Unpack[MessageFields]
) -> Notification | None:
    """Write one message to one person, in the transaction of what it tells about.

    A dedupe key is used once for good: a second call gives back the row of the first, whatever
    became of it. Returns None when no mail can reach the person.
    """
    row = compose(to=to, kind=kind, dedupe_key=dedupe_key, **fields)
    return write_once(row) if row else None


def notify_all(rows: Iterable[Notification | None]) -> None:
    """Write many composed messages at once, skipping what can't be sent or was written before."""
    sendable = [row for row in rows if row is not None]
    Notification.objects.bulk_create(sendable, batch_size=500, ignore_conflicts=True)
    if sendable:
        wake_on_commit()


def compose(
    *, to: Person, kind: str, dedupe_key: str, **fields: Unpack[MessageFields]
) -> Notification | None:
    """A message that isn't written yet, or None when no mail can reach the person, or only when
    it is worthless: whoever hasn't started yet is written to on their first day.

    `kind` is "<app>.<name>"; texts.py says where its templates are.
    """
    address = fields.get("address") or to.email
    if not address or to.state != Person.State.ACTIVE:
        return None
    house = fields.get("house") or house_entered()
    due_at, expires_at = fields.get("due_at"), fields.get("expires_at")
    earliest = not_before(to, group=group_of(kind), house=house)
    if earliest is not None:
        due_at = max(due_at or earliest, earliest)
        if expires_at is not None and expires_at <= due_at:
            return None
    link, calendar = fields.get("link", ""), fields.get("calendar")
    events = [calendar] if calendar else fields.get("calendars", ())
    words = fields.get("words") or words_of(
        kind,
        to=to,
        context=fields.get("context") or {},
        link=link,
        house=house,
    )
    return Notification(
        dedupe_key=dedupe_key,
        kind=kind,
        group=group_of(kind),
        program=fields.get("program") or _program_told_of(fields.get("context") or {}),
        cause=fields.get("cause", ""),
        person=to,
        recipient=address,
        subject=words.subject,
        body=words.body,
        calendar=_as_text(events, address),
        calendar_method=events[0].method if events else "",
        link=link,
        is_private=fields.get("is_private", False),
        due_at=due_at or Now(),  # the clock that the drain reads
        expires_at=expires_at,
    )


def _as_text(events: Sequence[CalendarEvent], address: str) -> str:
    return "".join(as_ics(event, attendee=address) for event in events)


def _program_told_of(context: Mapping[str, Any]) -> UUID | None:
    if (program := context.get("program")) is not None:
        return getattr(program, "id", None)
    return getattr(context.get("learning_session"), "program_id", None)


def write_once(row: Notification) -> Notification:
    """Insert a message unless its dedupe key is taken, and wake the drain."""
    Notification.objects.bulk_create([row], ignore_conflicts=True)
    wake_on_commit()
    return Notification.objects.get(dedupe_key=row.dedupe_key)


def cancel_notifications(*, cause: str, kinds: Iterable[str] | None = None) -> int:
    """Take back what waits to be sent about a cause; of some kinds only, when given.

    Returns how many. What a worker is sending at this moment is settled by its cause check.
    """
    waiting = Notification.objects.filter(cause=cause, state__in=WAITING)
    if kinds is not None:
        waiting = waiting.filter(kind__in=list(kinds))
    return waiting.update(state=Notification.State.CANCELLED, finished_at=Now())


def cancel_all(*, causes: Collection[str], kinds: Collection[str]) -> int:
    """The same for many causes at once, of some kinds."""
    waiting = Notification.objects.filter(cause__in=causes, kind__in=kinds, state__in=WAITING)
    return waiting.update(state=Notification.State.CANCELLED, finished_at=Now())


def retry(given_up: QuerySet[Notification]) -> int:
    """Have messages that were given up tried again from the start. Returns how many.

    Whether they are still wanted is asked before they leave, as always.
    """
    again = given_up.filter(state__in=CAN_BE_RETRIED).update(
        state=Notification.State.PENDING,
        attempts=0,
        due_at=Now(),
        finished_at=None,
        last_error="",
    )
    if again:
        wake_on_commit()
    return again


def mark_read(messages: QuerySet[Notification]) -> int:
    """Note that a person has opened messages; those opened before keep their time."""
    return messages.filter(read_at=None).update(read_at=Now())


def mark_unread(messages: QuerySet[Notification]) -> int:
    """Take that back."""
    return messages.exclude(read_at=None).update(read_at=None)


def forget_notifications(*, cause: str, kinds: Iterable[str]) -> int:
    """Delete messages about a cause whose fate alone would tell what must stay unknown.

    What waits or is being sent stays: cancel it before. Returns how many are gone.
    """
    kept = (Notification.State.PENDING, Notification.State.SENDING)
    settled = Notification.objects.filter(cause=cause, kind__in=list(kinds)).exclude(state__in=kept)
    return settled.delete()[0]
