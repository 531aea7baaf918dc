"""What the scheduler does for feedback."""

import logging
from uuid import UUID

from celery import shared_task
from django.db import connection, transaction

from feedback.actions.closing import close_if_due
from feedback.models import FeedbackRound
from peerlearn.tenancy.context import organization

log = logging.getLogger(__name__)


@shared_task
def close_due_rounds() -> None:
    """Close the rounds, of all organizations, whose time is up. Two may run at once."""
    for organization_id, round_id in _due():
        try:
            with organization(organization_id):
                close_if_due(FeedbackRound.objects.get(pk=round_id))
        # One round that can't be closed must not keep the others open.
        except Exception:
            log.exception("feedback round %s could not be closed", round_id)


def _due() -> list[tuple[UUID, UUID]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT organization_id, id FROM feedback_rounds_due()")
        return list(cursor.fetchall())
