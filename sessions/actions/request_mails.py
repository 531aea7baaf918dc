"""The mails about requests for a seat: to whoever approves them, and to whoever asked."""

from datetime import datetime
from zoneinfo import ZoneInfo

from peerlearn.notifications.actions import cancel_notifications, notify
from peerlearn.notifications.links import absolute
from peerlearn.people.models import Person
from peerlearn.people.queries.holidays import closed_days
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.tokens import make_token
from sessions.calendar_entries import page_of
from sessions.models import LearningSession, WaitlistEntry
from sessions.queries.requests import approvers_of
from sessions.rules.requests import reminder_at

ASKED, UNANSWERED = "sessions.seat_asked", "sessions.requests_wait"
IN_LINE, DECLINED, OVER = (
    "sessions.request_in_line",
    "sessions.request_declined",
    "sessions.request_over",
)
REQUEST_PURPOSE = "seat-request"


def tell_asked(entry: WaitlistEntry) -> None:
    """Ask whoever approves, now, and again where nobody has answered after two working days."""
    held = entry.learning_session
    zone = ZoneInfo(held.time_zone)
    again_at = reminder_at(entry.joined_at, zone, closed_days())
    for to in approvers_of(held):
        notify(
            to=to,
            kind=ASKED,
            dedupe_key=f"request:{entry.id}:{_times_asked(entry)}:{to.id}",
            cause=str(entry.id),
            context={"learning_session": held, "person": entry.person},
            expires_at=held.starts_at,
            link=absolute(request_path(entry, to)),
        )
        if again_at < held.starts_at:
            notify(
                to=to,
                kind=UNANSWERED,
                dedupe_key=f"requests:{held.id}:{again_at.date()}:{to.id}",
                cause=f"{held.id}.requests",
                context={"learning_session": held},
                due_at=again_at,
                expires_at=held.starts_at,
                link=line_of_page(held),
            )


def tell_in_line(entry: WaitlistEntry, *, due_at: datetime | None = None) -> None:
    """They are approved, and all seats are taken."""
    _tell(entry, IN_LINE, due_at=due_at)


def tell_declined(entry: WaitlistEntry, *, reason: str, due_at: datetime) -> None:
    """Somebody else decided; the reason is theirs."""
    _tell(entry, DECLINED, due_at=due_at, reason=reason)


def tell_over(entry: WaitlistEntry) -> None:
    """The session has begun, and nobody has answered."""
    _tell(entry, OVER)


def take_back_refusal(entry: WaitlistEntry) -> int:
    """Keep a refusal from being sent. Returns whether it hadn't been."""
    return cancel_notifications(cause=str(entry.id), kinds=[DECLINED])


def request_path(entry: WaitlistEntry, approver: Person) -> str:
    """The page on which one of those who approve answers a request, without a login."""
    token = make_token(REQUEST_PURPOSE, entry=str(entry.id), person=str(approver.id))
    return org_reverse(entry.learning_session.organization, "sessions:request_by_mail", token)


def line_of_page(held: LearningSession) -> str:
    """The page with the requests and the line of a session."""
    return org_reverse(held.organization, "sessions:line", held.id)


def _times_asked(entry: WaitlistEntry) -> int:
    return entry.steps.count()


def _tell(entry: WaitlistEntry, kind: str, *, due_at: datetime | None = None, **words: str) -> None:
    notify(
        to=entry.person,
        kind=kind,
        dedupe_key=f"{kind}:{entry.id}:{_times_asked(entry)}",
        cause=str(entry.id),
        context={"learning_session": entry.learning_session, **words},
        due_at=due_at,
        link=page_of(entry.learning_session),
    )
