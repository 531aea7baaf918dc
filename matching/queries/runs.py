"""Runs, and the programs that they belong to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from matching.models import Match, MatchRun
from peerlearn.people.models import Membership, Person
from programs.models import Enrollment, Program
from programs.queries import programs_visible_to

# A worker says so twice a second, but not within one flow or while it reads or saves, which takes
# half a minute for 50,000 people on each side. One that was silent for this long is taken for dead.
SILENCE = timedelta(minutes=3)


@dataclass(frozen=True)
class ProgramLine:
    """A program in the list, in figures."""

    program: Program
    mentors: int
    mentees: int
    pairs: int
    latest: MatchRun | None


def runs_visible_to(membership: Membership) -> QuerySet[MatchRun]:
    """The door to runs: HR admins see all, others none."""
    runs = MatchRun.objects.select_related(
        "program", "requested_by", "published_by", "cancelled_by"
    )
    return runs if membership.is_hr_admin else runs.none()


def runs_of(program: Program) -> QuerySet[MatchRun]:
    """A program's runs, newest first."""
    runs = MatchRun.objects.filter(program=program).select_related("requested_by", "cancelled_by")
    return runs.order_by("-created_at", "-id")


def is_silent(run: MatchRun, *, now: datetime) -> bool:
    """Whether a run that should be going has shown no progress for too long."""
    return run.is_going and now - run.progressed_at > SILENCE


def open_runs(program: Program) -> QuerySet[MatchRun]:
    """A program's run on its way and the one under review, as far as there are such."""
    states = (*MatchRun.GOING, MatchRun.State.DONE)
    return MatchRun.objects.filter(program=program, state__in=states)


def is_matched_again(run: MatchRun) -> bool:
    """Whether pairs under review wait for another run of their program."""
    if run.state != MatchRun.State.DONE:
        return False
    return MatchRun.objects.filter(program=run.program_id, state__in=MatchRun.GOING).exists()


def run_under_review(program: Program) -> MatchRun | None:
    """The run whose proposals can be changed and published."""
    return MatchRun.objects.filter(program=program, state=MatchRun.State.DONE).first()


def program_lines(person: Person, membership: Membership) -> list[ProgramLine]:
    """The programs that can be matched, with their figures; those that are over come last."""
    programs = list(programs_visible_to(person, membership).exclude(state=Program.State.ARCHIVED))
    enrolled = _enrolled_counts()
    pairs = dict(
        Match.objects.filter(state__in=Match.TAKEN)
        .order_by()
        .values_list("program_id")
        .annotate(count=Count("pk"))
    )
    latest = _latest_runs()
    lines = [
        ProgramLine(
            program=program,
            mentors=enrolled.get((program.id, Enrollment.Role.MENTOR), 0),
            mentees=enrolled.get((program.id, Enrollment.Role.MENTEE), 0),
            pairs=pairs.get(program.id, 0),
            latest=latest.get(program.id),
        )
        for program in programs
    ]
    return sorted(lines, key=lambda line: line.program.is_closed)


def _enrolled_counts() -> dict[tuple[UUID, str], int]:
    rows = (
        Enrollment.objects.filter(state=Enrollment.State.ACTIVE, person__state=Person.State.ACTIVE)
        .order_by()
        .values_list("program_id", "role")
        .annotate(count=Count("pk"))
    )
    return {(program_id, role): count for program_id, role, count in rows}


def _latest_runs() -> dict[UUID, MatchRun]:
    runs = MatchRun.objects.order_by("program_id", "-created_at", "-id").distinct("program_id")
    return {run.program_id: run for run in runs}
