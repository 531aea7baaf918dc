"""Reads of messages: one's own, and the organization's log."""

from dataclasses import dataclass
from datetime import time
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from peerlearn.notifications.causes import kinds_named, name_in_log, unlogged_kinds
from peerlearn.notifications.models import MessageChoices, Notification, SwitchedOff
from peerlearn.people.models import Person

State = Notification.State
Messages = QuerySet[Notification]
INVITATION, DIGEST = "people.invitation", "notifications.digest"
CAN_BE_RETRIED = (State.FAILED, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many messages are due, since how many seconds the oldest is, and how many were lost."""

    due: int
    oldest_seconds: float
    given_up: int


def outbox_backlog() -> Backlog:
    """Over all organizations, for operators: sums alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT due, oldest_seconds, given_up FROM outbox_backlog()")
        return Backlog(*cursor.fetchone())


def messages_of(person: Person) -> QuerySet[Notification]:
    """What a person was told, newest first: not what waits for its time or was taken back."""
    return (
        Notification.objects.filter(person=person, due_at__lte=Now())
        .exclude(state__in=[State.CANCELLED, State.EXPIRED])
        # Who reads the invitation here has accepted it; the daily mail says what stands here.
        .exclude(kind__in=(INVITATION, DIGEST))
        .exclude(
            Exists(
                SwitchedOff.objects.filter(
                    person=person, group=OuterRef("group"), channel=SwitchedOff.Channel.IN_APP
                )
            )
        )
        .order_by("-due_at", "-id")
    )


def unread_count(person: Person) -> int:
    """How many of them the person hasn't opened here."""
    return messages_of(person).filter(read_at=None).count()


def mail_log(
    *, text: str = "", state: str = "", kind: str = "", program: UUID | None = None
) -> Messages:
    """The organization's messages, newest first, or those of a program; "" filters nothing.

    Subjects of private messages can't be searched: they aren't shown either.
    """
    found = logged_messages().order_by("-created_at", "-id").defer("body", "calendar")
    if program is not None:
        found = found.filter(program=program)
    if text:
        subject = Q(is_private=False, subject__icontains=text)
        found = found.filter(Q(recipient__icontains=text) | subject)
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind__in=kinds_named(kind))
    return found


def kinds_sent(program: UUID | None = None) -> list[str]:
    """The kinds that the organization, or a program, has messages of, as logs call them."""
    found = logged_messages().order_by()
    if program is not None:
        found = found.filter(program=program)
    return sorted({name_in_log(kind) for kind in found.values_list("kind", flat=True).distinct()})


def retryable(program: UUID | None = None) -> Messages:
    """Messages that were given up, of the organization or a program."""
    found = logged_messages().filter(state__in=CAN_BE_RETRIED)
    return found.filter(program=program) if program is not None else found


def fate_of(program: UUID) -> dict[str, int]:
    """How many messages of a program are in which state."""
    found = logged_messages().filter(program=program).order_by()
    return dict(found.values_list("state").annotate(Count("id")))


def logged_messages() -> QuerySet[Notification]:
    """The door of the log, for its list and for one message: all but the kinds no log shows."""
    return Notification.objects.exclude(kind__in=unlogged_kinds())


@dataclass(frozen=True)
class Choices:
    """What a person has decided about their messages; `off` are groups with a channel."""

    quiet_from: time | None
    quiet_until: time | None
    mails_a_day: int | None
    off: frozenset[tuple[str, str]]


def choices_of(person: Person) -> Choices:
    """A person's choices, or what holds for who chose nothing."""
    times = MessageChoices.objects.filter(person=person).first() or MessageChoices()
    switches = SwitchedOff.objects.filter(person=person).values_list("group", "channel")
    return Choices(times.quiet_from, times.quiet_until, times.mails_a_day, off=frozenset(switches))


def inbox(person: Person, *, program: UUID | None = None, unread: bool = False) -> Messages:
    """A person's messages, of one program or unread ones only."""
    found = messages_of(person).defer("body", "calendar")
    if program is not None:
        found = found.filter(program=program)
    return found.filter(read_at=None) if unread else found


def programs_in_inbox(person: Person) -> set[UUID]:
    """The programs that a person has messages of."""
    found = messages_of(person).exclude(program=None).order_by()
    return {pk for pk in found.values_list("program", flat=True).distinct() if pk}
