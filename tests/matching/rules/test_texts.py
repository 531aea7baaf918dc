"""Sentences about a run, those left out, and a group before its run."""

from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import unquote
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from matching.rules.checking import Check
from matching.rules.configuration import USUAL
from matching.rules.group import Group, Participant
from matching.rules.invitations import mail_link, slot_of
from matching.rules.left_out import explain_left_out, why_not
from matching.rules.readiness import readiness
from matching.rules.reporting import cut_circles
from matching.rules.verdict import (
    DEEP_RULES,
    band_summary,
    change_text,
    changed_text,
    finding,
    is_changed,
    not_counted,
    score_bands,
    verdict,
)
from matching.rules.weights import HARD_RULES, WEIGHTS, counted_weights

NAMES = {"1": "Mia", "2": "Max", "3": "Moe"}


def left_out(reason="none_allowed", **values):
    entry = {"reason": reason, "mentors": 5, "forbidden": {}, "full": [], "full_count": 0}
    return explain_left_out({**entry, **values}, names=NAMES)


def test_left_out_because_the_mentors_who_fit_are_full():
    found = left_out("all_full", full=["1", "2"], full_count=4)
    assert found.why == "All mentors who fit are full: Mia, Max and 2 more."
    assert found.what_helps.startswith("Raise the number of mentees of one of them")
    assert left_out("all_full", full=["1"], full_count=1).why.endswith("is full: Mia.")


def test_left_out_because_no_mentor_is_allowed():
    found = left_out(forbidden={"earlier_pair": 1, "reporting_line": 3, "too_few_shared_hours": 1})
    assert found.why == (
        "No mentor fits: same reporting line, paired before and too few shared working hours."
    )
    assert left_out().why == "No mentor who fits was left."
    only_line = left_out(forbidden={"reporting_line": 5})
    assert only_line.what_helps == "Enroll a mentor from another reporting line."


def test_left_out_by_hand():
    assert left_out("taken_back").why == "You took the mentor away."


def test_each_hard_rule_is_said_in_words():
    for rule in HARD_RULES:
        assert " " in why_not(rule)
        assert rule not in left_out(forbidden={rule: 1}).why


def test_verdict_says_that_nobody_could_do_better():
    found = verdict(pairs=24, mentees=26, total=17.1, gap=0, locked=0)
    assert found.headline == "Best possible for the whole group."
    assert "24 of 26 mentees get a mentor; more is not possible" in found.explanation
    assert "1,710 points" in found.explanation
    assert "proven" in found.explanation


def test_verdict_never_calls_a_match_perfect_of_which_much_is_unknown():
    found = verdict(pairs=2, mentees=2, total=2, gap=0, locked=0, compared=40)
    assert found.headline == "Best possible for the whole group, by what could be compared."
    assert "Compared: 40 of 100." in found.explanation
    assert "even 100 points would not be a perfect match" in found.explanation


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ([0.9, 0.5], ""),
        ([0.9], "1 mentee who had a mentor waits now. With your changes the pairs score 90 points"),
        ([0.9, 0.4], "With your changes the pairs score 130 points instead of 140."),
        ([0.9, 0.5, 0.2], "1 mentee more has a mentor. With your changes"),
    ],
)
def test_changes_are_told_beside_what_was_found(scores, said):
    told = changed_text(scores, pairs=2, total=1.4)
    assert told.startswith(said)
    assert bool(told) == bool(said)


def test_verdict_without_proof_says_how_much_is_open():
    found = verdict(pairs=2, mentees=2, total=1.5, gap=0.02, locked=0)
    assert found.headline.startswith("Very close")
    assert "All 2 mentees" in found.explanation
    assert "more than 2 points" in found.explanation


@pytest.mark.parametrize(("locked", "said"), [(1, "beside the pairs"), (2, "that you kept")])
def test_verdict_knows_of_pairs_that_were_kept(locked, said):
    assert said in verdict(pairs=2, mentees=2, total=1, gap=0, locked=locked).headline


