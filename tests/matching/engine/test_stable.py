"""Stable matchings, against every matching of small groups and known ones of large."""

import random
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    CapacityError,
    PreferenceError,
    SettingError,
    ShapeError,
    StableMatching,
    stable,
)
from matching.engine.blocking import blocking_pairs
from matching.engine.preferences import read_market

quick = settings(deadline=None, max_examples=150)


@st.composite
def lists(draw, people, others, *, ties):
    made = []
    for _person in range(people):
        listed = draw(st.permutations(range(others)))[: draw(st.integers(0, others))]
        if ties and len(listed) > 1:
            at = draw(st.integers(0, len(listed) - 2))
            listed = [*listed[:at], listed[at : at + 2], *listed[at + 2 :]]
        made.append(listed)
    return made


@st.composite
def markets(draw, *, ties):
    mentees, mentors = draw(st.integers(0, 4)), draw(st.integers(0, 3))
    return (
        draw(lists(mentees, mentors, ties=ties)),
        draw(lists(mentors, mentees, ties=ties)),
        draw(st.lists(st.integers(0, 2), min_size=mentors, max_size=mentors)),
    )


def all_stable(market):
    """Every matching of a small market without a blocking pair, told by the definition."""
    read = read_market(*market)
    for mentor_of in product(*([None, *ranks] for ranks in read.mentees)):
        pairs = [(mentee, mentor) for mentee, mentor in enumerate(mentor_of) if mentor is not None]
        loads = [mentor_of.count(mentor) for mentor in range(len(read.mentors))]
        if all(load <= seats for load, seats in zip(loads, read.seats, strict=True)) and not any(
            _would_rather(read, dict(pairs), mentee, mentor)
            for mentee, ranks in enumerate(read.mentees)
            for mentor in ranks
        ):
            yield pairs


def _would_rather(read, mentor_of, mentee, mentor):
    own = mentor_of.get(mentee)
    if own is not None and read.mentees[mentee][own] <= read.mentees[mentee][mentor]:
        return False
    there = [other for other, held in mentor_of.items() if held == mentor]
    ranks = read.mentors[mentor]
    seats = read.seats[mentor]
    return len(there) < seats or any(ranks[other] > ranks[mentee] for other in there)


def as_pairs(result: StableMatching) -> list[tuple[int, int]]:
    return [(mentee, mentor) for mentee, mentor in result.pairs.tolist()]


@quick
@given(markets(ties=False))
def test_mentees_get_the_best_of_all_stable_matchings(market):
    result = stable(*market)
    ranks = read_market(*market).mentees
    every = [dict(pairs) for pairs in all_stable(market)]
    assert dict(as_pairs(result)) in every
    for mentee, mentor in as_pairs(result):
        assert ranks[mentee][mentor] == min(ranks[mentee][pairs[mentee]] for pairs in every)
    assert result.optimal_for == "mentees"


@quick
@given(markets(ties=False))
def test_mentors_get_the_best_of_all_stable_matchings(market):
    result = stable(*market, optimal_for="mentors")
    ranks = read_market(*market).mentees
    every = [dict(pairs) for pairs in all_stable(market)]
    assert dict(as_pairs(result)) in every
    # what is best for one side is worst for the other
    for mentee, mentor in as_pairs(result):
        assert ranks[mentee][mentor] == max(ranks[mentee][pairs[mentee]] for pairs in every)
    assert result.optimal_for == "mentors"


@quick
@given(markets(ties=True))
def test_matching_with_ties_is_stable_and_at_least_two_thirds_of_the_largest(market):
    result = stable(*market, restarts=1)
    every = list(all_stable(market))
    assert as_pairs(result) in every
    assert 3 * len(result.pairs) >= 2 * max(map(len, every))
    assert result.blocking_pairs.size == 0


def test_restarts_find_the_largest_of_small_groups():
    found = []
    for seed in range(150):
        market = graded_market(random.Random(seed))
        largest = max(map(len, all_stable(market)))
        found.append((len(stable(*market).pairs), largest))
    assert [size for size, _ in found] == [largest for _, largest in found]
    assert len({size for size, _ in found}) > 1


def graded_market(chance):
    """Four mentees, three mentors, everybody grades everybody good, fair or not at all."""

    def grades(people, others):
        lists = []
        for _person in range(people):
            given = [chance.randrange(3) for _ in range(others)]
            tiers = [[o for o in range(others) if given[o] == grade] for grade in range(2)]
            lists.append([tier for tier in tiers if tier])
        return lists

    return grades(4, 3), grades(3, 4), [chance.randint(0, 2) for _ in range(3)]


@quick
@given(markets(ties=True), st.randoms(use_true_random=False))
def test_blocking_pairs_are_those_of_the_definition(market, chance):
    read = read_market(*market)
    free = read.seats.tolist()
    pairs = {}
    for mentee, ranks in enumerate(read.mentees):
        open_to = [mentor for mentor in ranks if free[mentor]]
        if open_to and chance.random() < 0.7:
            pairs[mentee] = chance.choice(open_to)
            free[pairs[mentee]] -= 1
    found = blocking_pairs(read, np.array(sorted(pairs.items()), np.int64).reshape(-1, 2))
    assert found.tolist() == [
        [mentee, mentor]
        for mentee, ranks in enumerate(read.mentees)
        for mentor in sorted(ranks)
        if _would_rather(read, pairs, mentee, mentor)
    ]


