"""The same people, rules and seed give the same pairs, scores and reasons, to the last digit."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from random import Random
from uuid import UUID

import pytest

from matching.actions.rules import set_weights
from matching.actions.runs import start_match_run
from matching.errors import NotRepeatableError
from matching.models import Match, MatchCandidates, MatchInputs, MatchMentor, MatchRun
from matching.pairing import find_best_pairs
from matching.rules.group import Group, Participant
from tests.environment import ROOT
from tests.matching.builders import run_now, work
from tests.matching.crowds import make_crowd
from tests.servers import wait_for

WORDS = ("SQL", "Pay", "Law", "Python", "Excel", "Talks")


def crowd(size: int = 40) -> Group:
    """Many people who are much alike, so that chance has much to decide."""
    random = Random(3)

    def person(number: int, places: int) -> Participant:
        return Participant(
            id=UUID(int=number * 7919 + 1),
            name=f"Person {number}",
            wants=tuple(sorted(random.sample(WORDS, 2))),
            knows=tuple(sorted(random.sample(WORDS, 2))),
            department=random.choice(("IT", "HR")),
            utc_offset=random.choice((0, 60)),
            started=date(2020 + random.randrange(5), 1, 1),
            places=places,
        )

    mentees = tuple(person(number, 0) for number in range(size))
    mentors = tuple(person(number, 2) for number in range(size, size + size // 2))
    ids = [each.id for each in (*mentees, *mentors)]
    some = frozenset((random.choice(ids[size:]), random.choice(ids[:size])) for _ in range(size))
    managers = {one: random.choice([None, *ids[:5]]) for one in ids}
    managers = {one: above if above != one else None for one, above in managers.items()}
    return Group(mentees=mentees, mentors=mentors, managers=managers, earlier=some, blocked=some)


def told(group: Group, seed: int) -> dict[str, object]:
    """All that a run would save, as plain data."""
    found = find_best_pairs(group, seed=seed, report=lambda _step, _share: None)
    return {
        "pairs": sorted(
            (str(each.mentor), str(each.mentee), each.score, each.parts) for each in found.pairs
        ),
        "left_out": sorted(found.left_out, key=lambda entry: str(entry["person"])),
        "options": {str(one): found.options[one].hex() for one in sorted(found.options)},
        "mentors": list(map(str, found.mentors)),
        "profiles": {str(one): found.profiles[one] for one in sorted(found.profiles)},
        "figures": [found.total, found.bound, found.gap],
        "relaxed": found.relaxed,
        "circles": [list(map(str, circle)) for circle in found.circles],
    }


def in_another_process(seed: int, hash_seed: str, turn: str) -> str:
    script = (
        "import json, django; django.setup(); from tests.matching import test_repeating as t;"
        f"print(json.dumps(t.told(t.turned(t.crowd(), {turn!r}), {seed})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.splitlines()[-1]


def turned(group: Group, turn: str) -> Group:
    """The same people in another order, as a database may give them."""
    if turn == "as they are":
        return group
    random = Random(turn)
    managers = list(group.managers.items())
    random.shuffle(managers)
    return replace(
        group,
        mentees=tuple(random.sample(group.mentees, len(group.mentees))),
        mentors=tuple(random.sample(group.mentors, len(group.mentors))),
        managers=dict(managers),
    )


def test_two_processes_in_which_nothing_has_the_same_order_find_the_same():
    first = in_another_process(5, "1", "as they are")
    second = in_another_process(5, "4242", "the other way round")
    assert first == second
    assert len(json.loads(first)["pairs"]) == 40


def test_seed_decides_between_equals_and_nothing_more():
    outcomes = [told(crowd(), seed) for seed in range(1, 6)]
    assert len({str(found["pairs"]) for found in outcomes}) > 1
    assert len({str(found["figures"]) for found in outcomes}) == 1


@pytest.fixture
def rows():
    """What a run has written, without the ids of its rows."""

    def read(run: MatchRun) -> list[object]:
        matches = Match.objects.filter(run=run).order_by("mentee_id")
        candidates = MatchCandidates.objects.filter(run=run).order_by("mentee_id")
        mentors = MatchMentor.objects.filter(run=run).order_by("number")
        run.refresh_from_db()
        return [
            list(matches.values_list("mentor_id", "mentee_id", "score", "reasons")),
            [(each.mentee_id, bytes(each.options), each.profile) for each in candidates],
            list(mentors.values_list("number", "mentor_id", "profile")),
            [run.total, run.bound, run.gap, run.rules, run.inputs, run.relaxed],
        ]

    return read


def test_run_made_again_writes_the_same_rows_though_the_rules_have_changed(reviewed, rows):
    with reviewed.cast.inside():
        admin = reviewed.cast.hr_admin.person
        before = rows(reviewed.run)
        assert len(before[0]) == 3
        set_weights(reviewed.program, {"same_site": 1.0}, by=admin)
        again = work(start_match_run(reviewed.program, by=admin, repeats=reviewed.run))
        assert rows(again) == before
        assert (again.seed, again.repeats) == (reviewed.run.seed, reviewed.run)
        other = run_now(reviewed.program, admin)
        assert rows(other)[2] != before[2]


def test_two_workers_write_the_same_rows(worker, committed_cast, monkeypatch, rows):
    with committed_cast.inside():
        program = make_crowd(300, 200)
        admin = committed_cast.hr_admin.person
        first = start_match_run(program, by=admin)
    done(committed_cast, first)
    with committed_cast.inside():
        before = rows(first)
    worker.kill()
    monkeypatch.setenv("PYTHONHASHSEED", "4242")
    worker.start()
    with committed_cast.inside():
        again = start_match_run(program, by=admin, repeats=first)
    done(committed_cast, again)
    with committed_cast.inside():
        assert rows(again) == before
        assert len(before[0]) == 200


def done(cast, run: MatchRun) -> None:
    """Wait for a worker to finish a run."""

    def is_done() -> bool:
        with cast.inside():
            return MatchRun.objects.get(id=run.id).state == MatchRun.State.DONE

    wait_for(is_done, "the run", seconds=60)


def test_run_keeps_what_went_in_and_what_computed_it(reviewed):
    run = reviewed.run
    assert run.seed > 0
    assert len(run.inputs["digest"]) == 64
    assert (run.inputs["mentees"], run.inputs["mentors"], run.inputs["places"]) == (3, 3, 4)
    assert run.engine.startswith("engine 2, numpy ")
    with reviewed.cast.inside():
        assert len(bytes(MatchInputs.objects.get(run=run).people)) == 6 * 25


def test_run_of_which_no_rules_are_known_is_not_repeated(scene):
    with scene.cast.inside():
        old = MatchRun.objects.create(program=scene.program, state="failed")
        with pytest.raises(NotRepeatableError):
            start_match_run(scene.program, by=scene.cast.hr_admin.person, repeats=old)
