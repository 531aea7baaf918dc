"""What HR decides while a run is on its way is neither lost nor undone by its result."""

import pytest

from matching.actions import proposals as act
from matching.actions.choices import choose_mentor
from matching.actions.fixing import free_pair
from matching.actions.publishing import publish_run
from matching.actions.results import save_outcome
from matching.actions.runs import claim_run, start_match_run
from matching.errors import ProgramOverError, RunGoingError
from matching.models import Match, MatchLock, MatchRun
from peerlearn.notifications.models import Notification
from programs.models import Enrollment, Program
from tests.matching.builders import pairs, run_now, work
from tests.matching.fixing import fix
from tests.matching.test_stopping import outcome_of
from tests.matching.views.pages import url

State = MatchRun.State


@pytest.fixture
def admin(scene):
    return scene.cast.hr_admin.person


def claimed(scene):
    return claim_run(start_match_run(scene.program, by=scene.cast.hr_admin.person).id)


def test_pair_that_is_freed_while_a_run_goes_is_not_kept_by_it(scene, admin):
    with scene.cast.inside():
        row = fix(scene, scene.bo, scene.mia)
        run = claimed(scene)
        found = outcome_of(run)
        free_pair(row, by=admin)
        save_outcome(run, found)
        assert ("Bo New", "Mia Mentor") in pairs(run)
        assert not MatchLock.objects.exists()
        again = run_now(scene.program, admin)
        assert ("Bo New", "Mia Mentor") not in pairs(again)


def test_fixed_pair_keeps_its_place_when_a_mentor_has_fewer_meanwhile(scene, admin):
    with scene.cast.inside():
        fix(scene, scene.ana, scene.max)
        run = claimed(scene)
        found = outcome_of(run)
        Enrollment.objects.filter(person=scene.max).update(capacity=1)
        save_outcome(run, found)
        assert ("Ana New", "Max Mentor") in pairs(run)


def test_fixed_pair_keeps_its_place_when_a_mentor_has_fewer_at_publication(scene, admin):
    with scene.cast.inside():
        fix(scene, scene.ana, scene.max)
        run = run_now(scene.program, admin)
        Enrollment.objects.filter(person=scene.max).update(capacity=1)
        publish_run(run, by=admin)
        assert ("Ana New", "Max Mentor") in pairs(run, Match.State.ACTIVE)


def test_review_waits_while_the_program_is_matched_again(reviewed, admin):
    with reviewed.cast.inside():
        match = Match.objects.get(mentee=reviewed.ana, state="proposed")
        start_match_run(reviewed.program, by=admin)
        for change in (act.keep_pair, act.exclude_pair, act.set_aside, act.release_pair):
            with pytest.raises(RunGoingError):
                change(match, by=admin)
        with pytest.raises(RunGoingError):
            choose_mentor(reviewed.run, mentee=reviewed.bo, mentor_id=reviewed.mia.id, by=admin)


def test_run_of_a_program_that_is_finished_meanwhile_proposes_nothing(scene, admin):
    with scene.cast.inside():
        run = claimed(scene)
        found = outcome_of(run)
        Program.objects.filter(id=scene.program.id).update(state=Program.State.FINISHED)
        with pytest.raises(ProgramOverError):
            save_outcome(run, found)
        assert not Match.objects.exists()


def test_run_that_waits_while_its_program_is_archived_ends_in_words(scene, admin):
    with scene.cast.inside():
        run = start_match_run(scene.program, by=admin)
        Program.objects.filter(id=scene.program.id).update(state=Program.State.ARCHIVED)
        assert (work(run).state, run.error) == (State.FAILED, MatchRun.Failure.OVER)
        mail = Notification.objects.get(kind="matching.run_failed")
        assert "finished or archived meanwhile" in mail.body


def test_page_of_pairs_says_that_they_are_matched_again(reviewed, admin):
    with reviewed.cast.inside():
        address = url(reviewed, f"runs/{reviewed.run.id}/")
        said = "This program is being matched again."
        assert said not in reviewed.cast.hr_admin.client().get(address).content.decode()
        start_match_run(reviewed.program, by=admin)
        assert said in reviewed.cast.hr_admin.client().get(address).content.decode()
