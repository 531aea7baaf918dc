"""What an HR admin changes before publishing."""

import pytest

from matching.actions import choices
from matching.actions import proposals as act
from matching.actions.hiding import hide_topics
from matching.actions.publishing import publish_run
from matching.errors import (
    NotPossibleError,
    NotProposedError,
    NotUnderReviewError,
    ProgramOverError,
)
from matching.models import Match, MatchBlock, MatchCandidates, MatchLock, MatchMentor
from matching.queries.candidates import candidates_for, swaps_for
from matching.queries.exclusions import exclusion_count, exclusions_of
from matching.queries.proposals import left_out_of
from peerlearn.audit.models import AuditEvent
from peerlearn.people.models import Person, PersonTopic
from programs.models import Enrollment, Program
from tests.matching.builders import pairs, run_now


@pytest.fixture
def admin(reviewed):
    return reviewed.cast.hr_admin.person


def of(scene, mentee):
    return Match.objects.get(run=scene.run, mentee=mentee, state=Match.State.PROPOSED)


def test_excluded_pair_is_left_out_and_not_proposed_again(reviewed, admin):
    with reviewed.cast.inside():
        act.exclude_pair(of(reviewed, reviewed.ana), by=admin)
        assert ("Ana New", "Mia Mentor") not in pairs(reviewed.run)
        assert [entry["reason"] for entry in left_out_of(reviewed.run)] == ["taken_back"]
        assert MatchBlock.objects.get().blocked_by == admin
        again = run_now(reviewed.program, admin)
        assert ("Ana New", "Mia Mentor") not in pairs(again)
        assert len(pairs(again)) == 3


def test_excluding_twice_is_excluding_once(reviewed, admin):
    with reviewed.cast.inside():
        match = of(reviewed, reviewed.ana)
        act.exclude_pair(match, by=admin)
        act.exclude_pair(match, by=admin)
        assert MatchBlock.objects.count() == 1
        assert match.state == Match.State.DECLINED


def test_excluded_pair_is_put_back_with_undo(reviewed, admin):
    with reviewed.cast.inside():
        before = pairs(reviewed.run)
        match = act.exclude_pair(of(reviewed, reviewed.ana), by=admin)
        act.include_pair(match, by=admin)
        act.include_pair(match, by=admin)
        assert pairs(reviewed.run) == before
        assert not MatchBlock.objects.exists()


def test_exclusion_of_an_earlier_run_is_listed_and_lifted(reviewed, admin):
    with reviewed.cast.inside():
        match = of(reviewed, reviewed.ana)
        act.exclude_pair(match, by=admin, reason="They share a flat")
        again = run_now(reviewed.program, admin)
        again.refresh_from_db()
        [one] = exclusions_of(again)
        assert (one.mentee.name, one.mentor.name, one.match) == ("Ana New", "Mia Mentor", None)
        assert one.block.reason == "They share a flat"
        assert exclusion_count(again) == 1
        # the earlier run still says what was taken out of it
        reviewed.run.refresh_from_db()
        assert [each.match for each in exclusions_of(reviewed.run)] == [match]
        act.allow_again(one.block, by=admin)
        act.allow_again(one.block, by=admin)
        assert exclusion_count(again) == 0
        assert ("Ana New", "Mia Mentor") in pairs(run_now(reviewed.program, admin))


def test_exclusion_is_not_lifted_in_a_program_that_is_over(reviewed, admin):
    with reviewed.cast.inside():
        act.exclude_pair(of(reviewed, reviewed.ana), by=admin)
        Program.objects.update(state=Program.State.FINISHED)
        with pytest.raises(ProgramOverError):
            act.allow_again(MatchBlock.objects.select_related("program").get(), by=admin)
        assert MatchBlock.objects.exists()


def test_why_a_pair_is_excluded_is_not_kept_in_the_log(reviewed, admin):
    with reviewed.cast.inside():
        act.exclude_pair(of(reviewed, reviewed.ana), by=admin, reason="They share a flat")
        event = AuditEvent.objects.get(table="match_block")
        assert event.changes["reason"] == "changed"


def test_excluded_pair_is_not_kept(reviewed, admin):
    with reviewed.cast.inside():
        match = act.exclude_pair(of(reviewed, reviewed.ana), by=admin)
        with pytest.raises(NotProposedError, match="no longer proposed for Ana New"):
            act.keep_pair(match, by=admin)
        assert not MatchLock.objects.exists()


