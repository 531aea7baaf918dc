"""The long job of matching."""

import logging
from time import monotonic
from uuid import UUID

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from matching.actions.circle_forming import fail_circles, save_circles
from matching.actions.circle_nudging import nudge_quiet_circles as nudge_in_organization
from matching.actions.circle_places import place_joiners_of_all
from matching.actions.coffee_rounds import queue_round, save_round
from matching.actions.new_hires import offer_to_new_hires as offer_in_organization
from matching.actions.nudging import do_daily_work as do_work_of_organization
from matching.actions.offers import expire_request
from matching.actions.rescuing import seek_next
from matching.actions.results import save_outcome
from matching.actions.runs import (
    RunLostError,
    claim_run,
    fail_run,
    note_people,
    note_progress,
)
from matching.actions.stopping import revive_silent_runs
from matching.errors import ProgramOverError
from matching.lightly import lightly
from matching.models import Match, MatchRun
from matching.queries.circles import circles_to_form
from matching.queries.coffee import (
    due_plans,
    plan_of_program,
    queued_rounds,
    read_pool,
    taking_part,
)
from matching.queries.group import read_group
from matching.queries.pairs import UTC, zone_of_house
from matching.queries.requests import due_requests
from matching.queries.runs import SILENCE
from matching.queries.wishes import with_lists
from matching.rules.circles import PATIENCE
from matching.rules.group import Group
from matching.rules.inputs import with_inputs
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.tasks import LongOrgTask, OrgTask
from peerlearn.web.zones import zone_or_none

logger = logging.getLogger(__name__)
Failure, Step = MatchRun.Failure, MatchRun.Step
SECONDS_BETWEEN = 0.5
# By the clock of the organization; a round is made in the morning of its day.
COFFEE_HOUR = 6


@shared_task(base=LongOrgTask)
def run_matching(*, organization_id: str, run_id: str) -> None:
    """Find and save the best pairs of a run's program. A second delivery does nothing."""
    with organization(organization_id):
        run = claim_run(UUID(run_id))
    if run is None:
        return
    try:
        with lightly():
            failure = _match(organization_id, run)
    except RunLostError as lost:
        logger.info("match run %s is let go of while %s", run_id, lost)
        return
    except ProgramOverError:
        failure = Failure.OVER
    except Exception:
        logger.exception("match run %s failed", run_id)
        failure = Failure.UNEXPECTED
    if failure:
        with organization(organization_id):
            fail_run(run, failure)


@shared_task
def revive_runs() -> None:
    """Begin runs again whose worker has died, in all organizations."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT match_runs_silent(%s)", [timezone.now() - SILENCE])
        organizations = [found for (found,) in cursor.fetchall()]
    for organization_id in organizations:
        try:
            with organization(organization_id):
                revive_silent_runs()
        # One organization in trouble must not keep the others waiting.
        except Exception:
            logger.exception("match runs could not be begun again in %s", organization_id)


def _match(organization_id: str, run: MatchRun) -> str:
    """Read, compute and save in short transactions; says what kept it from a result, if anything.

    Raises RunLostError when it was cancelled, or another worker took over; ProgramOverError.
    """
    from matching.pairing import find_best_pairs  # noqa: PLC0415  numpy and OR-tools

    if run.program.is_closed:
        raise ProgramOverError
    with organization(organization_id):
        group = _read(run)
        note_people(run, group)
    if not group.places:
        return Failure.NO_MENTORS
    if not group.mentees:
        return Failure.NO_MENTEES
    report = Reporter(organization_id, run)
    outcome = find_best_pairs(group, seed=run.seed, report=report)
    report(Step.SAVING, 0)
    with organization(organization_id):
        save_outcome(run, outcome)
    return ""


@shared_task(base=OrgTask)
def seek_next_mentor(*, organization_id: str, match_id: str) -> None:
    """Offer the mentee of a pair that has ended their next mentor."""
    ended = Match.objects.select_related("program", "mentee").filter(id=match_id)
    seek_next(list(ended))


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


def _read(run: MatchRun) -> Group:
    group = with_lists(read_group(run.program, now=timezone.now()), run.program)
    return with_inputs(group, run.repeats.inputs) if run.repeats else group


class Reporter:
    """Writes down how far a run is, twice a second at most, and so hears if it is wanted still.

    Raises RunLostError when it isn't.
    """

    def __init__(self, organization_id: str, run: MatchRun) -> None:
        self.organization_id, self.run = organization_id, run
        self.step, self.at = "", 0.0

    def __call__(self, step: str, share: float) -> None:
        now = monotonic()
        if step == self.step and now - self.at < SECONDS_BETWEEN:
            return
        self.step, self.at = step, now
        with organization(self.organization_id):
            note_progress(self.run, step, share)


@shared_task
def offer_to_new_hires() -> None:
    """In all organizations: ask a mentor for each new hire whose first day has come there."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT match_offers_due()")
        due = [row[0] for row in cursor.fetchall()]
    for organization_id in due:
        try:
            with organization(organization_id):
                offer_in_organization(now=timezone.now())
        # One organization in trouble must not keep the others waiting.
        except Exception:
            logger.exception("new hires of organization %s got no offer", organization_id)


