"""What a run does with the pairs that HR has fixed before, and what becomes of them afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions import choices
from matching.actions import proposals as act
from matching.actions.fixing import fix_again, free_pair
from matching.actions.not_with import say_not_with
from matching.actions.publishing import publish_run
from matching.actions.runs import start_match_run
from matching.actions.taking_back import take_back_publication
from matching.models import FixedPair, Match, MatchLock, MatchRun
from matching.queries.fixed_pairs import standing_fixed
from matching.queries.fixing import missed_of
from matching.queries.made import record_of
from peerlearn.notifications.models import Notification
from peerlearn.people.actions.people import save_person
from peerlearn.people.models import Person
from programs.actions.enrollment import withdraw_enrollments
from programs.models import Enrollment
from tests.matching.builders import make_mentee, make_mentor, make_person, pairs, run_now, work
from tests.matching.fixing import WHY, fix, same_place_only, standing

BO_MIA = ("Bo New", "Mia Mentor")


@pytest.fixture
def admin(scene):
    return scene.cast.hr_admin.person


def matched(scene):
    run = run_now(scene.program, scene.cast.hr_admin.person)
    run.refresh_from_db()
    assert run.state == "done"
    return run


def of(run, mentee):
    return Match.objects.get(run=run, mentee=mentee, state="proposed")


def mails():
    return Notification.objects.filter(kind="matching.fixed_pair_freed")


def test_first_run_keeps_fixed_pairs_and_finds_the_best_for_the_others(scene, admin):
    with scene.cast.inside():
        assert BO_MIA not in pairs(matched(scene))
        MatchRun.objects.all().delete()
        row = fix(scene, scene.bo, scene.mia, WHY)
        run = matched(scene)
        assert BO_MIA in pairs(run)
        assert len(pairs(run)) == 3
        assert run.gap == 0
        lock = MatchLock.objects.get(match__run=run)
        assert (lock.fixed, lock.locked_by, lock.match.mentee) == (row, admin, scene.bo)
        assert of(run, scene.bo).reasons


def test_fixed_pair_stays_in_later_runs_until_it_is_freed(scene, admin):
    with scene.cast.inside():
        row = fix(scene, scene.bo, scene.mia)
        matched(scene)
        assert BO_MIA in pairs(matched(scene))
        free_pair(row, by=admin)
        assert not MatchLock.objects.filter(match__run__state="done").exists()
        assert BO_MIA not in pairs(matched(scene))
        fix_again(row, by=admin)
        assert BO_MIA in pairs(matched(scene))


def test_pair_against_the_rules_is_kept_with_its_reason(scene):
    with scene.cast.inside():
        same_place_only(scene)
        fix(scene, scene.bo, scene.mia, WHY)
        run = matched(scene)
        assert BO_MIA in pairs(run)
        assert missed_of(run) == []


def test_pair_that_a_private_wish_forbids_is_not_kept_and_the_wish_not_named(scene):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.mia)
        say_not_with(scene.bo, scene.mia)
        run = matched(scene)
        assert BO_MIA not in pairs(run)
        assert missed_of(run) == ["Mia Mentor and Bo New: not available."]
        assert "not_with" not in str([run.unmatched, run.dropped, run.rules])


def test_pair_that_rules_forbid_by_now_says_which(scene):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.mia)
        same_place_only(scene)
        run = matched(scene)
        assert missed_of(run) == ["Mia Mentor and Bo New: different places of work."]


def test_mentor_who_pauses_gives_the_mentee_to_the_others_and_the_run_says_so(scene):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.mia)
        Enrollment.objects.filter(person=scene.mia).update(state="paused")
        run = matched(scene)
        assert missed_of(run) == ["Mia Mentor and Bo New: one of them did not take part."]
        assert {mentee for mentee, _mentor in pairs(run)} >= {"Bo New"}


def test_places_that_were_taken_away_leave_one_of_the_fixed_pairs_out(scene):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.max)
        fix(scene, scene.cy, scene.max)
        Enrollment.objects.filter(person=scene.max).update(capacity=1)
        [said] = missed_of(matched(scene))
        assert said.endswith(": no place left.")


def test_run_is_repeated_to_the_bit_though_a_pair_was_freed_since(scene, admin):
    with scene.cast.inside():
        same_place_only(scene)
        row = fix(scene, scene.bo, scene.mia, WHY)
        run = matched(scene)
        free_pair(row, by=admin)
        again = work(start_match_run(scene.program, by=admin, repeats=run))
        run.refresh_from_db()

        def told(one):
            found = Match.objects.filter(run=one).order_by("mentee_id")
            rows = found.values_list("mentor_id", "mentee_id", "score", "reasons")
            return [list(rows), one.total, one.bound, one.gap, one.rules, one.inputs]

        assert told(again) == told(run)
        assert BO_MIA in pairs(again)
        assert BO_MIA not in pairs(matched(scene))


def test_record_of_a_run_says_nothing_has_changed_until_a_pair_is_freed(scene, admin):
    with scene.cast.inside():
        row = fix(scene, scene.bo, scene.mia)
        run = matched(scene)
        assert record_of(run).changes == []
        free_pair(row, by=admin)
        assert record_of(run).changes == ["Other pairs are kept."]


@pytest.mark.parametrize("how", ["release", "exclude", "choose", "set_aside"])
def test_another_decision_in_the_review_frees_the_pair_and_its_undo_fixes_it(scene, admin, how):
    with scene.cast.inside():
        Enrollment.objects.filter(person=scene.boss).update(capacity=2)
        row = fix(scene, scene.bo, scene.mia)
        run = matched(scene)
        match = of(run, scene.bo)
        if how == "release":
            act.release_pair(match, by=admin)
        elif how == "exclude":
            act.exclude_pair(match, by=admin)
        elif how == "set_aside":
            act.set_aside(match, by=admin)
        else:
            choices.choose_mentor(run, mentee=scene.bo, mentor_id=scene.boss.id, by=admin)
        assert standing() == set()
        row.refresh_from_db()
        assert (row.freed_because, row.freed_by) == ("in_review", admin)
        if how == "release":
            act.keep_pair(match, by=admin)
            assert MatchLock.objects.get(match=match).fixed == row
        elif how == "exclude":
            act.include_pair(match, by=admin)
        else:
            choices.choose_mentor(run, mentee=scene.bo, mentor_id=scene.mia.id, by=admin)
        assert standing() == {BO_MIA}


def test_what_is_fixed_while_pairs_are_under_review_has_the_last_word(scene, admin):
    with scene.cast.inside():
        run = matched(scene)
        choices.choose_mentor(run, mentee=scene.bo, mentor_id=scene.boss.id, by=admin)
        fix(scene, scene.bo, scene.mia)
        assert ("Bo New", "Bea Boss") in pairs(run)
        assert BO_MIA in pairs(matched(scene))


def test_published_pair_is_fixed_no_more_and_again_when_that_is_taken_back(scene, admin):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.mia)
        run = matched(scene)
        publish_run(run, by=admin, wait=timedelta(minutes=10))
        assert not standing_fixed(scene.program).exists()
        take_back_publication(run, by=admin)
        assert standing_fixed(scene.program).count() == 1
        publish_run(run, by=admin)
        Match.objects.filter(run=run, mentee=scene.bo).update(state="ended_early")
        other = make_mentor(scene.program, "Ole Other")
        fix(scene, scene.bo, other)
        assert FixedPair.objects.get(mentor=scene.mia).freed_because == "paired"


def test_publication_that_is_taken_back_fixes_again_what_another_fixing_let_go_of(scene, admin):
    with scene.cast.inside():
        Enrollment.objects.filter(person=scene.max).update(capacity=9)
        fix(scene, scene.bo, scene.mia)
        run = matched(scene)
        publish_run(run, by=admin, wait=timedelta(minutes=10))
        late = make_mentee(scene.program, "Lea Late")
        fix(scene, late, scene.max)
        assert standing() == {("Lea Late", "Max Mentor")}
        take_back_publication(run, by=admin)
        assert standing() == {BO_MIA, ("Lea Late", "Max Mentor")}


def test_mentee_with_another_mentor_by_now_is_told_with_the_run(scene, admin):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.mia)
        Match.objects.create(
            program=scene.program,
            mentor=scene.boss,
            mentee=scene.bo,
            state="active",
            score=0,
            published_at=timezone.now(),
        )
        run = matched(scene)
        assert missed_of(run) == ["Mia Mentor and Bo New: the mentee has a mentor by now."]


def test_who_leaves_the_company_frees_the_pair_and_hr_is_told_once(scene, admin):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.mia)
        fix(scene, scene.ana, scene.max)
        save_person(scene.mia, {"state": Person.State.LEFT}, by=admin, topics={})
        assert standing() == {("Ana New", "Max Mentor")}
        mail = mails().get()
        assert mail.person == admin
        assert "Bo New with Mia Mentor" in mail.body
        assert f"/matching/programs/{scene.program.id}/fixed/" in mail.body


def test_who_leaves_the_program_frees_the_pair_and_hr_is_told(scene, admin):
    with scene.cast.inside():
        fix(scene, scene.bo, scene.max)
        fix(scene, scene.cy, scene.max)
        found = Enrollment.objects.filter(program=scene.program, person=scene.max)
        withdraw_enrollments(scene.program, [one.id for one in found], by=admin)
        assert standing() == set()
        mail = mails().get()
        assert "2 fixed pairs are free again" in mail.subject
        freed = FixedPair.objects.order_by().values_list("freed_because", "freed_by")
        assert set(freed) == {("left", None)}


def test_all_hr_admins_are_told_when_who_fixed_is_gone(scene, admin):
    with scene.cast.inside():
        row = fix(scene, scene.bo, scene.mia)
        FixedPair.objects.filter(id=row.id).update(fixed_by=make_person("Old Admin"))
        save_person(scene.bo, {"state": Person.State.LEFT}, by=admin, topics={})
        assert [mail.person for mail in mails()] == [admin]
