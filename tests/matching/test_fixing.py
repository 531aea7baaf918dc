"""HR fixes pairs by hand before a program is matched."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.actions.fixing import Wanted, fix_again, fix_pairs, free_pair, free_together
from matching.actions.not_with import say_not_with
from matching.errors import NotFixableError, ProgramOverError, ReasonNeededError
from matching.models import FixedPair, MatchBlock, MatchOverride, MentorWish
from peerlearn.audit.models import AuditEvent
from peerlearn.people.models import Person
from programs.models import Enrollment, Program
from tests.matching.builders import make_mentee, make_person
from tests.matching.fixing import WHY, fix, problems, same_place_only, standing


def enrollment(scene, person):
    return Enrollment.objects.filter(program=scene.program, person=person)


def test_pair_is_fixed_once_and_logged_without_the_reason(scene):
    with scene.cast.inside():
        row = fix(scene, scene.bo, scene.mia, WHY)
        assert fix(scene, scene.bo, scene.mia) == row
        assert (row.reason, row.fixed_by) == (WHY, scene.cast.hr_admin.person)
        assert standing() == {("Bo New", "Mia Mentor")}
        assert problems(scene) == {"Bo New": ""}
        event = AuditEvent.objects.get(table="fixed_pair")
        assert event.changes["reason"] == "changed"


@pytest.mark.parametrize(
    ("mentee", "mentor", "said"),
    [
        ("ana", "ana", "Ana New can't be their own mentor."),
        ("mia", "max", "Mia Mentor is no mentee in this program."),
        ("ana", "bo", "Bo New is no mentor in this program."),
        (
            "cy",
            "boss",
            "Bea Boss and Cy New can't be a pair: same reporting line.",
        ),
    ],
)
def test_what_nobody_overrides_is_refused_in_words(scene, mentee, mentor, said):
    with scene.cast.inside():
        with pytest.raises(NotFixableError) as refused:
            fix(scene, getattr(scene, mentee), getattr(scene, mentor), WHY)
        assert str(refused.value) == said
        assert not FixedPair.objects.exists()


def test_mentor_has_as_many_fixed_mentees_as_places(scene):
    with scene.cast.inside():
        fix(scene, scene.ana, scene.mia)
        with pytest.raises(NotFixableError, match="Mia Mentor has no place left"):
            fix(scene, scene.bo, scene.mia)
        fix(scene, scene.bo, scene.max)
        fix(scene, scene.cy, scene.max)


def test_mentee_is_fixed_with_one_mentor(scene):
    with scene.cast.inside():
        fix(scene, scene.ana, scene.mia)
        with pytest.raises(NotFixableError, match="Ana New is fixed with another mentor"):
            fix(scene, scene.ana, scene.max)


def test_who_pauses_or_is_only_invited_is_not_fixed(scene):
    with scene.cast.inside():
        enrollment(scene, scene.mia).update(state="paused")
        enrollment(scene, scene.bo).update(state="invited")
        with pytest.raises(NotFixableError, match="Mia Mentor takes a break"):
            fix(scene, scene.ana, scene.mia)
        with pytest.raises(NotFixableError, match="Bo New has not joined"):
            fix(scene, scene.bo, scene.max)


def test_pair_that_was_excluded_by_hand_is_not_fixed(scene):
    with scene.cast.inside():
        MatchBlock.objects.create(program=scene.program, mentor=scene.mia, mentee=scene.bo)
        with pytest.raises(NotFixableError, match="excluded by hand"):
            fix(scene, scene.bo, scene.mia, WHY)


def test_rules_of_hr_are_named_and_overridden_with_a_reason(scene):
    with scene.cast.inside():
        same_place_only(scene)
        with pytest.raises(ReasonNeededError, match="different places of work"):
            fix(scene, scene.bo, scene.mia, "  ")
        assert not FixedPair.objects.exists()
        fix(scene, scene.bo, scene.mia, WHY)
        made = MatchOverride.objects.get()
        assert (made.rules, made.reason) == (["other_location"], WHY)
        assert problems(scene) == {"Bo New": ""}


@pytest.mark.parametrize("asked", ["mentee", "mentor", "wish"])
def test_fixing_tells_nothing_of_what_somebody_asked_for_in_private(scene, asked):
    with scene.cast.inside():
        bo, mia = scene.bo, scene.mia
        if asked == "mentee":
            say_not_with(bo, mia)
        elif asked == "mentor":
            say_not_with(mia, bo)
        else:
            MentorWish.objects.create(program=scene.program, mentor=mia, mentee=bo, rank=None)
        fix(scene, bo, mia)
        assert problems(scene) == {"Bo New": ""}


def test_rule_that_comes_later_is_told_and_overridden_where_the_pair_stands(scene):
    with scene.cast.inside():
        row = fix(scene, scene.bo, scene.mia)
        same_place_only(scene)
        assert "different places of work" in problems(scene)["Bo New"]
        assert fix(scene, scene.bo, scene.mia, WHY) == row
        assert problems(scene) == {"Bo New": ""}


def test_who_pauses_later_stays_fixed_and_the_page_says_so(scene):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.mia)
        enrollment(scene, scene.mia).update(state="paused")
        assert problems(scene) == {"Bo New": "Mia Mentor takes a break from this program."}


def test_fewer_places_leave_the_pairs_that_a_run_takes_first(scene):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.max)
        fix(scene, scene.cy, scene.max)
        enrollment(scene, scene.max).update(capacity=1)
        assert "" in problems(scene).values()
        assert sum("no place left" in said for said in problems(scene).values()) == 1


def test_freed_pair_is_fixed_again_with_its_reason(scene):
    with scene.cast.inside():
        admin = scene.cast.hr_admin.person
        same_place_only(scene)
        row = fix(scene, scene.bo, scene.mia, WHY)
        free_pair(row, by=admin)
        free_pair(row, by=admin)
        assert standing() == set()
        assert not MatchOverride.objects.exists()
        new = fix_again(row, by=admin)
        assert fix_again(new, by=admin) == new
        assert (new.reason, standing()) == (WHY, {("Bo New", "Mia Mentor")})
        assert MatchOverride.objects.get().reason == WHY


def test_freeing_is_not_taken_back_when_something_stands_in_the_way_by_now(scene):
    with scene.cast.inside():
        row = fix(scene, scene.bo, scene.mia)
        free_pair(row, by=scene.cast.hr_admin.person)
        fix(scene, scene.ana, scene.mia)
        with pytest.raises(NotFixableError, match="no place left"):
            fix_again(row, by=scene.cast.hr_admin.person)


def test_many_are_fixed_and_the_others_say_why_not(scene):
    with scene.cast.inside():
        admin = scene.cast.hr_admin.person
        before = fix(scene, scene.cy, scene.max)
        wanted = [
            Wanted(scene.mia, scene.ana),
            Wanted(scene.mia, scene.bo),
            Wanted(scene.max, scene.bo),
            Wanted(scene.boss, scene.bo),
        ]
        done = fix_pairs(scene.program, wanted, by=admin)
        assert [row.mentee.name for row in done.fixed] == ["Ana New", "Bo New"]
        assert [why for _one, why in done.refused] == [
            "Mia Mentor has no place left: raise their number of mentees first.",
            "Bo New is fixed with another mentor. Free that pair first.",
        ]
        assert free_together(done.fixed[0], by=admin) == 2
        assert standing() == {("Cy New", "Max Mentor")}
        before.refresh_from_db()
        assert before.freed_at is None


def test_many_are_fixed_in_as_few_statements_as_one(scene, django_assert_num_queries):
    with scene.cast.inside():
        admin = scene.cast.hr_admin.person
        fix_pairs(scene.program, [Wanted(scene.mia, scene.ana)], by=admin)
        with CaptureQueriesContext(connection) as one:
            fix_pairs(scene.program, [Wanted(scene.max, scene.bo)], by=admin)
        late = [make_mentee(scene.program, f"Lea Late {n}") for n in range(3)]
        enrollment(scene, scene.max).update(capacity=9)
        with django_assert_num_queries(len(one)):
            fix_pairs(scene.program, [Wanted(scene.max, each) for each in late], by=admin)


def test_nothing_is_fixed_in_a_program_that_is_over(scene):
    with scene.cast.inside():
        Program.objects.filter(id=scene.program.id).update(state="finished")
        with pytest.raises(ProgramOverError):
            fix(scene, scene.ana, scene.mia)


def test_who_has_left_is_not_fixed(scene):
    with scene.cast.inside():
        gone = make_mentee(scene.program, "Gil Gone", state=Person.State.LEFT)
        with pytest.raises(NotFixableError, match="Gil Gone is no mentee"):
            fix(scene, gone, scene.mia)
        stranger = make_person("Sam Stranger")
        with pytest.raises(NotFixableError, match="Sam Stranger is no mentor"):
            fix(scene, scene.ana, stranger)
