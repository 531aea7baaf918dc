"""Whether what a mail tells about still stands."""

from peerlearn.notifications.models import Notification
from sessions.models import Booking

ABOUT_A_SEAT = (
    "sessions.booking_confirmed",
    "sessions.promoted",
    "sessions.changed",
    "sessions.reminder",
)


def seat_stands(notification: Notification) -> bool:
    """Whether the seat is still held and, for a reminder, the session still starts when it did.

    A mail to somebody who leads the session, who has no seat, always stands.
    """
    if "." in notification.cause:
        return True
    booking = (
        Booking.objects.filter(pk=notification.cause)
        .exclude(state=Booking.State.CANCELLED)
        .select_related("learning_session")
        .first()
    )
    if booking is None or not booking.learning_session.is_on:
        return False
    start = booking.learning_session.starts_at
    return notification.expires_at is None or notification.expires_at == start