def test_excluded_pair_is_not_put_back_over_another_mentor(reviewed, admin):
    with reviewed.cast.inside():
        match = act.exclude_pair(of(reviewed, reviewed.ana), by=admin)
        choices.choose_mentor(
            reviewed.run, mentee=reviewed.ana, mentor_id=reviewed.boss.id, by=admin
        )
        with pytest.raises(NotPossibleError, match="another mentor by now"):
            act.include_pair(match, by=admin)


def test_excluded_pair_is_not_put_back_without_a_place(reviewed, admin):
    with reviewed.cast.inside():
        match = act.exclude_pair(of(reviewed, reviewed.ana), by=admin)
        Enrollment.objects.filter(person=reviewed.mia).update(state="withdrawn")
        with pytest.raises(NotPossibleError, match="no place left"):
            act.include_pair(match, by=admin)


def test_another_mentor_is_chosen_and_kept_when_matched_again(reviewed, admin):
    with reviewed.cast.inside():
        before = of(reviewed, reviewed.bo)
        match = choices.choose_mentor(
            reviewed.run, mentee=reviewed.bo, mentor_id=reviewed.boss.id, by=admin
        )
        before.refresh_from_db()
        assert before.state == Match.State.DRAFT
        assert ("Bo New", "Bea Boss") in pairs(reviewed.run)
        assert match.score < before.score
        assert MatchLock.objects.get().match == match
        again = run_now(reviewed.program, admin)
        assert ("Bo New", "Bea Boss") in pairs(again)


def test_choice_is_undone_by_choosing_what_was_proposed_before(reviewed, admin):
    with reviewed.cast.inside():
        before = pairs(reviewed.run)
        for mentor in (reviewed.boss, reviewed.max):
            choices.choose_mentor(reviewed.run, mentee=reviewed.bo, mentor_id=mentor.id, by=admin)
        assert pairs(reviewed.run) == before
        assert not MatchLock.objects.filter(match__state="proposed").exists()


def test_full_mentor_and_manager_are_not_chosen(reviewed, admin):
    with reviewed.cast.inside():
        for mentee, mentor, why in (
            (reviewed.bo, reviewed.mia, "no place left"),
            (reviewed.cy, reviewed.boss, "same reporting line"),
        ):
            with pytest.raises(NotPossibleError, match=why):
                choices.choose_mentor(reviewed.run, mentee=mentee, mentor_id=mentor.id, by=admin)


def test_somebody_who_is_no_candidate_is_not_chosen(reviewed, admin):
    with reviewed.cast.inside(), pytest.raises(NotPossibleError):
        choices.choose_mentor(reviewed.run, mentee=reviewed.bo, mentor_id=reviewed.ana.id, by=admin)


def test_candidates_say_why_not(reviewed):
    with reviewed.cast.inside():
        found = {each.mentor.name: each for each in candidates_for(reviewed.run, reviewed.cy)}
        assert found["Bea Boss"].obstacles == ["reporting_line"]
        assert found["Mia Mentor"].obstacles == ["no_place"]
        assert (found["Max Mentor"].is_chosen, found["Max Mentor"].obstacles) == (True, [])
        assert (found["Max Mentor"].used, found["Max Mentor"].capacity) == (2, 2)


def test_candidates_have_the_reasons_of_the_run_though_people_have_changed(reviewed):
    with reviewed.cast.inside():
        proposed = of(reviewed, reviewed.ana)
        Person.objects.filter(id=reviewed.mia.id).update(department="Law", location="Oslo")
        PersonTopic.objects.filter(person=reviewed.mia).delete()
        found = {each.mentor: each for each in candidates_for(reviewed.run, reviewed.ana)}
        chosen = found[reviewed.mia]
        assert (chosen.score, chosen.parts) == (proposed.score, proposed.reasons)
        for candidate in found.values():
            total = sum(part["weight"] * part["value"] for part in candidate.parts)
            assert candidate.score == pytest.approx(total, abs=0.0005)


