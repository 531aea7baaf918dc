"""Long jobs about people. They show progress, so they open their own transactions."""

import logging
from datetime import UTC
from uuid import UUID
from zoneinfo import ZoneInfo

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from peerlearn.people.actions.import_work import (
    ImportBusyError,
    carry_out_import,
    prepare_preview,
)
from peerlearn.people.actions.import_work import announce_leavers as tell_who_left
from peerlearn.people.actions.leaving import mark_people_left
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.tenancy.tasks import LongOrgTask, OrgTask

log = logging.getLogger(__name__)


@shared_task(base=LongOrgTask)
def preview_import(*, organization_id: str, job_id: str) -> None:
    """Compute what an import would do."""
    prepare_preview(UUID(job_id), organization_id=UUID(organization_id))


@shared_task(
    base=LongOrgTask,
    autoretry_for=(ImportBusyError,),
    max_retries=400,
    default_retry_delay=3,
)
def run_import(*, organization_id: str, job_id: str) -> None:
    """Import the people of a file, all or none; after another import that is being written."""
    carry_out_import(UUID(job_id), organization_id=UUID(organization_id))


@shared_task(base=OrgTask)
def announce_leavers(*, organization_id: str, job_id: str) -> None:
    """Have the seats and pairs of those whom an import marked as left ended."""
    tell_who_left(UUID(job_id))


@shared_task
def let_leavers_go() -> None:
    """Mark as left whose last day is over, each organization by its own date."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Where the sun rises first it is tomorrow already.
        cursor.execute("SELECT people_leaving(%s)", [timezone.now().astimezone(UTC).date()])
        organizations = [found for (found,) in cursor.fetchall()]
    for organization_id in organizations:
        try:
            with organization(organization_id):
                zone = ZoneInfo(OrganizationSettings.objects.get().time_zone)
                mark_people_left(today=timezone.localdate(timezone=zone))
        # One organization in trouble must not keep the others waiting.
        except Exception:
            log.exception("leavers could not be let go in %s", organization_id)
