"""Who presents."""

from django.db.models import F

from peerlearn.tenancy.together import Rows
from programs.models import Program
from sessions.models import LearningSession


def presenters_of(program: Program) -> Rows:
    """Those who present in a program's sessions that are on or to come: `person_id`, `name`."""
    coming = (LearningSession.State.PUBLISHED, LearningSession.State.LIVE)
    presented = LearningSession.objects.filter(
        program=program, state__in=coming, presenter__isnull=False
    )
    named = presented.order_by().values(person_id=F("presenter_id"), name=F("presenter__name"))
    return named.distinct()
