"""Ending a run before it is done, and beginning one again whose worker has died."""

import logging

from django.db import transaction
from django.utils import timezone

from matching.actions.runs import send_run, tell_requester
from matching.errors import RunOverError
from matching.models import MatchRun
from matching.queries.runs import SILENCE
from peerlearn.people.models import Person

logger = logging.getLogger(__name__)
State, Failure = MatchRun.State, MatchRun.Failure
# A run that has ended its worker so often ends the next one as well.
MOST_ATTEMPTS = 3


def cancel_run(run: MatchRun, *, by: Person) -> MatchRun:
    """Give a run up. Nothing of it is kept, and what an earlier one found stays.

    Its worker stops at its next look; one that only waits needs none. Cancelling twice is
    cancelling once. Raises RunOverError for a run that has ended in another way.
    """
    going = MatchRun.objects.filter(id=run.id, state__in=MatchRun.GOING)
    going.update(state=State.CANCELLED, cancelled_by=by, finished_at=timezone.now())
    run.refresh_from_db()
    if run.state != State.CANCELLED:
        raise RunOverError
    return run


def revive_silent_runs() -> None:
    """Begin those runs of the organization again whose worker has said nothing for too long.

    One that broke off too often has failed; who asked for it is told.
    """
    before = timezone.now() - SILENCE
    silent = MatchRun.objects.filter(state__in=MatchRun.GOING, progressed_at__lt=before)
    for run in silent.select_related("program", "requested_by"):
        with transaction.atomic():
            _revive(run)


def _revive(run: MatchRun) -> None:
    """Compare-and-set: the worker may have spoken meanwhile, or another look been quicker."""
    now = timezone.now()
    seen = MatchRun.objects.filter(id=run.id, progressed_at=run.progressed_at, state=run.state)
    if run.state == State.RUNNING and run.attempts >= MOST_ATTEMPTS:
        if seen.update(state=State.FAILED, error=Failure.CRASHED, finished_at=now):
            run.refresh_from_db()
            tell_requester(run)
            logger.error("match run %s ended its worker %s times", run.id, run.attempts)
    elif seen.update(state=State.QUEUED, step="", share=0, progressed_at=now):
        logger.warning("match run %s is begun again", run.id)
        send_run(run)
