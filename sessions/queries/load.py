"""What presenters give, for the load budget of programs."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from programs.rules.load import HOURS, PRESENTING, Giving
from sessions.models import LearningSession

MONTH = timedelta(days=30)
PLANNED = (LearningSession.State.PUBLISHED, LearningSession.State.LIVE)


def presenting(person_ids: Collection[UUID], now: datetime) -> Iterable[Giving]:
    """The sessions that people present within a month."""
    talks = LearningSession.objects.filter(
        presenter_id__in=person_ids,
        state__in=PLANNED,
        starts_at__gte=now - timedelta(days=1),
        starts_at__lt=now + MONTH,
    )
    for person_id, title in talks.values_list("presenter_id", "title"):
        if person_id:
            yield Giving(person_id, PRESENTING, HOURS[PRESENTING], title)
