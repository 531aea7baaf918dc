"""An HR admin insists on a pair that rules forbid."""

import pytest

from matching.actions import choices
from matching.actions import proposals as act
from matching.actions.overriding import insist_on_mentor
from matching.actions.publishing import publish_run
from matching.actions.rules import set_rules
from matching.errors import NotPossibleError
from matching.models import Match, MatchLock, MatchOverride, MentorWish, NotWith, PairVerdict
from matching.queries.candidates import candidates_for
from matching.queries.exclusions import override_of
from matching.queries.what_if import board_of
from matching.rules.configuration import RuleSet
from peerlearn.audit.models import AuditEvent
from tests.matching.builders import pairs, run_now

WHY = "They asked for it, both"


@pytest.fixture
def admin(reviewed):
    return reviewed.cast.hr_admin.person


@pytest.fixture
def strict(reviewed, admin):
    """The rules forbid who isn't at the same place: Bo, of Oslo, can't have Mia, of Rome."""
    with reviewed.cast.inside():
        set_rules(reviewed.program, RuleSet(hard={"other_location": {}}), by=admin)
        reviewed.run = run_now(reviewed.program, admin)
        reviewed.run.refresh_from_db()
        # so that Mia has a place
        for match in Match.objects.filter(run=reviewed.run, mentor=reviewed.mia):
            act.set_aside(match, by=admin)
    return reviewed


def insist(scene, admin, mentee=None, mentor=None):
    return insist_on_mentor(
        scene.run,
        mentee=mentee or scene.bo,
        mentor_id=(mentor or scene.mia).id,
        reason=WHY,
        by=admin,
    )


def obstacles(scene, mentee, mentor):
    found = {one.mentor.id: one.obstacles for one in candidates_for(scene.run, mentee)}
    return found[mentor.id]


def test_forbidden_pair_is_not_chosen_but_insisted_on_with_a_reason(strict, admin):
    with strict.cast.inside():
        assert obstacles(strict, strict.bo, strict.mia) == ["other_location"]
        with pytest.raises(NotPossibleError):
            choices.choose_mentor(strict.run, mentee=strict.bo, mentor_id=strict.mia.id, by=admin)
        match = insist(strict, admin)
        assert ("Bo New", "Mia Mentor") in pairs(strict.run)
        assert len([mentee for mentee, _ in pairs(strict.run) if mentee == "Bo New"]) == 1
        assert MatchLock.objects.get(match=match).locked_by == admin
        made = MatchOverride.objects.get()
        assert (made.rules, made.reason, made.made_by) == (["other_location"], WHY, admin)
        assert WHY in override_of(match)
        assert "Hanna Admin" in override_of(match)


def test_insisted_pair_stays_when_matched_again_and_is_published(strict, admin):
    with strict.cast.inside():
        before = insist(strict, admin)
        again = run_now(strict.program, admin)
        again.refresh_from_db()
        assert again.state == "done"
        assert ("Bo New", "Mia Mentor") in pairs(again)
        match = Match.objects.get(run=again, mentee=strict.bo, state="proposed")
        assert match.score == pytest.approx(before.score, abs=1e-4)
        assert again.gap == 0
        assert match.locks.exists()
        assert board_of(again) is not None
        listed = candidates_for(again, strict.bo)
        assert all(0 <= one.score <= 1 for one in listed)
        publish_run(again, by=admin)
        match.refresh_from_db()
        assert match.state == "active"


def test_insisting_twice_is_insisting_once(strict, admin):
    with strict.cast.inside():
        first = insist(strict, admin)
        assert insist(strict, admin) == first
        assert MatchOverride.objects.count() == 1
        assert MatchLock.objects.filter(match=first).count() == 1


def test_insisted_pair_that_is_no_longer_kept_is_not_proposed_again(strict, admin):
    with strict.cast.inside():
        act.release_pair(insist(strict, admin), by=admin)
        assert ("Bo New", "Mia Mentor") not in pairs(run_now(strict.program, admin))


def test_reporting_line_and_hand_made_exclusion_can_not_be_overridden(strict, admin):
    with strict.cast.inside():
        with pytest.raises(NotPossibleError, match="same reporting line"):
            insist(strict, admin, mentee=strict.cy, mentor=strict.boss)
        match = insist(strict, admin)
        act.exclude_pair(match, by=admin)
        with pytest.raises(NotPossibleError, match="excluded by hand"):
            insist(strict, admin)


@pytest.mark.parametrize("asked", ["mentee", "mentor", "wish", "verdict"])
def test_what_somebody_asked_for_in_private_is_neither_overridden_nor_named(strict, admin, asked):
    with strict.cast.inside():
        bo, mia = strict.bo, strict.mia
        if asked == "mentee":
            NotWith.objects.create(person=bo, other=mia)
        elif asked == "mentor":
            NotWith.objects.create(person=mia, other=bo)
        elif asked == "wish":
            MentorWish.objects.create(program=strict.program, mentor=mia, mentee=bo, rank=None)
        else:
            earlier = Match.objects.create(
                program=strict.program,
                mentor=mia,
                mentee=bo,
                state="ended_early",
                score=0,
                published_at=strict.run.created_at,
            )
            PairVerdict.objects.create(match=earlier, person=mia, again=False)
        with pytest.raises(NotPossibleError) as refused:
            insist(strict, admin)
        assert str(refused.value) == "Mia Mentor can't be chosen: not available."
        assert not MatchOverride.objects.exists()


def test_private_wish_after_insisting_counts_from_the_next_matching_on(strict, admin):
    with strict.cast.inside():
        insist(strict, admin)
        NotWith.objects.create(person=strict.bo, other=strict.mia)
        again = run_now(strict.program, admin)
        again.refresh_from_db()
        assert ("Bo New", "Mia Mentor") not in pairs(again)
        assert "not_with" not in str([again.unmatched, again.dropped, again.rules])


def test_log_says_that_somebody_insisted_and_not_why(strict, admin):
    with strict.cast.inside():
        insist(strict, admin)
        event = AuditEvent.objects.get(table="match_override")
        assert event.changes["reason"] == "changed"
