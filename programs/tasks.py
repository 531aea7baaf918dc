"""What workers do for programs."""

import logging

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from peerlearn.tenancy.context import organization
from peerlearn.tenancy.tasks import OrgTask
from programs.actions.rechecking import recheck_facilitators
from programs.conduct_mails import ask_for_acceptance
from programs.models import ConductVersion, Program
from programs.report_mails import tell_readers

log = logging.getLogger(__name__)


@shared_task(base=OrgTask)
def ask_to_accept(*, organization_id: str, version_id: str) -> None:
    """Mail everybody in the program who hasn't accepted a version."""
    version = (
        ConductVersion.objects.select_related("program", "created_by").filter(id=version_id).first()
    )
    if version is not None:
        ask_for_acceptance(version)


@shared_task
def tell_report_readers() -> None:
    """Once a day, in all organizations: there is something new in somebody's quiet reports."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT quiet_reports_untold()")
        waiting = [row[0] for row in cursor.fetchall()]
    for organization_id in waiting:
        try:
            with organization(organization_id):
                tell_readers(now=timezone.now())
        # One organization that can't be told must not keep the others waiting.
        except Exception:
            log.exception("readers of quiet reports could not be told in %s", organization_id)


@shared_task(base=OrgTask)
def recheck_program(*, organization_id: str, program_id: str) -> None:
    """Look whether those who facilitate a program are neutral still."""
    program = Program.objects.filter(id=program_id).first()
    if program is not None:
        recheck_facilitators(program)


@shared_task(base=OrgTask)
def recheck_organization(*, organization_id: str) -> None:
    """The same for all programs that aren't over: the org chart has changed."""
    over = (Program.State.FINISHED, Program.State.ARCHIVED)
    for program in Program.objects.exclude(state__in=over):
        recheck_facilitators(program)