@shared_task
def make_due_coffee_rounds() -> None:
    """In all organizations: have a worker make each coffee round whose day has come."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT coffee_rounds_due()")
        due = [row[0] for row in cursor.fetchall()]
    for organization_id in due:
        try:
            with organization(organization_id):
                _queue_coffee_rounds(organization_id)
        # One organization in trouble must not keep the others waiting.
        except Exception:
            logger.exception("the coffees of organization %s were not made", organization_id)


def _queue_coffee_rounds(organization_id: UUID) -> None:
    now = timezone.now()
    local = now.astimezone(zone_or_none(zone_of_house()) or UTC)
    if local.hour >= COFFEE_HOUR:
        for plan in due_plans(today=local.date()):
            queue_round(plan, now=now)
    # Also those whose worker has died: a round is saved once, whoever makes it.
    for made in queued_rounds():
        make_coffee_round.send_on_commit(organization_id=organization_id, round_id=made.id)


@shared_task(base=LongOrgTask)
def make_coffee_round(*, organization_id: str, round_id: str) -> None:
    """Put the people of a coffee round together. A second delivery does nothing."""
    from matching.coffee import make_groups  # noqa: PLC0415  numpy

    with organization(organization_id):
        made = queued_rounds().filter(id=round_id).first()
        plan = plan_of_program(made.program) if made else None
        if made is None or plan is None:
            return
        people = taking_part(plan, on=made.held_on).people
        pool = read_pool(plan, people, on=made.held_on)
    result = make_groups(pool)
    with organization(organization_id):
        save_round(made, result, pool, now=timezone.now())


@shared_task(base=LongOrgTask)
def form_circles_of(*, organization_id: str, plan_id: str, asked: str) -> None:
    """Form the circles of a program. A second delivery does nothing."""
    from matching.circles import form_circles  # noqa: PLC0415  numpy

    with organization(organization_id):
        work = circles_to_form(UUID(plan_id), asked=int(asked), now=timezone.now())
    if work is None:
        return
    try:
        groups = form_circles(work.people, work.plan.size, **work.wanted)
    except Exception:
        logger.exception("the circles of plan %s could not be formed", plan_id)
        with organization(organization_id):
            fail_circles(work.plan, asked=int(asked))
        return
    with organization(organization_id):
        save_circles(work.plan, groups, asked=int(asked))


@shared_task
def place_circle_joiners() -> None:
    """In all organizations: give a circle to those who have joined a program since."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT circle_joiners_due()")
        due = [row[0] for row in cursor.fetchall()]
    for organization_id in due:
        try:
            with organization(organization_id):
                place_joiners_of_all(now=timezone.now())
        # One organization in trouble must not keep the others waiting.
        except Exception:
            logger.exception("joiners of organization %s got no circle", organization_id)


@shared_task
def nudge_quiet_circles() -> None:
    """In all organizations: ask circles that have planned nothing who calls the first meeting."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT circles_quiet(%s)", [timezone.now() - PATIENCE])
        due = [row[0] for row in cursor.fetchall()]
    for organization_id in due:
        try:
            with organization(organization_id):
                nudge_in_organization(now=timezone.now())
        # One organization in trouble must not keep the others waiting.
        except Exception:
            logger.exception("quiet circles of organization %s were not asked", organization_id)