def test_candidates_of_a_run_of_before_are_read_as_they_were_written(reviewed, admin):
    with reviewed.cast.inside():
        parts = [{"rule": "same_site", "weight": 1, "value": 1, "detail": {}}]
        boss, max_ = (
            {"mentor": str(one.id), "score": score, "forbidden": forbidden, "parts": parts}
            for one, score, forbidden in (
                (reviewed.boss, 0.7, []),
                (reviewed.max, 0.4, ["reporting_line"]),
            )
        )
        MatchCandidates.objects.filter(run=reviewed.run).update(entries=[boss, max_], options=b"")
        found = candidates_for(reviewed.run, reviewed.bo)
        assert [(each.mentor, each.score, each.parts) for each in found] == [
            (reviewed.boss, 0.7, parts),
            (reviewed.max, 0.4, parts),
        ]
        assert found[1].obstacles == ["reporting_line"]
        match = choices.choose_mentor(
            reviewed.run, mentee=reviewed.bo, mentor_id=reviewed.boss.id, by=admin
        )
        assert (match.score, match.reasons) == (0.7, parts)
        swaps = swaps_for(reviewed.run, reviewed.cy, candidates_for(reviewed.run, reviewed.cy))
        assert swaps == {}


def test_topic_that_became_sensitive_is_in_no_reason_any_more(reviewed):
    with reviewed.cast.inside():
        hide_topics({"Excel"})
        kept = [*MatchCandidates.objects.values_list("profile", flat=True)]
        kept += MatchMentor.objects.values_list("profile", flat=True)
        kept += Match.objects.values_list("reasons", flat=True)
        assert "Excel" not in str(kept)
        (mia,) = [
            each
            for each in candidates_for(reviewed.run, reviewed.ana)
            if each.mentor == reviewed.mia
        ]
        wanted = next(part for part in mia.parts if part["rule"] == "wanted_topics")
        assert wanted["detail"] == {"topics": ["Python"], "unnamed": 1}
        assert wanted["value"] == 1


def test_swaps_say_what_they_do_to_the_sum(reviewed, admin):
    with reviewed.cast.inside():
        mine, theirs = of(reviewed, reviewed.bo), of(reviewed, reviewed.ana)
        found = swaps_for(reviewed.run, reviewed.bo, candidates_for(reviewed.run, reviewed.bo))
        (swap,) = found[reviewed.mia.id]
        assert swap.other == reviewed.ana
        choices.swap_mentors(reviewed.run, mentee=reviewed.bo, other=swap.other, by=admin)
        after = of(reviewed, reviewed.bo).score + of(reviewed, reviewed.ana).score
        assert swap.gain == pytest.approx(after - mine.score - theirs.score)


def test_mentee_without_a_mentor_takes_the_place_of_another(reviewed, admin):
    with reviewed.cast.inside():
        act.set_aside(of(reviewed, reviewed.bo), by=admin)
        choices.swap_mentors(reviewed.run, mentee=reviewed.bo, other=reviewed.ana, by=admin)
        assert pairs(reviewed.run) == {("Bo New", "Mia Mentor"), ("Cy New", "Max Mentor")}
        choices.swap_mentors(reviewed.run, mentee=reviewed.ana, other=reviewed.bo, by=admin)
        assert ("Ana New", "Mia Mentor") in pairs(reviewed.run)


def test_swap_with_somebody_who_has_no_mentor_is_refused(reviewed, admin):
    with reviewed.cast.inside():
        act.set_aside(of(reviewed, reviewed.bo), by=admin)
        with pytest.raises(NotPossibleError, match="no mentor is proposed"):
            choices.swap_mentors(reviewed.run, mentee=reviewed.ana, other=reviewed.bo, by=admin)


def test_kept_pair_can_be_released(reviewed, admin):
    with reviewed.cast.inside():
        match = of(reviewed, reviewed.ana)
        act.keep_pair(match, by=admin)
        act.keep_pair(match, by=admin)
        assert MatchLock.objects.count() == 1
        act.release_pair(match, by=admin)
        assert not MatchLock.objects.exists()


def test_mentee_can_be_left_without_a_mentor(reviewed, admin):
    with reviewed.cast.inside():
        act.set_aside(of(reviewed, reviewed.ana), by=admin)
        assert len(pairs(reviewed.run)) == 2
        assert not MatchBlock.objects.exists()


@pytest.mark.parametrize(
    "change", [act.exclude_pair, act.include_pair, act.keep_pair, act.release_pair, act.set_aside]
)
def test_published_pairs_are_not_changed(reviewed, admin, change):
    with reviewed.cast.inside():
        match = of(reviewed, reviewed.ana)
        publish_run(reviewed.run, by=admin)
        with pytest.raises(NotUnderReviewError):
            change(match, by=admin)
        match.refresh_from_db()
        assert match.state == Match.State.ACTIVE
