"""Long jobs about people. They show progress, so they open their own transactions."""

from uuid import UUID

from celery import shared_task

from peerlearn.people.actions.import_work import (
    ImportBusyError,
    carry_out_import,
    prepare_preview,
)
from peerlearn.tenancy.tasks import LongOrgTask


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
