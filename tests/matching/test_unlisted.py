"""Mentors whom a run did not list for a mentee: found by name, chosen, insisted on."""

import pytest

from matching.actions import choices
from matching.actions.overriding import insist_on_mentor
from matching.actions.rules import set_rules
from matching.errors import NotPossibleError
from matching.models import Match, MatchOverride, MentorWish, NotWith
from matching.queries.candidates import candidates_for
from matching.queries.unlisted import candidate_for, candidates_called
from matching.queries.what_if import board_of
from matching.rules.configuration import RuleSet
from tests.matching.builders import make_mentor, make_program, pairs, run_now

MANY = 30


@pytest.fixture
def admin(reviewed):
    return reviewed.cast.hr_admin.person


@pytest.fixture
def far(reviewed, admin):
    """So many mentors of another place that a run does not list them all; one of those unlisted
    is `gil`, two come later: `eve`, and `liv` of the mentee's own place.
    """
    with reviewed.cast.inside():
        set_rules(reviewed.program, RuleSet(hard={"other_location": {}}), by=admin)
        many = [
            make_mentor(reviewed.program, f"Lima {at:02}", location="Lima") for at in range(MANY)
        ]
        reviewed.run = run_now(reviewed.program, admin)
        listed = {one.mentor.id for one in candidates_for(reviewed.run, reviewed.bo)}
        reviewed.gil = next(one for one in many if one.id not in listed)
        reviewed.eve = make_mentor(reviewed.program, "Eve Later", location="Lima")
        reviewed.liv = make_mentor(reviewed.program, "Liv Later", location="Oslo", knows="Pay")
    return reviewed


def insist(scene, mentor, admin):
    return insist_on_mentor(
        scene.run, mentee=scene.bo, mentor_id=mentor.id, reason="Both asked", by=admin
    )


def test_name_finds_who_is_not_listed_and_only_then(far):
    with far.cast.inside():
        listed = {one.mentor.name for one in candidates_called(far.run, far.bo, "")}
        assert not listed & {far.gil.name, "Eve Later", "Liv Later"}
        found = {one.mentor.name: one for one in candidates_called(far.run, far.bo, "LATER")}
        assert found.keys() == {"Eve Later", "Liv Later"}
        assert found["Eve Later"].obstacles == ["other_location"]
        assert found["Liv Later"].obstacles == []
        assert found["Liv Later"].score > found["Eve Later"].score
        every = candidates_called(far.run, far.bo, "lima ")
        assert sorted(one.mentor.name for one in every) == [f"Lima {at:02}" for at in range(MANY)]
        assert candidates_called(far.run, far.bo, "nobody of this name") == []


def test_unlisted_mentor_is_insisted_on_and_stays_when_matched_again(far, admin):
    with far.cast.inside():
        insist(far, far.gil, admin)
        assert MatchOverride.objects.get().rules == ["other_location"]
        assert ("Bo New", far.gil.name) in pairs(far.run)
        assert board_of(far.run) is not None
        assert ("Bo New", far.gil.name) in pairs(run_now(far.program, admin))


def test_unlisted_mentor_whom_nothing_forbids_is_chosen_kept_and_swapped(far, admin):
    with far.cast.inside():
        match = choices.choose_mentor(far.run, mentee=far.bo, mentor_id=far.liv.id, by=admin)
        assert match.locks.exists()
        assert sum(part["weight"] * part["value"] for part in match.reasons) == pytest.approx(
            match.score, abs=1e-3
        )
        theirs = Match.objects.filter(run=far.run, state="proposed").exclude(mentee=far.bo).first()
        with pytest.raises(NotPossibleError):
            choices.swap_mentors(far.run, mentee=theirs.mentee, other=far.bo, by=admin)
        again = run_now(far.program, admin)
        assert ("Bo New", "Liv Later") in pairs(again)


@pytest.mark.parametrize("asked", ["mentee", "mentor", "wish"])
def test_private_wish_reads_the_same_whoever_has_it_and_is_never_overridden(far, admin, asked):
    with far.cast.inside():
        if asked == "mentee":
            NotWith.objects.create(person=far.bo, other=far.liv)
        elif asked == "mentor":
            NotWith.objects.create(person=far.liv, other=far.bo)
        else:
            MentorWish.objects.create(program=far.program, mentor=far.liv, mentee=far.bo, rank=None)
        [found] = candidates_called(far.run, far.bo, "liv")
        assert found.obstacles == ["not_with"]
        for act in (
            lambda: insist(far, far.liv, admin),
            lambda: choices.choose_mentor(far.run, mentee=far.bo, mentor_id=far.liv.id, by=admin),
        ):
            with pytest.raises(NotPossibleError) as refused:
                act()
            assert str(refused.value) == "Liv Later can't be chosen: not available."
        assert not MatchOverride.objects.exists()


def test_rule_beside_a_private_wish_is_the_one_that_is_told_and_the_pair_is_refused(far, admin):
    with far.cast.inside():
        NotWith.objects.create(person=far.eve, other=far.bo)
        [found] = candidates_called(far.run, far.bo, "eve")
        assert found.obstacles == ["other_location"]
        with pytest.raises(NotPossibleError, match="not available"):
            insist(far, far.eve, admin)


def test_reporting_line_and_reviewer_are_not_overridden_for_who_is_not_listed(far, admin):
    with far.cast.inside():
        far.bo.manager, far.bo.reviewer = far.eve, far.gil
        far.bo.save()
        for mentor, why in ((far.eve, "same reporting line"), (far.gil, "review")):
            with pytest.raises(NotPossibleError, match=why):
                insist(far, mentor, admin)


def test_mentor_of_another_program_is_not_found(far, admin):
    with far.cast.inside():
        other = make_mentor(make_program("Other"), "Otto Elsewhere")
        assert candidates_called(far.run, far.bo, "otto") == []
        assert candidate_for(far.run, far.bo, other.id) is None
        with pytest.raises(NotPossibleError, match="no longer in the program"):
            insist(far, other, admin)


def test_page_finds_by_name_and_leads_to_insisting(far):
    client, address = far.cast.hr_admin.client(), f"matching/runs/{far.run.id}/mentees/{far.bo.id}/"
    with far.cast.inside():
        NotWith.objects.create(person=far.liv, other=far.bo)
    page = client.get(far.cast.hr_admin.url(f"{address}?q=later")).content.decode()
    assert f"mentor/{far.eve.id}/insisting/" in page
    assert f"mentor/{far.liv.id}/" not in page
    assert "not available" in page
    insisting = far.cast.hr_admin.url(f"{address}mentor/{far.eve.id}/insisting/")
    assert "What speaks against it" in client.get(insisting).content.decode()
    done = client.post(insisting, {"reason": "Both asked"}, follow=True).content.decode()
    assert "Eve Later is proposed for Bo New against the rules." in done
