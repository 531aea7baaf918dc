"""What pages say of the rules is what the engine does with them."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import assign, score
from matching.in_force import engine_rules
from matching.pairing import _people
from matching.rules.checking import FIXED, Check
from matching.rules.configuration import RuleSet, rules_of
from matching.rules.fit import Fitting
from matching.rules.forbidding import earlier_pairs, forbidden_pairs
from matching.rules.group import Group, Participant
from matching.rules.reach import most_matched
from matching.rules.reporting import cut_circles
from matching.rules.weights import counted_weights

from .groups import IDS, groups


def in_engine(group):
    lines = cut_circles(group.managers)
    return score(*_people(group, lines), engine_rules(group, lines))


@given(groups())
@settings(deadline=None, max_examples=25)
def test_pages_forbid_the_pairs_that_the_engine_forbids_for_the_same_reasons(group):
    scores = in_engine(group)
    forbidden = forbidden_pairs(group, rules_of(group), cut_circles(group.managers))
    seated = [col for col, mentor in enumerate(group.mentors) if mentor.places]
    for row, (at, col) in product(range(len(group.mentees)), enumerate(seated)):
        by_engine = {
            "reporting_line" if rule == "reporting_circle" else rule
            for rule in scores.forbidden_by(row, col)
        }
        by_page = {rule for rule, bits in forbidden.by_rule.items() if bits[row] >> at & 1}
        assert by_page == by_engine
        assert bool(forbidden.allowed(row) >> at & 1) == (not by_engine)


@given(groups())
@settings(deadline=None, max_examples=25)
def test_pages_score_a_pair_as_the_engine_does(group):
    if not counted_weights(group):
        return
    scores = in_engine(group)
    for row, mentee in enumerate(group.mentees):
        weights = counted_weights(replace(group, mentees=(mentee,)))
        if weights != counted_weights(group):
            continue  # beside one mentee, some rules have nothing to compare
        fitting = Fitting(group, mentee)
        for col, mentor in enumerate(group.mentors):
            points = sum(part.weight * part.value for part in scores.parts(row, col))
            fit = fitting.of(mentor)
            assert fit.score == pytest.approx(points, abs=1e-3)
            assert {_named(rule) for rule in scores.forbidden_by(row, col)} == set(fit.forbidden)


def _named(rule):
    return "reporting_line" if rule == "reporting_circle" else rule


@given(groups())
@settings(deadline=None, max_examples=25)
def test_as_many_can_be_matched_as_the_engine_matches(group):
    lines = cut_circles(group.managers)
    check = Check(group, rules_of(group), lines)
    found = assign(in_engine(group), [mentor.places for mentor in group.mentors])
    assert check.can_be_matched == len(found.pairs)
    for relief in check.reliefs:
        without = Check(group, rules_of(group).without(relief.rule), lines)
        assert relief.more == without.can_be_matched - check.can_be_matched
        assert relief.stuck == sum(
            one.person not in {other.person for other in without.stuck} for one in check.stuck
        )
    for one in check.stuck:
        assert not FIXED & set(one.alone)


@given(
    st.lists(st.integers(0, 2**5 - 1), max_size=7),
    st.lists(st.integers(1, 2), min_size=5, max_size=5),
)
@settings(deadline=None, max_examples=150)
def test_most_matched_is_the_most_of_all_ways(allowed, places):
    def best(at, free):
        if at == len(allowed):
            return 0
        ways = [best(at + 1, free)]
        for mentor in range(5):
            if allowed[at] >> mentor & 1 and free[mentor]:
                less = (*free[:mentor], free[mentor] - 1, *free[mentor + 1 :])
                ways.append(1 + best(at + 1, less))
        return max(ways)

    assert most_matched(allowed, places) == best(0, tuple(places))


def test_who_is_stuck_is_told_with_the_rules_and_what_would_help():
    rome = Participant(id=IDS[0], name="Rome", location="Rome", utc_offset=60)
    tokyo = Participant(id=IDS[1], name="Tokyo", location="Tokyo", utc_offset=540)
    mentor = Participant(id=IDS[2], name="Mentor", location="Oslo", utc_offset=60, places=1)
    group = Group(mentees=(rome, tokyo), mentors=(mentor,), managers=dict.fromkeys(IDS[:3]))
    rules = RuleSet({"too_few_shared_hours": {"hours": 2}, "other_location": {}}, {})
    check = Check(group, rules, cut_circles(group.managers))
    assert [(one.person.name, set(one.rules), one.alone) for one in check.stuck] == [
        ("Rome", {"other_location"}, ("other_location",)),
        ("Tokyo", {"too_few_shared_hours", "other_location"}, ()),
    ]
    assert (check.can_be_matched, check.together) == (0, 1)
    assert [(one.rule, one.stuck, one.more) for one in check.reliefs] == [("other_location", 1, 1)]


def test_pair_may_come_again_once_its_months_are_over():
    pair, still = (IDS[0], IDS[1]), (IDS[2], IDS[3])
    group = Group(
        earlier=frozenset({pair, still}),
        paired_on={pair: date(2025, 2, 10)},
        today=date(2026, 2, 9),
    )
    assert earlier_pairs(group, {}) == {pair, still}
    assert earlier_pairs(group, {"months": 12}) == {pair, still}
    assert earlier_pairs(group, {"months": 11}) == {still}
