"""One row of `bench.job` in a process of its own: `python -m bench._job MENTEES MENTORS PLACES`."""

import os
import resource
import sys
import time
from pathlib import Path

import psycopg2

from bench import _database  # first: it sets Django up

# isort: split
from django.db import connection
from django.utils import timezone

from bench.matching import timed
from matching.actions.results import save_outcome
from matching.actions.runs import claim_run, note_people, start_match_run
from matching.engine import assign, score
from matching.in_force import engine_rules
from matching.models import Match, MatchCandidates, MatchRun
from matching.pairing import _people, find_best_pairs
from matching.queries.group import read_group
from matching.rules.chance import in_seeded_order
from matching.rules.reporting import cut_circles
from peerlearn.people.models import Person
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization
from programs.models import Program
from tests.matching.crowds import make_crowd

TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Prints one row of the table."""
    mentees, mentors, places = map(int, sys.argv[1:])
    here = Organization.objects.create(slug=f"bench-{os.getpid()}")
    with organization(here.id):
        program = make_crowd(mentees, mentors, capacity=places)
        _have_them_report()
    owner = psycopg2.connect(_database.running.owner_url)
    owner.autocommit = True
    owner.cursor().execute("VACUUM ANALYZE")
    owner.close()
    with organization(here.id):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            server = cursor.fetchone()[0]
        group = in_seeded_order(read_group(program, now=timezone.now()), 1)
        lines = cut_circles(group.managers)
        people, rules = _people(group, lines), engine_rules(group, lines)
        engine, result = timed(lambda: _engine(group, people, rules))
        cells = _job(program, server)
    job = sum(cells[name] for name in ("read", "find", "save", "database"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert result.gap == 0
    print(
        f"| {mentees:,} x {mentors:,} | {engine:.2f} | {cells['read']:.2f} | {cells['find']:.2f} "
        f"| {cells['reasons']:.2f} | {cells['save']:.2f} | {cells['database']:.2f} | {job:.2f} "
        f"| {job / engine:.2f} | {peak:,.0f} |",
        flush=True,
    )


def _engine(group, people, rules):
    scores = score(*people, rules)
    return assign(scores, [mentor.places for mentor in group.mentors])


def _job(program: Program, server: int) -> dict[str, float]:
    by = Person.objects.order_by("id").first()
    run = start_match_run(program, by=by)
    run = claim_run(run.id)
    before = _cpu_of(server)
    read, group = timed(lambda: _read(run))
    clock = Clock()
    find, outcome = timed(lambda: find_best_pairs(group, seed=run.seed, report=clock.hear))
    save, _nothing = timed(lambda: save_outcome(run, outcome))
    run.refresh_from_db()
    assert run.state == MatchRun.State.DONE
    assert Match.objects.filter(run=run).count() == len(outcome.pairs)
    assert MatchCandidates.objects.filter(run=run).count() == run.mentee_count
    return {
        "read": read,
        "find": find,
        "reasons": clock.reasons(find),
        "save": save,
        "database": _cpu_of(server) - before,
    }


class Clock:
    """Hears of the steps, and notes when the reasons began."""

    def __init__(self) -> None:
        self.start = time.process_time()
        self.explaining = 0.0

    def hear(self, step: str, _share: float) -> None:
        if step == "explaining" and not self.explaining:
            self.explaining = time.process_time() - self.start

    def reasons(self, find: float) -> float:
        return find - self.explaining


def _read(run: MatchRun):
    group = read_group(run.program, now=timezone.now())
    note_people(run, group)
    return group


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
