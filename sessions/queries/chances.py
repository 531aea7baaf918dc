"""What an organization knows of seats that are given back."""

from datetime import datetime, timedelta

from django.db.models import Count, DateTimeField, ExpressionWrapper, F, Q

from sessions.models import Booking, LearningSession
from sessions.rules.chances import Experience

LEARNT_FROM = timedelta(days=365)


def experience_with(ahead: timedelta, *, now: datetime) -> Experience:
    """Of the seats in sessions of the last year that were held so long before the start, how many
    were given back after that. One query.
    """
    then = ExpressionWrapper(F("learning_session__starts_at") - ahead, output_field=DateTimeField())
    # Of seats that were cancelled before their moments were kept, nothing is known.
    held = Booking.objects.filter(
        learning_session__state=LearningSession.State.FINISHED,
        learning_session__starts_at__gt=now - LEARNT_FROM,
        booked_at__lte=then,
    ).exclude(state=Booking.State.CANCELLED, cancelled_at=None)
    given_back = Q(cancelled_at__gt=then, cancelled_at__lt=F("learning_session__starts_at"))
    counts = held.filter(Q(cancelled_at=None) | Q(cancelled_at__gt=then)).aggregate(
        exposed=Count("pk"), given_back=Count("pk", filter=given_back)
    )
    return Experience(**counts)
