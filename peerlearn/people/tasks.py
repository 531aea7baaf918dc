"""Long jobs about people. They show progress, so they open their own transactions."""

from uuid import UUID

from celery import shared_task

from peerlearn.people.actions.import_work import (
    ImportBusyError,
    carry_out_import,
    prepare_preview,
)
from peerlearn.people.actions.import_work import announce_leavers as tell_who_left
from peerlearn.tenancy.tasks import LongOrgTask, OrgTask


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
