"""Whether what a message tells about still stands."""

from matching.models import Match
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person


def match_stands(notification: Notification) -> bool:
    """A match is told about while it lasts and nobody of the two has left."""
    return Match.objects.filter(
        id=notification.cause,
        state__in=Match.TAKEN,
        mentor__state=Person.State.ACTIVE,
        mentee__state=Person.State.ACTIVE,
    ).exists()
