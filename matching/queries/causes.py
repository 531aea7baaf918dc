"""Whether what a message tells about still stands."""

from uuid import UUID

from django.utils import timezone

from matching.models import (
    Circle,
    CircleFacilitator,
    CircleMeeting,
    CircleMember,
    CoffeeSeat,
    Match,
    PairMeeting,
    ProposedTimes,
)
from matching.rules.meeting_mails import read_key
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


def first_meeting_is_awaited(notification: Notification) -> bool:
    """Nobody is reminded of a meeting that was held or is planned, or while the pair pauses."""
    return (
        match_stands(notification)
        and Match.objects.filter(
            id=notification.cause, state=Match.State.ACTIVE, first_meetings__isnull=True
        )
        .exclude(meetings__state=PairMeeting.State.PLANNED)
        .exists()
    )


def times_stand(notification: Notification) -> bool:
    """Nobody is asked about times that were answered, taken back, or are over."""
    waiting = ProposedTimes.objects.filter(
        match_id=notification.cause, state=ProposedTimes.State.OPEN, last_at__gt=timezone.now()
    )
    return match_stands(notification) and waiting.exists()


def meeting_stands(notification: Notification) -> bool:
    """Nobody hears of a meeting that was moved, called off or noted, nor during a break."""
    meeting_id, sequence = read_key(notification.dedupe_key)
    return PairMeeting.objects.filter(
        id=meeting_id,
        sequence=sequence,
        state=PairMeeting.State.PLANNED,
        match__state=Match.State.ACTIVE,
        match__mentor__state=Person.State.ACTIVE,
        match__mentee__state=Person.State.ACTIVE,
    ).exists()


def coffee_stands(notification: Notification) -> bool:
    """Nobody is told of a coffee that they are no longer part of."""
    return CoffeeSeat.objects.filter(
        group_id=UUID(notification.cause), person=notification.person_id, left_at__isnull=True
    ).exists()


def circle_stands(notification: Notification) -> bool:
    """Nobody is told of a circle that they are no longer in, or that isn't published any more."""
    return CircleMember.objects.filter(
        circle_id=UUID(notification.cause),
        circle__state=Circle.State.ACTIVE,
        person=notification.person_id,
        left_at__isnull=True,
    ).exists()


def circle_meets(notification: Notification) -> bool:
    """Nobody is told of a meeting of a circle that they are neither in nor facilitate."""
    facilitates = CircleFacilitator.objects.filter(
        circle_id=UUID(notification.cause),
        circle__state=Circle.State.ACTIVE,
        person=notification.person_id,
        state=CircleFacilitator.State.ACCEPTED,
    )
    return circle_stands(notification) or facilitates.exists()


def circle_is_quiet(notification: Notification) -> bool:
    """Nobody is asked about a meeting that is planned by now."""
    planned = CircleMeeting.objects.filter(circle_id=UUID(notification.cause), is_off=False)
    return circle_stands(notification) and not planned.exists()
