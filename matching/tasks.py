"""The long job of matching."""

import logging
from uuid import UUID

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from matching.actions.nudging import do_daily_work as do_work_of_organization
from matching.actions.offers import expire_request
from matching.actions.results import save_outcome
from matching.actions.runs import (
    RunLostError,
    claim_run,
    fail_run,
    note_people,
    note_step,
)
from matching.models import MatchRun
from matching.queries.group import read_group
from matching.queries.requests import due_requests
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.tasks import LongOrgTask

logger = logging.getLogger(__name__)
Failure, Step = MatchRun.Failure, MatchRun.Step


@shared_task(base=LongOrgTask)
def run_matching(*, organization_id: str, run_id: str) -> None:
    """Find and save the best pairs of a run's program. A second delivery does nothing."""
    with organization(organization_id):
        run = claim_run(UUID(run_id))
    if run is None:
        return
    try:
        failure = _match(organization_id, run)
    except RunLostError:
        return
    except Exception:
        logger.exception("match run %s failed", run_id)
        failure = Failure.UNEXPECTED
    if failure:
        with organization(organization_id):
            fail_run(run, failure)


def _match(organization_id: str, run: MatchRun) -> str:
    """Read, compute and save in short transactions; says what kept it from a result, if anything.

    Raises RunLostError when another worker took over.
    """
    from matching.pairing import find_best_pairs  # noqa: PLC0415  numpy and OR-tools

    with organization(organization_id):
        group = read_group(run.program, now=timezone.now())
        note_people(run, group)
    if not group.places:
        return Failure.NO_MENTORS
    if not group.mentees:
        return Failure.NO_MENTEES

    def report(step: str) -> None:
        with organization(organization_id):
            note_step(run, step)

    outcome = find_best_pairs(group, report=report)
    report(Step.SAVING)
    with organization(organization_id):
        save_outcome(run, outcome)
    return ""


@shared_task
def do_daily_work_of_pairs() -> None:
    """Remind pairs, seek mentors for those left alone, end pauses: each organization by itself.

    Runs every hour and does each thing once.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pairs_due()")
        found = [organization_id for (organization_id,) in cursor.fetchall()]
    for organization_id in found:
        try:
            with organization(organization_id):
                do_work_of_organization(now=timezone.now())
        # One organization in trouble must not keep the others waiting.
        except Exception:
            logger.exception("the pairs of organization %s could not be looked at", organization_id)


@shared_task
def expire_due_requests() -> None:
    """In all organizations: questions that nobody answered in time go to the next mentor."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT match_requests_due()")
        due = [row[0] for row in cursor.fetchall()]
    for organization_id in due:
        try:
            _expire_requests(organization_id)
        # One organization in trouble must not keep the others waiting.
        except Exception:
            logger.exception("questions of organization %s could not expire", organization_id)


def _expire_requests(organization_id: UUID) -> None:
    now = timezone.now()
    with organization(organization_id):
        due = list(due_requests(now=now))
    for request in due:
        with organization(organization_id):
            expire_request(request, now=now)
