"""What of a program is still to come."""

from datetime import datetime

from django.db.models import QuerySet

from programs.models import Program
from sessions.models import LearningSession
from sessions.queries.bookings import ON


def still_ahead(program: Program, *, now: datetime) -> QuerySet[LearningSession]:
    """The sessions that people know of and that haven't begun, the next one first."""
    found = LearningSession.objects.filter(program=program, state__in=ON, starts_at__gt=now)
    related = found.select_related("program", "organization", "presenter", "facilitator")
    return related.order_by("starts_at", "id")
