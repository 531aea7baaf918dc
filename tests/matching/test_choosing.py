"""A run in a program with lists: the lists first, the group optimum for everybody else."""

import pytest

from matching.actions.publishing import publish_run
from matching.actions.wishes import choose_mentor_oneself, say_of_mentee, set_modes
from matching.models import MatchRequest
from matching.rules.choices import choices_in_words
from tests.matching.builders import pairs, run_now


@pytest.fixture
def listed(scene):
    """Ana would rather have Max, then Mia; Bo wants Mia."""
    with scene.cast.inside():
        set_modes(scene.program, by=scene.cast.hr_admin.person, choosing="rank")
        for mentee, mentors in ((scene.ana, (scene.max, scene.mia)), (scene.bo, (scene.mia,))):
            for mentor in mentors:
                choose_mentor_oneself(scene.program, mentor.id, by=mentee)
    return scene


def test_lists_come_first_and_the_rest_is_the_best_for_the_group(listed):
    with listed.cast.inside():
        run = run_now(listed.program, listed.cast.hr_admin.person)
        run.refresh_from_db()
        assert pairs(run) == {
            ("Ana New", "Max Mentor"),
            ("Bo New", "Mia Mentor"),
            ("Cy New", "Max Mentor"),
        }
        record = run.rules["choices"]
        assert (record["people"], record["pairs"], record["blocking"]) == (2, 2, 0)
        assert record["got"] == {"1": 2}
        assert record["free_total"] > record["total"]
        assert run.rules["kept"] == 0
        words = choices_in_words(record)
        assert words[0].startswith("2 of 2 people who made a list")
        assert "more" in words[2]
        assert "stable" in words[1]


def test_mentor_who_would_rather_not_is_not_given_them(listed):
    with listed.cast.inside():
        say_of_mentee(listed.program, listed.ana, rank=None, by=listed.max)
        run = run_now(listed.program, listed.cast.hr_admin.person)
        run.refresh_from_db()
        found = dict(pairs(run))
        # Mia is on both lists and takes one; whoever is left gets Bea, as Max would rather not.
        assert run.rules["choices"]["pairs"] == 1
        assert "Mia Mentor" in {found.get("Ana New"), found.get("Bo New")}
        assert found.get("Ana New") != "Max Mentor"


def test_mentor_who_says_whom_more_gladly_gets_them(listed):
    with listed.cast.inside():
        say_of_mentee(listed.program, listed.ana, rank=None, by=listed.max)
        say_of_mentee(listed.program, listed.ana, rank=1, by=listed.mia)
        run = run_now(listed.program, listed.cast.hr_admin.person)
        assert ("Ana New", "Mia Mentor") in pairs(run)


def test_publishing_ends_the_lists(listed):
    with listed.cast.inside():
        run = run_now(listed.program, listed.cast.hr_admin.person)
        run.refresh_from_db()
        publish_run(run, by=listed.cast.hr_admin.person)
        assert not MatchRequest.objects.filter(state__in=MatchRequest.OPEN).exists()


def test_program_without_lists_says_nothing_of_them(scene):
    with scene.cast.inside():
        run = run_now(scene.program, scene.cast.hr_admin.person)
        run.refresh_from_db()
        assert choices_in_words(run.rules["choices"]) == []
