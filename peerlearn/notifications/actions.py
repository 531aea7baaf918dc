"""Writing messages into the outbox, and taking them back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models.functions import Now

from peerlearn.notifications.calendar import CalendarEvent, as_ics
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import words_of
from peerlearn.notifications.wakeup import wake_on_commit
from peerlearn.people.models import Person


def notify(  # noqa: PLR0913  the fields of a message, all by name
    *,
    to: Person,
    kind: str,
    dedupe_key: str,
    context: Mapping[str, Any] | None = None,
    cause: str = "",
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    calendar: CalendarEvent | None = None,
    link: str = "",
    is_private: bool = False,
) -> Notification | None:
    """Write one message to one person, in the transaction of what it tells about.

    `kind` is "<app>.<name>"; texts.py says where its templates are. A dedupe key is used once
    for good: a second call gives back the row of the first, whatever became of it. `due_at` is
    now unless given; from `expires_at` on the message is worthless and isn't sent. `link` is a
    path of ours. `is_private` keeps it from the HR admins' log: it holds a secret.

    Returns None when no mail can reach the person.
    """
    if not to.is_reachable or to.email is None:
        return None
    words = words_of(kind, to=to, context=context or {}, link=link)
    row = Notification(
        dedupe_key=dedupe_key,
        kind=kind,
        cause=cause,
        person=to,
        recipient=to.email,
        subject=words.subject,
        body=words.body,
        calendar=as_ics(calendar, attendee=to.email) if calendar else "",
        calendar_method=calendar.method if calendar else "",
        link=link,
        is_private=is_private,
        due_at=due_at or Now(),  # the clock that the drain reads
        expires_at=expires_at,
    )
    return write_once(row)


def write_once(row: Notification) -> Notification:
    """Insert a message unless its dedupe key is taken, and wake the drain."""
    Notification.objects.bulk_create([row], ignore_conflicts=True)
    wake_on_commit()
    return Notification.objects.get(dedupe_key=row.dedupe_key)


def cancel_notifications(*, cause: str, kinds: Iterable[str] | None = None) -> int:
    """Take back what waits to be sent about a cause; of some kinds only, when given.

    Returns how many. What a worker is sending at this moment is settled by its cause check.
    """
    waiting = Notification.objects.filter(cause=cause, state=Notification.State.PENDING)
    if kinds is not None:
        waiting = waiting.filter(kind__in=list(kinds))
    return waiting.update(state=Notification.State.CANCELLED, finished_at=Now())
