"""Cancelling a run, and beginning one again whose worker has died."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.results import save_outcome
from matching.actions.runs import RunLostError, claim_run, note_progress, start_match_run
from matching.actions.stopping import MOST_ATTEMPTS, cancel_run, revive_silent_runs
from matching.errors import RunOverError
from matching.models import Match, MatchCandidates, MatchRun
from matching.pairing import find_best_pairs
from matching.queries.group import read_group
from matching.queries.runs import SILENCE
from matching.tasks import Reporter
from peerlearn.notifications.models import Notification
from tests.matching.builders import pairs, run_now, work
from tests.matching.crowds import make_crowd
from tests.servers import wait_for

State = MatchRun.State


def silent(run: MatchRun, **fields) -> MatchRun:
    """The run as a dead worker left it."""
    long_ago = timezone.now() - SILENCE - timedelta(seconds=1)
    MatchRun.objects.filter(id=run.id).update(progressed_at=long_ago, **fields)
    run.refresh_from_db()
    return run


def started(scene) -> MatchRun:
    return start_match_run(scene.program, by=scene.cast.hr_admin.person)


def outcome_of(run: MatchRun):
    group = read_group(run.program, now=timezone.now())
    return find_best_pairs(group, seed=run.seed, report=lambda _step, _share: None)


def test_waiting_run_is_cancelled_without_any_worker(scene):
    with scene.cast.inside():
        run = cancel_run(started(scene), by=scene.cast.hr_admin.person)
        assert (run.state, run.cancelled_by) == (State.CANCELLED, scene.cast.hr_admin.person)
        assert run.finished_at is not None
        assert work(run).state == State.CANCELLED  # the task comes late
        assert (run.attempts, Match.objects.count()) == (0, 0)


def test_cancelling_twice_is_cancelling_once(scene):
    with scene.cast.inside():
        run = cancel_run(started(scene), by=scene.cast.hr_admin.person)
        ended = run.finished_at
        assert cancel_run(run, by=scene.cast.mentor.person).finished_at == ended
        assert run.cancelled_by == scene.cast.hr_admin.person


def test_run_that_has_ended_is_not_cancelled(reviewed):
    with reviewed.cast.inside():
        with pytest.raises(RunOverError, match="too late"):
            cancel_run(reviewed.run, by=reviewed.cast.hr_admin.person)
        assert len(pairs(reviewed.run)) == 3


def test_cancelled_run_writes_nothing_and_the_earlier_result_stays(reviewed):
    with reviewed.cast.inside():
        before = pairs(reviewed.run)
        run = claim_run(started(reviewed).id)
        outcome = outcome_of(run)
        cancel_run(run, by=reviewed.cast.hr_admin.person)
        with pytest.raises(RunLostError):
            save_outcome(run, outcome)
        reviewed.run.refresh_from_db()
        assert (reviewed.run.state, pairs(reviewed.run)) == (State.DONE, before)
        assert not Match.objects.filter(run=run).exists()
        assert not MatchCandidates.objects.filter(run=run).exists()


def test_worker_hears_of_the_cancelling_at_its_next_look(scene):
    with scene.cast.inside():
        run = claim_run(started(scene).id)
        organization_id = str(run.organization_id)
        report = Reporter(organization_id, run)
        report("scoring", 0)
        cancel_run(run, by=scene.cast.hr_admin.person)
        report("scoring", 0.1)  # too soon after the last look
        with pytest.raises(RunLostError):
            report("pairing", 0)


def test_program_can_be_matched_again_after_cancelling(scene):
    with scene.cast.inside():
        cancel_run(started(scene), by=scene.cast.hr_admin.person)
        assert run_now(scene.program, scene.cast.hr_admin.person).state == State.DONE


def test_silent_run_is_begun_again_with_the_same_seed(scene):
    with scene.cast.inside():
        run = started(scene)
        seed = run.seed
        dead = claim_run(run.id)
        silent(run, step="pairing", share=0.5)
        revive_silent_runs()
        run.refresh_from_db()
        assert (run.state, run.step, run.share, run.attempts) == (State.QUEUED, "", 0, 1)
        assert (work(run).state, run.attempts, run.seed) == (State.DONE, 2, seed)
        with pytest.raises(RunLostError):  # the worker wasn't dead, only slow
            note_progress(dead, "saving", 1)
        assert len(pairs(run)) == 3


def test_slow_worker_writes_nothing_into_what_another_does(scene):
    with scene.cast.inside():
        slow = claim_run(started(scene).id)
        outcome = outcome_of(slow)
        silent(slow)
        revive_silent_runs()
        claim_run(slow.id)
        with pytest.raises(RunLostError):
            save_outcome(slow, outcome)
        assert Match.objects.count() == 0


def test_run_that_speaks_is_left_alone(scene):
    with scene.cast.inside():
        run = claim_run(started(scene).id)
        revive_silent_runs()
        run.refresh_from_db()
        assert (run.state, run.attempts) == (State.RUNNING, 1)


def test_run_that_broke_off_too_often_fails_in_words_and_by_mail(scene, caplog):
    with scene.cast.inside():
        run = silent(started(scene), state=State.RUNNING, attempts=MOST_ATTEMPTS)
        revive_silent_runs()
        revive_silent_runs()
        run.refresh_from_db()
        assert (run.state, run.error) == (State.FAILED, MatchRun.Failure.CRASHED)
        mail = Notification.objects.get(kind="matching.run_failed")
        assert "broke off several times" in mail.body
        assert "ended its worker 3 times" in caplog.text


def test_run_whose_task_was_lost_is_sent_again_however_often(scene):
    with scene.cast.inside():
        run = silent(started(scene), attempts=MOST_ATTEMPTS)
        revive_silent_runs()
        run.refresh_from_db()
        assert run.state == State.QUEUED
        assert run.progressed_at > timezone.now() - SILENCE


@pytest.fixture
def busy_worker(worker, committed_cast):
    """A real worker in the middle of a run of a program that had been matched before."""
    with committed_cast.inside():
        program = make_crowd(1_500, 1_500)
        earlier = MatchRun.objects.create(program=program, state=State.DONE)
        run = start_match_run(program, by=committed_cast.hr_admin.person)
    wait_for(
        lambda: _fresh(committed_cast, run).state == State.RUNNING,
        "the worker to be at it",
        seconds=60,
    )
    return worker, committed_cast, run, earlier


def _fresh(cast, run: MatchRun) -> MatchRun:
    with cast.inside():
        return MatchRun.objects.get(id=run.id)


def _written(cast, run: MatchRun) -> tuple[int, int]:
    with cast.inside():
        return (
            Match.objects.filter(run=run).count(),
            MatchCandidates.objects.filter(run=run).count(),
        )


def test_worker_stops_soon_after_the_cancelling(busy_worker):
    worker, cast, run, earlier = busy_worker
    with cast.inside():
        cancel_run(run, by=cast.hr_admin.person)
    worker.wait_until_idle()
    let_go = f"match run {run.id} is let go of while"
    assert let_go in worker.log.read_text()
    assert f"{let_go} {MatchRun.Step.SAVING}" not in worker.log.read_text()
    assert (_fresh(cast, run).state, _written(cast, run)) == (State.CANCELLED, (0, 0))
    assert _fresh(cast, earlier).state == State.DONE


def test_worker_killed_in_the_middle_leaves_nothing_and_another_finishes(busy_worker):
    worker, cast, run, earlier = busy_worker
    worker.kill()
    assert (_fresh(cast, run).state, _written(cast, run)) == (State.RUNNING, (0, 0))
    assert _fresh(cast, earlier).state == State.DONE
    with cast.inside():
        silent(run)  # the minutes that pass until somebody takes it for dead
    worker.start()
    worker.tick()
    wait_for(lambda: _fresh(cast, run).state == State.DONE, "the run", seconds=60)
    assert _fresh(cast, run).attempts == 2
    assert _written(cast, run) == (1_500, 1_500)
    assert _fresh(cast, earlier).state == State.SUPERSEDED
