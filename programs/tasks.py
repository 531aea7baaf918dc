"""What workers do for programs."""

from celery import shared_task

from peerlearn.tenancy.tasks import OrgTask
from programs.conduct_mails import ask_for_acceptance
from programs.models import ConductVersion


@shared_task(base=OrgTask)
def ask_to_accept(*, organization_id: str, version_id: str) -> None:
    """Mail everybody in the program who hasn't accepted a version."""
    version = (
        ConductVersion.objects.select_related("program", "created_by").filter(id=version_id).first()
    )
    if version is not None:
        ask_for_acceptance(version)
