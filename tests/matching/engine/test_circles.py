"""Circles, against every division of a few people, and planted ones of many."""

import random
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import SettingError, ShapeError, circles

quick = settings(deadline=None, max_examples=60)


def people_of(made):
    return sorted(person for group in made.groups for person in group)


def together_in(made):
    return {pair for group in made.groups for pair in combinations(group, 2)}


def differing(attributes, one, other):
    both = zip(attributes[one], attributes[other], strict=True)
    return sum(a != b and None not in {a, b} for a, b in both)


def best_division(attributes, sizes):
    """The most differences within groups of these sizes, over all ways to fill them."""
    people = range(len(attributes))
    pairs = [(pair, differing(attributes, *pair)) for pair in combinations(people, 2)]
    best = -1
    for group in product(range(len(sizes)), repeat=len(attributes)):
        if sorted(map(group.count, range(len(sizes)))) == sorted(sizes):
            best = max(best, sum(worth for (a, b), worth in pairs if group[a] == group[b]))
    return best


def test_small_groups_are_as_mixed_as_they_can_be():
    reached, possible = [], []
    for seed in range(12):
        chance = random.Random(seed)
        people = chance.randint(6, 8)
        attributes = [(chance.randrange(3), chance.choice("abc")) for _ in range(people)]
        made = circles(attributes, 4, steps=2_000)
        reached.append(sum(differing(attributes, *pair) for pair in together_in(made)))
        possible.append(best_division(attributes, [len(group) for group in made.groups]))
    assert reached == possible


@quick
@given(st.integers(0, 30), st.integers(2, 8), st.randoms(use_true_random=False))
def test_everybody_is_in_one_circle_of_even_size(people, size, chance):
    made = circles([(chance.randrange(4),) for _ in range(people)], size, steps=50)
    assert people_of(made) == list(range(people))
    sizes = [len(group) for group in made.groups]
    assert max(sizes, default=0) - min(sizes, default=0) <= 1


@pytest.mark.parametrize(
    ("people", "size", "sizes"),
    [(23, 6, [5, 6, 6, 6]), (5, 6, [5]), (9, 4, [4, 5]), (13, 6, [6, 7]), (1, 4, [1])],
)
def test_circles_have_about_the_size_wanted(people, size, sizes):
    made = circles([(n,) for n in range(people)], size, steps=50)
    assert sorted(map(len, made.groups)) == sizes


def test_planted_departments_are_spread_over_all_circles():
    attributes = [(f"department {n % 6}", f"site {n // 6 % 6}") for n in range(72)]
    made = circles(attributes, 6)
    assert made.mixes == (1.0,) * 12
    assert made.mix == 1.0
    assert made.chance == pytest.approx(0.845, abs=0.001)
    assert made.broken == ()


def test_wishes_come_before_the_mix():
    attributes = [("same",)] * 6 + [("other",)] * 6
    line = [0, 6, 7]
    made = circles(attributes, 4, apart=[line], together=[(1, 2), (2, 3)], steps=5_000)
    assert not together_in(made) & set(combinations(line, 2))
    assert {(1, 2), (1, 3), (2, 3)} <= together_in(made)
    assert made.broken == ()


def test_wishes_that_cannot_be_kept_are_named():
    made = circles([("x",)] * 4, 2, together=[(0, 1, 2)], apart=[(0, 3)], steps=500)
    wanted = {(0, 1), (0, 2), (1, 2)}
    assert len(wanted & together_in(made)) == 1
    assert set(made.broken) == wanted - together_in(made)


def test_unknown_counts_as_no_difference():
    made = circles([("a", None), ("b", "x")], 2, steps=10)
    assert (made.mixes, made.mix, made.chance) == ((0.5,), 0.5, 0.5)


def test_same_input_gives_the_same_circles():
    attributes = [(n * 7 % 5, n * 11 % 3) for n in range(40)]
    assert circles(attributes, 6, steps=2_000).groups == circles(attributes, 6, steps=2_000).groups


def test_more_effort_is_never_worse():
    chance = np.random.default_rng(1)
    attributes = [tuple(row) for row in chance.integers(0, 5, (60, 3)).tolist()]
    mixes = [circles(attributes, 6, steps=steps).mix for steps in (1, 2_000, 20_000)]
    assert mixes == sorted(mixes)
    assert mixes[0] < mixes[-1]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"size": 1}, SettingError, "at least 2 people"),
        ({"size": 2.5}, SettingError, "at least 2 people"),
        ({"size": 2, "steps": 0}, SettingError, "steps"),
        ({"size": 2, "apart": [(0, 3)]}, SettingError, r"apart names \(0, 3\)"),
        ({"size": 2, "together": [(-1, 0)]}, SettingError, "together names"),
        (
            {"size": 2, "apart": [(0, 1)], "together": [(1, 2, 0)]},
            SettingError,
            "0 and 1 are wanted together and apart",
        ),
    ],
)
def test_settings_without_sense_are_refused_in_words(arguments, error, words):
    with pytest.raises(error, match=words):
        circles([("a",)] * 3, **arguments)


def test_uneven_records_are_refused_in_words():
    with pytest.raises(ShapeError, match="as many attributes"):
        circles([("a",), ("a", "b")], 2)
