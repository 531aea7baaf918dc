"""What comes of input that makes no sense, or that changes while pairs are found."""

import pytest

from matching.actions.results import save_outcome
from matching.actions.runs import claim_run, start_match_run
from matching.errors import NoMentorsError
from matching.models import Match, MatchBlock, MatchRun
from matching.queries.proposals import left_out_of
from peerlearn.people.models import Person
from programs.models import Enrollment
from tests.matching.builders import enroll, pairs, run_now
from tests.matching.test_stopping import outcome_of
from tests.matching.views.pages import url

State = MatchRun.State


@pytest.fixture
def found(scene):
    """A run whose pairs are found and not saved yet."""
    with scene.cast.inside():
        scene.run = claim_run(start_match_run(scene.program, by=scene.cast.hr_admin.person).id)
        scene.outcome = outcome_of(scene.run)
    return scene


def saved(scene) -> MatchRun:
    save_outcome(scene.run, scene.outcome)
    scene.run.refresh_from_db()
    return scene.run


def test_mentor_who_leaves_meanwhile_is_in_no_pair_and_it_is_said(found):
    with found.cast.inside():
        Person.objects.filter(id=found.mia.id).update(state=Person.State.LEFT)
        run = saved(found)
        assert pairs(run) == {("Bo New", "Max Mentor"), ("Cy New", "Max Mentor")}
        assert run.dropped == [
            {"mentor": str(found.mia.id), "mentee": str(found.ana.id), "why": "left"}
        ]
        [left] = left_out_of(run)
        assert (left["person"], left["reason"]) == (str(found.ana.id), "fell_away")
    page = found.cast.hr_admin.client().get(url(found, f"runs/{run.id}/")).content.decode()
    assert "1 pair fell away while the others were found" in page


def test_mentor_whose_places_fill_meanwhile_keeps_the_better_pair(found):
    with found.cast.inside():
        Enrollment.objects.filter(person=found.max).update(capacity=1)
        run = saved(found)
        assert len(pairs(run)) == 2
        assert [pair["why"] for pair in run.dropped] == ["no_place"]


def test_pair_excluded_meanwhile_is_not_proposed(found):
    with found.cast.inside():
        MatchBlock.objects.create(program=found.program, mentor=found.mia, mentee=found.ana)
        run = saved(found)
        assert ("Ana New", "Mia Mentor") not in pairs(run)
        assert [pair["why"] for pair in run.dropped] == ["blocked"]


def test_no_pair_possible_is_a_result_that_says_which_rule_it_was(scene):
    with scene.cast.inside():
        for mentor in (scene.mia, scene.max, scene.boss):
            for mentee in (scene.ana, scene.bo, scene.cy):
                MatchBlock.objects.create(program=scene.program, mentor=mentor, mentee=mentee)
        run = run_now(scene.program, scene.cast.hr_admin.person)
        assert (run.state, run.pair_count, run.relaxed) == (State.DONE, 0, {"blocked": 0})
    client = scene.cast.hr_admin.client()
    assert "No pair is possible under these rules." in (
        client.get(url(scene, f"runs/{run.id}/")).content.decode()
    )
    left = client.get(url(scene, f"runs/{run.id}/?tab=left-out")).content.decode()
    assert "Never a pair that was ruled out by hand" in left
    assert "0 instead of 3 mentees without a mentor" in left


def test_mentors_without_a_place_are_refused_in_words(scene):
    with scene.cast.inside():
        for mentor in (scene.mia, scene.max, scene.boss):
            for number in range(2):
                other = enroll(
                    scene.program, Person.objects.create(name=f"{mentor.name} {number}"), "mentee"
                )
                Match.objects.create(
                    program=scene.program, mentor=mentor, mentee=other, state="active", score=1
                )
        with pytest.raises(NoMentorsError, match="All mentors are full"):
            start_match_run(scene.program, by=scene.cast.hr_admin.person)


def test_nobody_is_their_own_mentor(scene):
    with scene.cast.inside():
        enroll(scene.program, scene.ana, "mentor")
        run = run_now(scene.program, scene.cast.hr_admin.person)
        assert run.state == State.DONE
        assert all(mentee != mentor for mentee, mentor in pairs(run))
