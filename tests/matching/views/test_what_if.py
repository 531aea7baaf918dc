"""Trying a change out before anything is changed."""

from datetime import date
from types import SimpleNamespace

import pytest

from matching.actions import proposals as act
from matching.actions.choices import choose_mentor
from matching.actions.publishing import publish_run
from matching.models import Match, MatchBlock, MatchCandidates, MatchMentor
from matching.queries import what_if
from matching.queries.options import entries_of
from programs.actions.joining import pause_enrollment
from programs.models import Enrollment
from tests.matching.builders import make_mentee, make_mentor, make_program, pairs, run_now
from tests.matching.views.pages import url

IN_MARCH, IN_MAY = date(2026, 3, 9), date(2026, 5, 4)


@pytest.fixture
def tight(cast):
    """Two mentors of one place each, and three who want what Mia knows; Ana is in Mia's line."""
    with cast.inside():
        program = make_program()
        mia = make_mentor(program, "Mia", knows="Law, Pay", department="IT")
        max_ = make_mentor(program, "Max", knows="Law", department="IT")
        bo = make_mentee(program, "Bo", wants="Law, Pay", department="HR")
        cy = make_mentee(program, "Cy", wants="Law", department="HR")
        ana = make_mentee(program, "Ana", department="HR", manager=mia)
        run = run_now(program, cast.hr_admin.person)
    return SimpleNamespace(cast=cast, run=run, mia=mia, max=max_, bo=bo, cy=cy, ana=ana)


def page(scene, way="", mentee=None, mentor=None):
    asked = f"?way={way}&mentee={mentee.id}&mentor={mentor.id}" if way else ""
    client = scene.cast.hr_admin.client()
    return client.get(url(scene, f"runs/{scene.run.id}/what-if/{asked}"))


def moved(answer):
    return [
        (one.mentee.name, one.before and one.before.name, one.after and one.after.name)
        for one in answer.context["effect"].moved
    ]


def test_one_more_place_is_computed_for_each_mentor(tight):
    answer = page(tight)
    assert [still for _one, still, _gain in answer.context["places"]] == [0, 0]
    assert answer.context["waiting"] == 1


def test_pair_that_must_not_be_moves_the_others(tight):
    answer = page(tight, "without", tight.bo, tight.mia)
    assert moved(answer) == [("Bo", "Mia", "Max"), ("Cy", "Max", "Mia")]
    assert answer.context["effect"].waiting == 1
    assert answer.context["effect"].gain < 0
    with tight.cast.inside():
        assert pairs(tight.run) == {("Bo", "Mia"), ("Cy", "Max")}


def test_pair_that_must_be_moves_the_others(tight):
    answer = page(tight, "with", tight.ana, tight.max)
    assert ("Ana", None, "Max") in moved(answer)
    assert answer.context["effect"].waiting == 1


def test_pair_that_a_rule_forbids_is_not_possible(tight):
    answer = page(tight, "with", tight.ana, tight.mia)
    assert answer.context["effect"] is None
    assert "That is not possible" in answer.content.decode()


def test_pair_kept_by_hand_does_not_move(tight):
    with tight.cast.inside():
        match = Match.objects.get(mentee=tight.cy)
        act.keep_pair(match, by=tight.cast.hr_admin.person)
    assert page(tight, "with", tight.bo, tight.max).context["effect"] is None
    answer = page(tight, "without", tight.bo, tight.mia)
    assert moved(answer) == [("Bo", "Mia", None)]


def test_what_was_changed_by_hand_is_what_is_proposed_now(tight):
    with tight.cast.inside():
        act.exclude_pair(Match.objects.get(mentee=tight.bo), by=tight.cast.hr_admin.person)
        choose_mentor(
            tight.run, mentee=tight.cy, mentor_id=tight.mia.id, by=tight.cast.hr_admin.person
        )
    answer = page(tight, "with", tight.bo, tight.max)
    assert moved(answer) == [("Bo", None, "Max")]
    assert page(tight, "with", tight.bo, tight.mia).context["effect"] is None