def test_matching_of_the_paper_is_found():
    # Gale & Shapley 1962, example 1: three men and women, each first choice of the other side
    men = [[0, 1, 2], [1, 2, 0], [2, 0, 1]]
    women = [[1, 2, 0], [2, 0, 1], [0, 1, 2]]
    assert as_pairs(stable(men, women, [1, 1, 1])) == [(0, 0), (1, 1), (2, 2)]
    for_women = stable(men, women, [1, 1, 1], optimal_for="mentors")
    assert as_pairs(for_women) == [(0, 2), (1, 0), (2, 1)]


def test_tie_goes_to_whom_helps_another():
    # both take mentor 0 gladly; only the first mentee has a second one of equal rank
    result = stable([[[0, 1]], [0]], [[[0, 1]], [0]], [1, 1])
    assert as_pairs(result) == [(0, 1), (1, 0)]
    assert (result.optimal_for, len(result.pairs)) == (None, result.most)


def test_only_pairs_that_both_accept_are_matched():
    result = stable([[0], [0]], [[1]], [2])
    assert as_pairs(result) == [(1, 0)]
    assert (result.unmatched.tolist(), result.free.tolist(), result.most) == ([0], [1], 1)


def test_same_input_gives_the_same_matching():
    market = large_with_ties(60, 20)
    assert as_pairs(stable(*market)) == as_pairs(stable(*market))


def large_with_ties(mentees, mentors):
    """Everybody lists ten; a mentee's in ties of two, a mentor's in grades of five."""
    chance = random.Random(4)
    listed = [chance.sample(range(mentors), 10) for _ in range(mentees)]
    asked = [[] for _ in range(mentors)]
    for mentee, chosen in enumerate(listed):
        for mentor in chosen:
            asked[mentor].append(mentee)
    graded = [[[m for m in group if m % 5 == grade] for grade in range(5)] for group in asked]
    return (
        [[chosen[at : at + 2] for at in range(0, 10, 2)] for chosen in listed],
        [[grade for grade in group if grade] for group in graded],
        [3] * mentors,
    )


def test_large_group_with_ties_is_stable_and_nearly_full():
    result = stable(*large_with_ties(1_200, 400), restarts=3)
    assert result.blocking_pairs.size == 0
    assert len(result.pairs) >= 0.99 * result.most


def test_planted_matching_of_ten_thousand_is_found():
    # everybody has a first choice of their own, which chooses them first: no other is stable
    size = 10_000
    partner = np.random.default_rng(3).permutation(size)
    whose = np.argsort(partner)
    mentees = [[int(first), (int(first) + 1) % size, (int(first) + 2) % size] for first in partner]
    mentors = [[int(whose[at]), int(whose[at - 1]), int(whose[at - 2])] for at in range(size)]
    result = stable(mentees, mentors, [1] * size)
    assert np.array_equal(result.pairs[:, 1], partner)


@pytest.mark.parametrize("sizes", [([], [], []), ([[]], [], []), ([], [[]], [1])])
def test_empty_side_leaves_everybody_unmatched(sizes):
    result = stable(*sizes)
    assert (result.pairs.shape, len(result.unmatched)) == ((0, 2), len(sizes[0]))


@pytest.mark.parametrize(
    ("market", "error", "words"),
    [
        (([[0, 0]], [[0]], [1]), PreferenceError, "names 0 twice"),
        (([[0, [0]]], [[0]], [1]), PreferenceError, "names 0 twice"),
        (([[1]], [[0]], [1]), PreferenceError, "mentee 0 names 1; the other side has 1"),
        (([[0]], [[-1]], [1]), PreferenceError, "mentor 0 names -1"),
        (([["0"]], [[0]], [1]), PreferenceError, "'0': not a position"),
        (([[True]], [[0], [0]], [1, 1]), PreferenceError, "True: not a position"),
        (([[0]], [[0]], [1, 1]), ShapeError, "1 mentors"),
        (([[0]], [[0]], [-1]), CapacityError, "negative"),
        (([[0]], [[0]], [1.5]), CapacityError, "whole numbers"),
    ],
)
def test_input_without_sense_is_refused_in_words(market, error, words):
    with pytest.raises(error, match=words):
        stable(*market)


@pytest.mark.parametrize("setting", [{"optimal_for": "all"}, {"restarts": 0}])
def test_setting_out_of_range_is_refused(setting):
    with pytest.raises(SettingError, match=next(iter(setting))):
        stable([[0]], [[0]], [1], **setting)


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([[1, 0]], "do not accept"),
        ([[0, 0], [0, 1]], "matched twice"),
        ([[0, 0], [2, 0]], "2 mentees and 1 seats"),
    ],
)
def test_judge_refuses_what_is_no_matching(pairs, words):
    read = read_market([[0, 1], [], [0]], [[0, 2], [0]], [1, 1])
    with pytest.raises(PreferenceError, match=words):
        blocking_pairs(read, np.array(pairs))
