"""Starting a run, and what comes of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from matching.actions.runs import note_progress, start_match_run
from matching.errors import NoMenteesError, NoMentorsError, ProgramOverError, RunGoingError
from matching.models import Match, MatchCandidates, MatchLock, MatchMentor, MatchRun
from matching.queries.options import entries_of
from matching.queries.runs import SILENCE
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.models import Enrollment, Program
from tests.matching.builders import make_mentee, make_mentor, make_program, pairs, run_now, work

State = MatchRun.State
LONG_AGO = timezone.now() - timedelta(hours=1)


def test_run_proposes_the_best_pairs_with_reasons_and_proof(scene):
    with scene.cast.inside():
        run = run_now(scene.program, scene.cast.hr_admin.person)
        run.refresh_from_db()
        assert pairs(run) == {
            ("Ana New", "Mia Mentor"),
            ("Bo New", "Max Mentor"),
            ("Cy New", "Max Mentor"),
        }
        assert (run.state, run.gap, run.is_proven) == (State.DONE, 0, True)
        assert (run.mentee_count, run.mentor_count, run.seat_count, run.pair_count) == (3, 3, 4, 3)
        match = Match.objects.get(run=run, mentee=scene.ana)
        parts = {part["rule"]: part for part in match.reasons}
        assert parts["wanted_topics"]["detail"] == {"topics": ["Excel", "Python"]}
        assert match.score == pytest.approx(sum(p["weight"] * p["value"] for p in match.reasons))
        scores = Match.objects.filter(run=run).values_list("score", flat=True)
        assert run.total == run.bound == pytest.approx(sum(scores))


def test_run_keeps_its_rules_and_leaves_out_those_that_nobody_can_meet(scene):
    with scene.cast.inside():
        run = run_now(scene.program, scene.cast.hr_admin.person)
        run.refresh_from_db()
        assert run.rules["soft"] == {
            "wanted_topics": 0.7,
            "different_department": 0.2,
            "same_site": 0.1,
        }
        assert "reporting_line" in run.rules["hard"]


def test_manager_is_never_paired_with_a_report_even_if_nobody_else_is_free(cast):
    with cast.inside():
        program = make_program()
        for player, role in ((cast.director, "mentor"), (cast.employee, "mentee")):
            Enrollment.objects.create(program=program, person=player.person, role=role)
        run = run_now(program, cast.hr_admin.person)
        run.refresh_from_db()
        assert pairs(run) == set()
        assert run.unmatched == [
            {
                "person": str(cast.employee.person.id),
                "reason": "none_allowed",
                "forbidden": {"reporting_line": 1},
                "full": [],
                "full_count": 0,
            }
        ]


def test_reviewer_is_never_paired_with_whom_they_review_either_way(scene):
    with scene.cast.inside():
        Person.objects.filter(id=scene.ana.id).update(reviewer=scene.mia)
        Person.objects.filter(id=scene.max.id).update(reviewer=scene.bo)
        run = run_now(scene.program, scene.cast.hr_admin.person)
        run.refresh_from_db()
        found = pairs(run)
        assert found
        assert not found & {("Ana New", "Mia Mentor"), ("Bo New", "Max Mentor")}
        refused = [one for one in entries_of(run, scene.ana) if one.mentor == scene.mia]
        assert [one.forbidden for one in refused] == [["reviewer_of"]]


def test_too_few_places_leave_people_out_and_name_the_full_mentors(scene):
    with scene.cast.inside():
        Enrollment.objects.filter(person=scene.max).update(capacity=1)
        Enrollment.objects.filter(person=scene.boss).delete()
        run = run_now(scene.program, scene.cast.hr_admin.person)
        run.refresh_from_db()
        assert len(pairs(run)) == 2
        assert [entry["reason"] for entry in run.unmatched] == ["all_full"]
        assert {*run.unmatched[0]["full"]} == {str(scene.mia.id), str(scene.max.id)}


def test_earlier_pairs_of_any_program_are_not_made_again(scene):
    with scene.cast.inside():
        Match.objects.create(
            program=make_program("Last year"),
            mentor=scene.mia,
            mentee=scene.ana,
            state=Match.State.COMPLETED,
            score=1,
            published_at=timezone.now(),
        )
        run = run_now(scene.program, scene.cast.hr_admin.person)
        assert ("Ana New", "Mia Mentor") not in pairs(run)


def test_people_who_share_fewer_than_two_hours_are_not_paired(scene):
    with scene.cast.inside():
        Person.objects.filter(id=scene.ana.id).update(time_zone="Asia/Tokyo")
        Person.objects.filter(id=scene.mia.id).update(time_zone="America/New_York")
        run = run_now(scene.program, scene.cast.hr_admin.person)
        assert ("Ana New", "Mia Mentor") not in pairs(run)
        assert len(pairs(run)) == 3


def test_matched_mentees_are_left_as_they_are_and_take_their_mentor_a_place(scene):
    with scene.cast.inside():
        Match.objects.create(
            program=scene.program,
            mentor=scene.max,
            mentee=scene.bo,
            state=Match.State.ACTIVE,
            score=1,
            published_at=timezone.now(),
        )
        run = run_now(scene.program, scene.cast.hr_admin.person)
        run.refresh_from_db()
        assert run.seat_count == 3
        assert pairs(run) == {("Ana New", "Mia Mentor"), ("Cy New", "Max Mentor")}


def test_leavers_and_withdrawn_people_are_not_matched(scene):
    with scene.cast.inside():
        Person.objects.filter(id=scene.mia.id).update(state=Person.State.LEFT)
        Enrollment.objects.filter(person=scene.cy).update(state=Enrollment.State.WITHDRAWN)
        run = run_now(scene.program, scene.cast.hr_admin.person)
        assert {name for pair in pairs(run) for name in pair}.isdisjoint({"Mia Mentor", "Cy New"})


def test_circle_in_the_reporting_line_is_told_and_nobody_of_it_is_paired(cast):
    with cast.inside():
        program = make_program()
        one, other = make_mentor(program, "One"), make_mentee(program, "Other")
        below = make_mentee(program, "Below", manager=one)
        Person.objects.filter(id=one.id).update(manager=other)
        Person.objects.filter(id=other.id).update(manager=one)
        free = make_mentor(program, "Free", capacity=2)
        run = run_now(program, cast.hr_admin.person)
        run.refresh_from_db()
        assert pairs(run) == {("Other", free.name), (below.name, free.name)}
        assert [{*circle} for circle in run.circles] == [{str(one.id), str(other.id)}]


def test_topics_of_struggle_are_never_stored_with_a_pair(scene):
    with scene.cast.inside():
        make_mentor(scene.program, "Sam Shy", struggles="Public speaking", knows="Law", agrees=True)
        make_mentee(scene.program, "Sue Shy", struggles="Public speaking", wants="Law", agrees=True)
        run = run_now(scene.program, scene.cast.hr_admin.person)
        match = Match.objects.get(run=run, mentee__name="Sue Shy")
        details = {part["rule"]: part["detail"] for part in match.reasons}
        assert (match.mentor.name, details["shared_struggles"]) == ("Sam Shy", {"count": 1})
        stored = [*Match.objects.values_list("reasons", flat=True)]
        stored += MatchCandidates.objects.values_list("profile", flat=True)
        stored += MatchMentor.objects.values_list("profile", flat=True)
        sue = Person.objects.get(name="Sue Shy")
        stored += [one.find_parts() for one in entries_of(run, sue)]
        assert "Public speaking" not in str(stored)


@pytest.mark.parametrize(
    ("gone", "error"), [("mentor", NoMentorsError), ("mentee", NoMenteesError)]
)
def test_run_without_people_is_refused_in_words(scene, gone, error):
    with scene.cast.inside():
        Enrollment.objects.filter(role=gone).delete()
        with pytest.raises(error, match="There are no"):
            start_match_run(scene.program, by=scene.cast.hr_admin.person)
        assert MatchRun.objects.count() == 0


def test_run_of_a_program_that_is_over_is_refused(scene):
    with scene.cast.inside():
        scene.program.state = Program.State.FINISHED
        with pytest.raises(ProgramOverError):
            start_match_run(scene.program, by=scene.cast.hr_admin.person)


def test_second_run_waits_for_the_first(scene):
    with scene.cast.inside():
        start_match_run(scene.program, by=scene.cast.hr_admin.person)
        with pytest.raises(RunGoingError):
            start_match_run(scene.program, by=scene.cast.hr_admin.person)
        assert MatchRun.objects.count() == 1


def test_database_refuses_two_runs_at_once(scene):
    with scene.cast.inside():
        MatchRun.objects.create(program=scene.program)
        with pytest.raises(IntegrityError), transaction.atomic():
            MatchRun.objects.create(program=scene.program, state=State.RUNNING)


@pytest.mark.parametrize("state", MatchRun.GOING)
def test_run_of_a_dead_worker_gives_way_to_a_new_one(scene, state):
    with scene.cast.inside():
        dead = MatchRun.objects.create(
            program=scene.program,
            state=state,
            progressed_at=timezone.now() - SILENCE - timedelta(seconds=1),
        )
        run = start_match_run(scene.program, by=scene.cast.hr_admin.person)
        dead.refresh_from_db()
        assert (dead.state, dead.error) == (State.FAILED, MatchRun.Failure.STOPPED)
        work(dead)  # the worker was only slow: it must not write into what another does
        assert Match.objects.count() == 0
        assert work(run).state == State.DONE


def test_task_delivered_twice_works_once(scene):
    with scene.cast.inside():
        run = run_now(scene.program, scene.cast.hr_admin.person)
        before = list(Match.objects.values_list("id", flat=True).order_by("id"))
        work(run)
        assert list(Match.objects.values_list("id", flat=True).order_by("id")) == before


def test_people_who_went_while_it_waited_end_the_run_in_words(scene):
    with scene.cast.inside():
        run = start_match_run(scene.program, by=scene.cast.hr_admin.person)
        Enrollment.objects.filter(role="mentor").delete()
        assert work(run).error == MatchRun.Failure.NO_MENTORS
        assert run.state == State.FAILED
        mail = Notification.objects.get(kind="matching.run_failed")
        assert "no mentor with a free place" in mail.body


def test_failure_while_saving_leaves_nothing_half_written_and_can_be_tried_again(scene, caplog):
    with scene.cast.inside():
        run = start_match_run(scene.program, by=scene.cast.hr_admin.person)
        in_the_way = Match.objects.create(
            program=scene.program, run=run, mentor=scene.mia, mentee=scene.ana, score=0
        )
        work(run)
        assert (run.state, run.error) == (State.FAILED, MatchRun.Failure.UNEXPECTED)
        assert list(Match.objects.all()) == [in_the_way]
        assert not MatchCandidates.objects.exists()
        assert "match_pair_once_per_run" in caplog.text
        again = start_match_run(scene.program, by=scene.cast.hr_admin.person)
        assert work(again).state == State.DONE


def test_progress_is_written_step_by_step(scene):
    with scene.cast.inside():
        run = start_match_run(scene.program, by=scene.cast.hr_admin.person)
        MatchRun.objects.filter(id=run.id).update(state=State.RUNNING, progressed_at=LONG_AGO)
        note_progress(run, MatchRun.Step.PAIRING)
        run.refresh_from_db()
        assert run.step == "pairing"
        assert run.progressed_at > LONG_AGO


def test_finished_run_tells_who_asked(scene):
    with scene.cast.inside():
        run = run_now(scene.program, scene.cast.hr_admin.person)
        mail = Notification.objects.get(kind="matching.run_finished")
        assert mail.person == scene.cast.hr_admin.person
        assert f"/matching/runs/{run.id}/" in mail.body


def test_new_run_replaces_the_proposals_of_the_one_before(reviewed):
    with reviewed.cast.inside():
        again = run_now(reviewed.program, reviewed.cast.hr_admin.person)
        reviewed.run.refresh_from_db()
        assert reviewed.run.state == State.SUPERSEDED
        assert pairs(reviewed.run, "proposed") == set()
        assert len(pairs(reviewed.run, "expired")) == len(pairs(again)) == 3
        assert not MatchCandidates.objects.filter(run=reviewed.run).exists()
        assert not MatchMentor.objects.filter(run=reviewed.run).exists()


def test_locked_pairs_stay_when_matched_again(reviewed):
    with reviewed.cast.inside():
        match = Match.objects.get(run=reviewed.run, mentee=reviewed.bo)
        match.mentor = reviewed.boss
        match.save()
        MatchLock.objects.create(match=match, locked_by=reviewed.cast.hr_admin.person)
        again = run_now(reviewed.program, reviewed.cast.hr_admin.person)
        again.refresh_from_db()
        assert ("Bo New", "Bea Boss") in pairs(again)
        lock = MatchLock.objects.get(match__run=again)
        assert lock.locked_by == reviewed.cast.hr_admin.person
        assert again.rules["kept"] == 1
        assert again.is_proven


def test_mentor_is_never_given_more_than_the_places_left(scene):
    with scene.cast.inside():
        for number in range(6):
            make_mentee(scene.program, f"New {number}", wants="Pay")
        run = run_now(scene.program, scene.cast.hr_admin.person)
        taken = [mentor for _mentee, mentor in pairs(run)]
        assert {name: taken.count(name) for name in taken} == {
            "Mia Mentor": 1,
            "Max Mentor": 2,
            "Bea Boss": 1,
        }
        run.refresh_from_db()
        assert len(run.unmatched) == 5