def test_pair_excluded_before_the_run_is_possible_once_it_is_let_in_again(tight):
    admin = tight.cast.hr_admin.person
    with tight.cast.inside():
        excluded = Match.objects.get(mentee=tight.bo)
        act.exclude_pair(excluded, by=admin)
        tight.run = run_now(tight.run.program, admin)
    assert page(tight, "with", tight.bo, tight.mia).context["effect"] is None
    with tight.cast.inside():
        MatchBlock.objects.all().delete()
    assert ("Bo", "Max", "Mia") in moved(page(tight, "with", tight.bo, tight.mia))


def test_run_of_before_options_were_packed_can_be_tried_out(tight):
    with tight.cast.inside():
        for mentee in (tight.bo, tight.cy, tight.ana):
            row = MatchCandidates.objects.get(run=tight.run, mentee=mentee)
            row.entries = [
                {"mentor": str(one.mentor.id), "score": one.score, "forbidden": one.forbidden}
                for one in entries_of(tight.run, mentee)
            ]
            row.options = b""
            row.save()
        MatchMentor.objects.all().delete()
    answer = page(tight, "without", tight.bo, tight.mia)
    assert moved(answer) == [("Bo", "Mia", "Max"), ("Cy", "Max", "Mia")]
    assert page(tight, "with", tight.ana, tight.mia).context["effect"] is None


def test_published_pairs_are_no_part_of_it(tight):
    with tight.cast.inside():
        held = Match.objects.get(mentee=tight.cy).id
        publish_run(tight.run, by=tight.cast.hr_admin.person, held_back={held})
    answer = page(tight, "with", tight.bo, tight.max)
    assert not answer.context["asked"]
    assert [one.name for one in answer.context["mentees"]] == ["Ana", "Cy"]


def test_who_takes_a_break_or_left_since_the_run_waits_for_nobody(tight):
    with tight.cast.inside():
        ana = Enrollment.objects.get(person=tight.ana)
        pause_enrollment(ana, returns_on=IN_MAY, by=tight.ana, today=IN_MARCH)
    answer = page(tight)
    assert (answer.context["waiting"], answer.context["places"]) == (0, [])
    with tight.cast.inside():
        Enrollment.objects.filter(person=tight.mia).update(state="withdrawn")
    answer = page(tight, "without", tight.cy, tight.max)
    assert moved(answer) == [("Bo", None, "Max"), ("Cy", "Max", None)]
    assert (answer.context["effect"].waiting_now, answer.context["effect"].waiting) == (1, 1)


@pytest.mark.parametrize("asked", ["?mentee=x&mentor=y&way=z", "?mentee=&mentor=", "?way=without"])
def test_nonsense_is_passed_over(tight, asked):
    client = tight.cast.hr_admin.client()
    answer = client.get(url(tight, f"runs/{tight.run.id}/what-if/{asked}"))
    assert (answer.status_code, answer.context["asked"]) == (200, False)


def test_large_group_is_told_to_match_again(tight, monkeypatch):
    monkeypatch.setattr(what_if, "MOST_PAIRS", 3)
    assert "too large to be tried out" in page(tight).content.decode()


def test_published_run_can_not_be_tried(tight):
    with tight.cast.inside():
        publish_run(tight.run, by=tight.cast.hr_admin.person)
    assert page(tight).status_code == 404


def test_page_takes_as_many_queries_for_more_people(tight, cast, django_assert_num_queries):
    page(tight)
    with cast.inside():
        program = make_program("Larger")
        for number in range(4):
            make_mentor(program, f"M{number}", knows="Law", department="IT")
            make_mentee(program, f"N{number}", wants="Law", department="HR")
            make_mentee(program, f"O{number}", wants="Law", department="HR")
        larger = SimpleNamespace(cast=cast, run=run_now(program, cast.hr_admin.person))
    for scene in (tight, larger):
        client = cast.hr_admin.client()
        with django_assert_num_queries(20):
            assert client.get(url(scene, f"runs/{scene.run.id}/what-if/")).status_code == 200
