"""What a person's own calendar shows of pairs and circles."""

from datetime import datetime

from django.db.models import Q

from matching.calendar_entries import circle_entry, pair_entry
from matching.models import (
    Circle,
    CircleFacilitator,
    CircleMeeting,
    CircleMember,
    Match,
    PairMeeting,
)
from peerlearn.notifications.calendar import CalendarEvent
from peerlearn.people.models import Person


def meeting_entries(person: Person, *, since: datetime, until: datetime) -> list[CalendarEvent]:
    """The meetings of a person's pairs and circles, those that they facilitate as well, which begin
    between two moments. Two queries.
    """
    pairs = PairMeeting.objects.filter(
        Q(match__mentor=person) | Q(match__mentee=person),
        match__state=Match.State.ACTIVE,
        state=PairMeeting.State.PLANNED,
        starts_at__range=(since, until),
    ).select_related("match__mentor", "match__mentee", "match__organization")
    mine = CircleMember.objects.filter(person=person, left_at=None).values("circle_id")
    led = CircleFacilitator.objects.filter(
        person=person, state=CircleFacilitator.State.ACCEPTED
    ).values("circle_id")
    circles = CircleMeeting.objects.filter(
        Q(circle__in=mine) | Q(circle__in=led),
        circle__state=Circle.State.ACTIVE,
        is_off=False,
        starts_at__range=(since, until),
    ).select_related("circle__program", "circle__organization")
    return [
        *(pair_entry(one.match, one, person, method="PUBLISH") for one in pairs),
        *(circle_entry(one, method="PUBLISH") for one in circles),
    ]
