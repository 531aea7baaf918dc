"""Starting a run, and what its worker writes down."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from matching.errors import (
    NoMenteesError,
    NoMentorsError,
    NotRepeatableError,
    ProgramOverError,
    RunGoingError,
)
from matching.models import MatchInputs, MatchRun
from matching.queries.places import Headcount, headcount
from matching.queries.runs import SILENCE
from matching.rules.chance import new_seed
from matching.rules.group import Group
from matching.rules.inputs import inputs_of, pack_people
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
    """The run is no longer this worker's: it was cancelled, or silent for so long that another
    took over. `str()` is the step that it had come to.
    """


def start_match_run(program: Program, *, by: Person, repeats: MatchRun | None = None) -> MatchRun:
    """Have a worker find the best pairs of a program; the result waits for review.

    With `repeats` the seed and the rules are those of an earlier run of the program. A run whose
    worker has died is given up first. Raises ProgramOverError, NoMentorsError, NoMenteesError,
    NotRepeatableError or RunGoingError, which tells the run that is on its way.
    """
    if program.is_closed:
        raise ProgramOverError
    if repeats is not None and not repeats.is_repeatable:
        raise NotRepeatableError
    _refuse_without_people(headcount(program))
    with transaction.atomic():
        _give_up_silent_runs(program)
        try:
            with transaction.atomic():
                seed = repeats.seed if repeats else new_seed()
                run = MatchRun.objects.create(
                    program=program, requested_by=by, seed=seed, repeats=repeats
                )
        except IntegrityError as error:
            going = MatchRun.objects.filter(program=program, state__in=MatchRun.GOING)
            raise RunGoingError(going.first()) from error
        send_run(run)
        return run


def send_run(run: MatchRun) -> None:
    """Have a worker take a run that waits, once the transaction is committed."""
    send_task_on_commit(RUN_MATCHING, organization_id=current_organization_id(), run_id=str(run.id))


def _refuse_without_people(there: Headcount) -> None:
    if not there.places:
        raise NoMentorsError(all_full=bool(there.mentors))
    if not there.mentees:
        raise NoMenteesError(all_matched=bool(there.matched))


def _give_up_silent_runs(program: Program) -> None:
    now = timezone.now()
    MatchRun.objects.filter(
        program=program, state__in=MatchRun.GOING, progressed_at__lt=now - SILENCE
    ).update(state=State.FAILED, error=Failure.STOPPED, finished_at=now)


def claim_run(run_id: UUID) -> MatchRun | None:
    """Take a run that waits; None when it doesn't (the task was delivered twice)."""
    now = timezone.now()
    claimed = MatchRun.objects.filter(id=run_id, state=State.QUEUED).update(
        state=State.RUNNING,
        step=Step.READING,
        share=0,
        attempts=F("attempts") + 1,
        started_at=now,
        progressed_at=now,
    )
    runs = MatchRun.objects.select_related("program", "repeats")
    return runs.get(id=run_id) if claimed else None


def note_people(run: MatchRun, group: Group) -> None:
    """Write down who and what goes in. Raises RunLostError."""
    people = pack_people(group)
    with transaction.atomic():
        _write_going(
            run,
            mentee_count=len(group.mentees),
            mentor_count=len(group.mentors),
            seat_count=group.places,
            inputs=inputs_of(group, people),
        )
        MatchInputs.objects.update_or_create(run=run, defaults={"people": people})


def note_progress(run: MatchRun, step: str, share: float = 0) -> None:
    """Write down how far the work is: the worker is alive. Raises RunLostError."""
    _write_going(run, step=step, share=share)


def _write_going(run: MatchRun, **values: object) -> None:
    if not held_by(run).update(progressed_at=timezone.now(), **values):
        raise RunLostError(values.get("step", Step.READING))


def held_by(run: MatchRun) -> QuerySet[MatchRun]:
    """The run, as long as it is this worker's: not cancelled, and begun by nobody since."""
    return MatchRun.objects.filter(id=run.id, state=State.RUNNING, attempts=run.attempts)


def fail_run(run: MatchRun, failure: str) -> None:
    """End a run without a result, and tell who asked for it."""
    failed = held_by(run).update(state=State.FAILED, error=failure, finished_at=timezone.now())
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
