"""Whether what a mail about feedback asks for still stands."""

from uuid import UUID

from feedback.models import FeedbackParticipation, FeedbackRound
from peerlearn.notifications.models import Notification


def round_is_open(notification: Notification) -> bool:
    """An invitation stands while the round collects answers."""
    return FeedbackRound.objects.filter(
        pk=notification.cause, state=FeedbackRound.State.COLLECTING
    ).exists()


def still_unanswered(notification: Notification) -> bool:
    """A reminder stands while the round is open and this person hasn't answered."""
    return FeedbackParticipation.objects.filter(
        round_id=UUID(notification.cause), person=notification.person_id, has_answered=False
    ).exists()