def test_scores_in_bands_from_best_to_worst_without_gaps():
    assert score_bands([1.0, 0.93, 0.714, 0.699]) == [("90–100", 2), ("80–89", 0), ("70–79", 2)]
    assert score_bands([]) == []
    assert finding([0.2, 0.8]) == "Half of the pairs score 50 or more"
    assert finding([]) == "No pairs yet"


def test_changed_scores_are_noticed():
    assert is_changed([0.5], 0.6)
    assert not is_changed([0.5, 0.1], 0.6)


def someone(number, **values):
    return Participant(id=UUID(int=number), name=f"P{number}", **values)


def test_group_counts_places_and_those_who_stay_without():
    group = Group(
        mentors=(someone(1, places=1, knows=("Go",)),),
        mentees=(someone(2, wants=("Go",), is_reachable=False), someone(3)),
        managers={UUID(int=number): None for number in (1, 2, 3)},
        matched_count=4,
    )
    ready = readiness(group)
    assert (ready.mentors, ready.places, ready.mentees, ready.matched) == (1, 1, 2, 4)
    assert (ready.short, ready.with_topics, ready.people, ready.without_zone) == (1, 2, 3, 3)
    assert [person.name for person in ready.unreachable] == ["P2"]
    assert set(ready.counted) == {"wanted_topics"}
    assert set(ready.uncounted) == set(WEIGHTS) - {"wanted_topics"}
    assert ready.can_start


def stuck(group):
    return tuple(one.person for one in Check(group, USUAL, cut_circles(group.managers)).stuck)


def test_mentees_with_only_their_line_to_choose_from_are_named():
    boss, aid, new, free = (someone(n, places=1) for n in range(1, 5))
    managers = {boss.id: None, aid.id: boss.id, new.id: aid.id, free.id: None}
    group = Group(mentors=(boss, aid), mentees=(new, free), managers=managers)
    assert stuck(group) == (new,)
    both = Group(mentors=(boss, new), mentees=(aid, new), managers=managers)
    assert stuck(both) == (aid, new)


def test_circle_is_named_and_counted_once():
    one, other = someone(1, places=1), someone(2)
    group = Group(mentors=(one,), mentees=(other,), managers={one.id: other.id, other.id: one.id})
    assert readiness(group).circles == (("P1", "P2"),)
    assert stuck(group) == (other,)


def test_rules_count_only_where_both_sides_have_told():
    group = Group(mentors=(someone(1, location="Rome"),), mentees=(someone(2, department="HR"),))
    assert counted_weights(group) == {}


def test_scores_are_summed_up_in_a_sentence():
    assert band_summary([0.71, 0.74, 0.2]) == "From 20 to 74 points; most pairs score 70–79."
    assert band_summary([]) == ""


@pytest.mark.parametrize(
    ("gain", "said"),
    [(0.031, "3 points more"), (-0.01, "1 point fewer"), (0.001, "same score")],
)
def test_change_of_the_sum_is_said(gain, said):
    assert change_text(gain) == said


def test_mail_is_begun_with_the_times_of_whom_it_is_for():
    lisbon, berlin = ZoneInfo("Europe/Lisbon"), ZoneInfo("Europe/Berlin")
    slot = slot_of(datetime(2026, 3, 3, 12, tzinfo=UTC), berlin, lisbon)
    assert slot.elsewhere == "12:00 WET"
    assert slot_of(slot.starts_at, berlin, berlin).elsewhere == ""
    mia = SimpleNamespace(email="mia+x@acme.example", display_name="Mia")
    link = mail_link(mia, [slot], lisbon)
    assert link.startswith("mailto:mia%2Bx@acme.example?subject=Our%20first%20meeting&body=")
    assert "- Tue 3 Mar, 12:00 WET" in unquote(link)
    assert "When would it suit you?" in unquote(mail_link(mia, [], lisbon))


def test_what_the_scores_leave_out_is_named():
    assert not_counted({"different_department": 1.0}) == [
        "The mentor knows what the mentee wants to learn",
        "Something in common that both keep private",
        "Common ground in what they told",
    ]
    assert not_counted(dict.fromkeys(DEEP_RULES, 0.3)) == []
