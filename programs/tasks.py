"""What workers and the scheduler do for programs."""

import logging
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.tenancy.tasks import LongOrgTask, OrgTask
from programs.actions.joining import resume_enrollment
from programs.actions.leaving import end_parts_of_leavers
from programs.actions.long_acts import carry_out, send_again
from programs.actions.new_hires import run_joining_rule
from programs.actions.programs import begin_program
from programs.actions.rechecking import recheck_facilitators
from programs.actions.reports import show_to_readers
from programs.actions.telling import tell_enrolled as tell_those_enrolled
from programs.conduct_mails import ask_for_acceptance
from programs.models import ConductVersion, Program
from programs.queries.daily import (
    joining_rules_to_run,
    nominees_who_left,
    pauses_over,
    programs_to_begin,
    silent_acts,
)
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
    """Once a day, in all organizations: show what is new in somebody's quiet reports, and say
    that there is something.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT quiet_reports_untold()")
        waiting = [row[0] for row in cursor.fetchall()]
    for organization_id in waiting:
        try:
            with organization(organization_id), transaction.atomic():
                show_to_readers()
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


@shared_task(base=LongOrgTask)
def carry_out_act(*, organization_id: str, batch_id: str) -> None:
    """Enroll or undo very many people, a chunk at a time."""
    carry_out(UUID(batch_id), organization_id=UUID(organization_id))


@shared_task(base=LongOrgTask)
def tell_enrolled(
    *, organization_id: str, program_id: str, batch_id: str = "", pace: str = ""
) -> None:
    """Mail people what they take part in: at once, or each in their working hours."""
    tell_those_enrolled(
        UUID(program_id),
        batch_id=UUID(batch_id) if batch_id else None,
        organization_id=UUID(organization_id),
        now=timezone.now(),
        pace=pace,
    )


@shared_task(base=OrgTask)
def let_new_hires_in(*, organization_id: str) -> None:
    """Run the standing rules of an organization whose people have just changed."""
    _let_in(_today())


@shared_task
def do_daily_work() -> None:
    """Begin programs on their first day, bring back whose break is over, let new hires in, and
    end nominations of people who have left, each organization by its own date. Acts on many people
    whose worker died are taken up again.

    Runs many times a day and does each thing once.
    """
    for organization_id in _due():
        try:
            with organization(organization_id):
                today = _today()
                for batch in silent_acts(now=timezone.now()):
                    send_again(batch, now=timezone.now())
                end_parts_of_leavers(nominees_who_left())
                for program in programs_to_begin(today=today):
                    begin_program(program)
                for enrollment in pauses_over(today=today):
                    resume_enrollment(enrollment, by=None)
                _let_in(today)
        # One organization in trouble must not keep the others waiting.
        except Exception:
            log.exception("the daily work of organization %s failed", organization_id)


def _let_in(today: date) -> None:
    for rule in joining_rules_to_run():
        run_joining_rule(rule, now=timezone.now(), today=today)


def _today() -> date:
    settings = OrganizationSettings.objects.get()
    return timezone.localdate(timezone=ZoneInfo(settings.time_zone))


def _due() -> list[UUID]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT programs_due()")
        return [organization_id for (organization_id,) in cursor.fetchall()]
