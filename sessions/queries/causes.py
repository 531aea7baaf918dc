"""Whether what a mail tells about still stands."""

from uuid import UUID

from django.db import connection
from django.utils import timezone

from peerlearn.notifications.models import Notification
from sessions.models import (
    Booking,
    CadenceBallot,
    CadencePoll,
    LearningSession,
    LunchOrder,
    WaitlistEntry,
)

ABOUT_A_VOTE = ("sessions.cadence_vote", "sessions.cadence_ended", "sessions.cadence_set")

ABOUT_A_SEAT = (
    "sessions.booking_confirmed",
    "sessions.promoted",
    "sessions.changed",
    "sessions.reminder",
)
# After it, with the state that a seat must have.
AFTER = {
    "sessions.follow_up": Booking.State.ATTENDED,
    "sessions.missed_you": Booking.State.NO_SHOW,
}
ON = (LearningSession.State.PUBLISHED, LearningSession.State.LIVE)
# By hand: it is asked before every mail, and Django takes longer for its words than Postgres does.
SEAT = """
SELECT booking.state, held.state, held.starts_at FROM booking
JOIN learning_session held ON (held.organization_id, held.id)
  = (booking.organization_id, booking.learning_session_id)
WHERE booking.organization_id = %s AND booking.id = %s"""


ABOUT_AN_OFFER = ("sessions.offered",)
ABOUT_A_PLACE = ("sessions.line_moved",)


def offer_stands(notification: Notification) -> bool:
    """Whether the seat is still kept, until when the mail says."""
    return WaitlistEntry.objects.filter(
        pk=notification.cause,
        state=WaitlistEntry.State.OFFERED,
        offer_until=notification.expires_at,
    ).exists()


def place_stands(notification: Notification) -> bool:
    """Whether they still wait."""
    waiting = (WaitlistEntry.State.REQUESTED, WaitlistEntry.State.WAITING)
    return WaitlistEntry.objects.filter(pk=notification.cause, state__in=waiting).exists()


def request_stands(notification: Notification) -> bool:
    """Whether they still ask for a seat."""
    asked = WaitlistEntry.State.REQUESTED
    return WaitlistEntry.objects.filter(pk=notification.cause, state=asked).exists()


def requests_stand(notification: Notification) -> bool:
    """Whether anybody still waits for an answer in a session that is ahead."""
    session_id, _dot, _rest = notification.cause.partition(".")
    return WaitlistEntry.objects.filter(
        learning_session=UUID(session_id),
        state=WaitlistEntry.State.REQUESTED,
        learning_session__state__in=ON,
        learning_session__starts_at__gt=timezone.now(),
    ).exists()


def seat_stands(notification: Notification) -> bool:
    """Whether the seat is still held and, for a reminder, the session still starts when it did.

    A mail to somebody who leads the session, who has no seat, always stands.
    """
    if "." in notification.cause:
        return True
    with connection.cursor() as cursor:
        cursor.execute(SEAT, [notification.organization_id, notification.cause])
        found = cursor.fetchone()
    if found is None:
        return False
    seat, state, start = found
    if seat in Booking.GIVEN_BACK or state not in ON:
        return False
    return notification.expires_at is None or notification.expires_at == start


def topic_stands(notification: Notification) -> bool:
    """Whether the session on a topic that somebody voted for is still on."""
    session_id, _dot, _rest = notification.cause.partition(".")
    session = LearningSession.objects.filter(pk=session_id).first()
    return session is not None and session.is_on


def order_stands(notification: Notification) -> bool:
    """Whether the session whose lunch is to be ordered is still on, at the same time."""
    order = LunchOrder.objects.select_related("learning_session").filter(pk=notification.cause)
    found = order.first()
    return (
        found is not None
        and found.learning_session.is_on
        and found.learning_session.starts_at == found.starts_at
    )


def attendance_stands(notification: Notification) -> bool:
    """Whether somebody still was there, or was missed, as a message after a session says."""
    return Booking.objects.filter(pk=notification.cause, state=AFTER[notification.kind]).exists()


def vote_stands(notification: Notification) -> bool:
    """Whether a vote on how to meet still asks for what the mail asks."""
    poll_id, _dot, rest = notification.cause.partition(".")
    poll = CadencePoll.objects.filter(pk=poll_id).first()
    if poll is None:
        return False
    if rest == "outcome":
        return poll.state == CadencePoll.State.SET
    if not rest:
        return poll.state == CadencePoll.State.OPEN
    voted = CadenceBallot.objects.filter(poll=poll, person=notification.person_id)
    return poll.takes_votes(now=timezone.now()) and not voted.exists()
