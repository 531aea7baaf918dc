"""One row of `bench.job` in a process of its own: `python -m bench._job MENTEES MENTORS PLACES`."""

import os
import resource
import sys
import time
from itertools import pairwise
from pathlib import Path

from bench import _database  # first: it sets Django up

# isort: split
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bench.matching import timed
from matching.actions.results import save_outcome
from matching.actions.runs import claim_run, note_people, start_match_run
from matching.engine import assign, score
from matching.in_force import engine_rules
from matching.lightly import lightly
from matching.models import Match, MatchCandidates, MatchRun
from matching.pairing import _people, find_best_pairs
from matching.queries.group import read_group
from matching.rules.chance import in_seeded_order
from matching.rules.reporting import cut_circles
from matching.tasks import Reporter
from peerlearn.people.models import Person
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization
from tests.matching.crowds import make_crowd

TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Prints one row of the table."""
    mentees, mentors, places = map(int, sys.argv[1:])
    here = str(Organization.objects.create(slug=f"bench-{os.getpid()}").id)
    with organization(here):
        program = make_crowd(mentees, mentors, capacity=places)
        _have_them_report()
    _database.vacuum()
    with organization(here):
        run = start_match_run(program, by=Person.objects.order_by("id").first())
        reverse("matching:index", args=["any"])  # a worker has its addresses, and the solver
        alone = _engine(read_group(program, now=timezone.now()))
        with lightly():
            engine, result = timed(alone)
    with lightly():  # as a worker does
        cells = _job(here, run)
    job = sum(cells[name] for name in ("read", "find", "save", "database"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert result.gap == 0
    print(
        f"| {mentees:,} x {mentors:,} | {engine:.2f} | {cells['read']:.2f} | {cells['find']:.2f} "
        f"| {cells['reasons']:.2f} | {cells['save']:.2f} | {cells['database']:.2f} | {job:.2f} "
        f"| {job / engine:.2f} | {peak:,.0f} |",
        flush=True,
    )


def _engine(group):
    """Scoring and assigning alone, ready to be timed: the people are the engine's records."""
    group = in_seeded_order(group, 1)
    lines = cut_circles(group.managers)
    people, rules = _people(group, lines), engine_rules(group, lines)
    assign(score(*(side[:50] for side in people), rules), [1] * 50)  # loads the solver
    return lambda: assign(score(*people, rules), [mentor.places for mentor in group.mentors])


def _job(here: str, run: MatchRun) -> dict[str, float]:
    """What a worker does with a run, in the same short transactions."""
    with organization(here), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = cursor.fetchone()[0]
        run = claim_run(run.id)
    before, clock = _cpu_of(server), Clock(Reporter(here, run))
    read, group = timed(lambda: _read(here, run))
    find, outcome = timed(lambda: find_best_pairs(group, seed=run.seed, report=clock.hear))
    clock.hear("saving", 0)
    save, _nothing = timed(lambda: _save(here, run, outcome))
    clock.print_portions()
    database = _cpu_of(server) - before
    with organization(here):
        run.refresh_from_db()
        assert run.state == MatchRun.State.DONE
        assert Match.objects.filter(run=run).count() == len(outcome.pairs)
        assert MatchCandidates.objects.filter(run=run).count() == run.mentee_count
    return {
        "read": read,
        "find": find,
        "reasons": clock.reasons(),
        "save": save,
        "database": database,
    }


class Clock:
    """Hears of the steps, and notes when each began, in CPU seconds and by the clock."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter
        self.began: dict[str, tuple[float, float]] = {"reading": _now()}

    def hear(self, step: str, share: float) -> None:
        self.began.setdefault(step, _now())
        self.reporter(step, share)

    def reasons(self) -> float:
        """CPU seconds from the first reason to the first thing saved."""
        return self.began["saving"][0] - self.began["explaining"][0]

    def print_portions(self) -> None:
        """What each step takes of the whole by the clock: matching.rules.progress has these."""
        marks = [*(wall for _cpu, wall in self.began.values()), _now()[1]]
        whole = marks[-1] - marks[0]
        took = zip(self.began, pairwise(marks), strict=True)
        shares = (f"{step} {(end - begin) / whole:.2f}" for step, (begin, end) in took)
        print("portions:", ", ".join(shares), file=sys.stderr, flush=True)


def _now() -> tuple[float, float]:
    return time.process_time(), time.monotonic()


def _read(here: str, run: MatchRun):
    with organization(here):
        group = read_group(run.program, now=timezone.now())
        note_people(run, group)
    return group


def _save(here: str, run: MatchRun, outcome) -> None:
    with organization(here):
        save_outcome(run, outcome)


def _have_them_report() -> None:
    """Everybody reports to somebody before them, ten or so to each."""
    ids = [str(each) for each in Person.objects.order_by("id").values_list("id", flat=True)]
    below, above = ids[1:], [ids[at // 10] for at in range(1, len(ids))]
    for start in range(0, len(below), 1_000):
        part = slice(start, start + 1_000)
        with connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE person SET manager_id = led.by FROM unnest(%s::uuid[], %s::uuid[])
                AS led (id, by) WHERE person.id = led.id""",
                [below[part], above[part]],
            )


def _cpu_of(pid: int) -> float:
    """CPU seconds of a process of the same machine."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
