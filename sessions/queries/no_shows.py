"""The seats that a person held lately, and those that stayed empty."""

from datetime import datetime

from django.db.models import Count, Q

from peerlearn.people.models import Person
from sessions.models import Booking, LearningSession
from sessions.rules.no_shows import REMEMBERED, Memory

COUNTED = (Booking.State.ATTENDED, Booking.State.NO_SHOW)


def memory_of(person: Person, *, now: datetime) -> Memory:
    """What is remembered of a person's seats, for their place in line alone. One query."""
    counts = Booking.objects.filter(
        person=person,
        state__in=COUNTED,
        learning_session__state=LearningSession.State.FINISHED,
        learning_session__starts_at__gt=now - REMEMBERED,
    ).aggregate(held=Count("pk"), missed=Count("pk", filter=Q(state=Booking.State.NO_SHOW)))
    return Memory(**counts)
