"""Starting a run, and what its worker writes down."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from matching.errors import NoMenteesError, NoMentorsError, ProgramOverError, RunGoingError
from matching.models import MatchRun
from matching.queries.group import read_group
from matching.queries.runs import SILENCE
from matching.rules.group import Group
from peerlearn.notifications.actions import notify
from peerlearn.people.models import Person
from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.tasks import send_task_on_commit
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program

State, Step, Failure = MatchRun.State, MatchRun.Step, MatchRun.Failure
RUN_MATCHING = "matching.tasks.run_matching"


class RunLostError(Exception):
    """The run is no longer this worker's: it was silent for too long and another took over."""


def start_match_run(program: Program, *, by: Person) -> MatchRun:
    """Have a worker find the best pairs of a program; the result waits for review.

    A run whose worker has died is given up first. Raises ProgramOverError, NoMentorsError,
    NoMenteesError or RunGoingError.
    """
    if program.is_closed:
        raise ProgramOverError
    _refuse_without_people(read_group(program, now=timezone.now()))
    with transaction.atomic():
        _give_up_silent_runs(program)
        try:
            with transaction.atomic():
                run = MatchRun.objects.create(program=program, requested_by=by)
        except IntegrityError as error:
            raise RunGoingError from error
        send_task_on_commit(
            RUN_MATCHING, organization_id=current_organization_id(), run_id=str(run.id)
        )
        return run


def _refuse_without_people(group: Group) -> None:
    if not group.places:
        raise NoMentorsError(all_full=bool(group.mentors))
    if not group.mentees:
        raise NoMenteesError(all_matched=bool(group.matched_count))


def _give_up_silent_runs(program: Program) -> None:
    now = timezone.now()
    MatchRun.objects.filter(
        program=program, state__in=MatchRun.GOING, progressed_at__lt=now - SILENCE
    ).update(state=State.FAILED, error=Failure.STOPPED, finished_at=now)


def claim_run(run_id: UUID) -> MatchRun | None:
    """Take a run that waits; None when it doesn't (the task was delivered twice)."""
    now = timezone.now()
    claimed = MatchRun.objects.filter(id=run_id, state=State.QUEUED).update(
        state=State.RUNNING, step=Step.READING, started_at=now, progressed_at=now
    )
    return MatchRun.objects.select_related("program").get(id=run_id) if claimed else None


def note_people(run: MatchRun, group: Group) -> None:
    """Write down how many people were read. Raises RunLostError."""
    _write_going(
        run,
        mentee_count=len(group.mentees),
        mentor_count=len(group.mentors),
        seat_count=group.places,
    )


def note_step(run: MatchRun, step: str) -> None:
    """Write down what is being done now: the worker is alive. Raises RunLostError."""
    _write_going(run, step=step)


def _write_going(run: MatchRun, **values: object) -> None:
    going = MatchRun.objects.filter(id=run.id, state=State.RUNNING)
    if not going.update(progressed_at=timezone.now(), **values):
        raise RunLostError


def fail_run(run: MatchRun, failure: str) -> None:
    """End a run without a result, and tell who asked for it."""
    failed = MatchRun.objects.filter(id=run.id, state=State.RUNNING).update(
        state=State.FAILED, error=failure, finished_at=timezone.now()
    )
    if failed:
        run.refresh_from_db()
        tell_requester(run)


def tell_requester(run: MatchRun) -> None:
    """Mail the HR admin who pressed the button how it ended."""
    if run.requested_by is None:
        return
    is_done = run.state == State.DONE
    organization = Organization.objects.get(id=current_organization_id())
    page = ("matching:run", run.id) if is_done else ("matching:overview", run.program_id)
    notify(
        to=run.requested_by,
        kind="matching.run_finished" if is_done else "matching.run_failed",
        dedupe_key=f"matching.run:{run.id}",
        context={"run": run, "program": run.program},
        cause=str(run.id),
        link=org_reverse(organization, *page),
    )
