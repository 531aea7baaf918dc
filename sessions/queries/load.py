"""What presenters give, for the load budget of programs."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Value

from programs.load_sources import Givings
from programs.rules.load import HOURS, PRESENTING
from sessions.models import LearningSession

MONTH = timedelta(days=30)
PLANNED = (LearningSession.State.PUBLISHED, LearningSession.State.LIVE)


def presenting(person_ids: Collection[UUID], now: datetime) -> Givings:
    """The sessions that people present within a month."""
    talks = LearningSession.objects.filter(
        presenter_id__in=person_ids,
        state__in=PLANNED,
        starts_at__gte=now - timedelta(days=1),
        starts_at__lt=now + MONTH,
    )
    return talks.order_by("id").values(
        giver=F("presenter_id"),
        giving=Value(PRESENTING),
        hours=Value(HOURS[PRESENTING]),
        about=F("title"),
    )
