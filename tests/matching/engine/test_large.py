"""Large groups: the candidates, and the optimum of all pairs that is found with their help."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    Blocked,
    Person,
    Rules,
    SameSite,
    SettingError,
    ShapeError,
    TooManyPairsError,
    WantedTopics,
    assign,
    score,
    standard_rules,
)
from matching.engine.candidates import best_candidates
from matching.engine.progress import Watch
from matching.engine.proof import Levels
from matching.engine.whole import Solution, solve_whole

from .groups import EVERY_RULE, both_ways, record_lists, table_of, workforce
from .instances import QUANTUM, planted

quick = settings(deadline=None, max_examples=60)
limits = st.fixed_dictionaries(
    {
        "per_mentee": st.integers(1, 3),
        "floor": st.sampled_from([None, 0.2, 0.4]),
        "settled": st.lists(st.integers(0, 4), max_size=2),
    }
)


@quick
@given(record_lists, record_lists, limits, st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_assign_of_a_large_group_equals_assign_of_all_its_scores(mine, theirs, given, seats):
    mentees = [Person(id=at, **record) for at, record in enumerate(mine)]
    mentors = [Person(id=at + 100, **record) for at, record in enumerate(theirs)]
    stored, large = both_ways(mentees, mentors, EVERY_RULE, k=1, block_rows=2)
    given = {**given, "settled": [row for row in given["settled"] if row < len(mentees)]}
    capacities = seats[: len(mentors)]
    expected = assign(stored.values, capacities, **given)
    found = assign(large, capacities, **given)
    assert found.total == pytest.approx(expected.total, abs=1e-9)
    assert found.gap == 0
    assert len(found.pairs) == len(expected.pairs)
    assert len(found.unmatched) == len(expected.unmatched)
    assert found.points.sum() == pytest.approx(found.total)
    assert [stored.points(row, col) for row, col in found.pairs.tolist()] == pytest.approx(
        found.points.tolist(), abs=1e-6
    )
    assert not set(found.pairs[:, 0].tolist()) & set(given["settled"])


@pytest.mark.parametrize(
    ("mentees", "mentors", "seats", "per_mentee"),
    [(300, 120, 3, 1), (200, 200, 1, 1), (150, 90, 4, 2), (80, 300, 1, 3), (260, 60, 2, 1)],
)
def test_assign_of_a_large_group_finds_the_optimum_of_a_company(
    mentees, mentors, seats, per_mentee
):
    for seed in range(2):
        sides = workforce(mentees, mentors, seed)
        stored, large = both_ways(*sides, standard_rules(), block_rows=64)
        capacities = np.random.default_rng(seed).integers(0, seats + 1, mentors)
        forbidden = np.random.default_rng(seed).random(stored.values.shape) < 0.2
        for extra in ({}, {"forbidden": forbidden}, {"floor": 0.3}):
            expected = assign(stored.values, capacities, per_mentee=per_mentee, **extra)
            found = assign(large, capacities, per_mentee=per_mentee, **extra)
            assert found.total == pytest.approx(expected.total, abs=1e-9)
            assert (found.bound, found.gap) == (pytest.approx(expected.total, abs=1e-9), 0)
            assert len(found.pairs) == len(expected.pairs)
            assert len(found.unmatched) == len(expected.unmatched)
            assert np.array_equal(
                found.free + np.bincount(found.pairs[:, 1], minlength=mentors), capacities
            )


def test_bound_of_a_large_group_follows_from_the_published_prices():
    stored, large = both_ways(*workforce(120, 60, 1), standard_rules())
    capacities = np.arange(60) % 3
    result = assign(large, capacities)
    values = np.where(stored.forbidden, -np.inf, stored.values.astype(float))
    kept = np.maximum(0, result.rewards[0] + (values - result.prices).max(axis=1))
    bound = capacities @ result.prices + kept.sum() - result.rewards[0] * len(result.pairs)
    assert result.bound == pytest.approx(bound, abs=1e-3)
    assert result.bound == result.total


def test_prices_of_a_large_group_are_what_one_seat_more_would_add():
    stored, large = both_ways(*workforce(40, 20, 3), standard_rules())
    capacities = np.arange(20) % 3
    result = assign(large, capacities)
    expected = assign(stored.values, capacities)
    scarce = result.prices - result.scarce * result.rewards[0]
    for mentor in range(20):
        more = capacities.copy()
        more[mentor] += 1
        richer = assign(stored.values, more)
        people = len(richer.pairs) - len(expected.pairs)
        assert bool(result.scarce[mentor]) == (people == 1)
        assert scarce[mentor] == pytest.approx(richer.total - expected.total, abs=1e-6)


def test_one_round_tells_honestly_how_much_may_be_missing():
    # all want the same mentor, who is the only candidate of most of them
    mentees = [Person(id=at, wanted=["a"], location=at % 5) for at in range(60)]
    mentors = [Person(id=100 + at, known=["a"] * (at % 2), location=at % 5) for at in range(60)]
    rules = Rules(soft=(WantedTopics(3), SameSite(1)))
    stored, large = both_ways(mentees, mentors, rules, k=1)
    optimum = assign(stored.values, [1] * 60).total
    first = assign(large, [1] * 60, rounds=1)
    assert first.bound >= optimum or len(first.pairs) < 60
    last = assign(large, [1] * 60)
    assert (last.total, last.gap, len(last.pairs)) == (pytest.approx(optimum), 0, 60)


@pytest.mark.parametrize(("mentees", "mentors"), [(0, 0), (0, 3), (3, 0), (1, 1)])
def test_large_group_of_hardly_anybody(mentees, mentors):
    sides = [Person(id=at) for at in range(mentees)], [Person(id=9 + at) for at in range(mentors)]
    _, large = both_ways(*sides, standard_rules())
    result = assign(large, [1] * mentors)
    assert len(result.pairs) == min(mentees, mentors)
    assert (result.total, result.bound, result.gap) == (0, 0, 0)


def test_large_group_in_which_no_pair_is_allowed():
    people = [Person(id=at) for at in range(9)]
    blocked = Blocked(tuple((one, other) for one in range(9) for other in range(one)))
    _, large = both_ways(people, people, Rules((blocked,)))
    result = assign(large, [1] * 9)
    assert (len(result.pairs), result.gap) == (0, 0)
    why = large.why_unmatched(4, result)
    assert (why.reason, why.forbidden) == ("none_allowed", {"oneself": 1, "blocked": 8})


def test_large_group_without_seats():
    _, large = both_ways(*workforce(20, 10, 1), standard_rules())
    result = assign(large, [0] * 10)
    assert (len(result.pairs), result.total, result.gap) == (0, 0, 0)
    assert result.scarce.any()


def test_reasons_of_a_large_group_are_those_of_stored_scores():
    stored, large = both_ways(*workforce(50, 12, 6), EVERY_RULE)
    result = assign(large, [1] * 12)
    for row in result.unmatched.tolist():
        assert large.why_unmatched(row, result) == stored.why_unmatched(row, result)
    assert large.parts(3, 4) == stored.parts(3, 4)
    assert large.forbidden_by(3, 4) == stored.forbidden_by(3, 4)
    for row in range(50):
        np.testing.assert_allclose(large.row(row), stored.values[row], atol=QUANTUM)
        np.testing.assert_allclose(
            [large.points(row, col) for col in range(12)], stored.values[row], atol=QUANTUM
        )


def test_values_of_a_large_group_are_refused():
    _, large = both_ways(*workforce(5, 4, 0), standard_rules())
    for name in ("values", "forbidden"):
        with pytest.raises(TooManyPairsError, match="5 x 4"):
            getattr(large, name)


@pytest.mark.parametrize("arguments", [{"k": 0}, {"block_rows": -1}])
def test_score_refuses_settings_out_of_range(arguments):
    with pytest.raises(SettingError, match="at least 1"):
        score([], [], standard_rules(), **arguments)


@pytest.mark.parametrize(
    ("error", "arguments"),
    [
        (ShapeError, {"settled": [9]}),
        (ShapeError, {"settled": [-1]}),
        (ShapeError, {"forbidden": ([0], [0, 1])}),
        (ShapeError, {"forbidden": ([0], [4])}),
        (ShapeError, {"forbidden": np.zeros((9, 4), int)}),
        (SettingError, {"rounds": 0}),
        (SettingError, {"floor": np.inf}),
        (SettingError, {"per_mentee": 0}),
        (ShapeError, {"capacities": [1]}),
    ],
)
def test_assign_refuses_the_same_for_stored_and_for_large_groups(error, arguments):
    for scores in both_ways(*workforce(9, 4, 0), standard_rules()):
        with pytest.raises(error):
            assign(scores, **{"capacities": [1] * 4, **arguments})


def test_forbidden_pairs_may_be_listed():
    stored, large = both_ways(*workforce(30, 20, 1), standard_rules())
    mask = np.random.default_rng(1).random((30, 20)) < 0.5
    expected = assign(stored, [1] * 20, forbidden=mask)
    for scores in (stored, large):
        found = assign(scores, [1] * 20, forbidden=np.nonzero(mask))
        assert found.total == pytest.approx(expected.total)
        assert not mask[tuple(found.pairs.T)].any()


def solve(quanta: np.ndarray, seats: np.ndarray, *, per_mentee: int = 1, k: int = 3) -> Solution:
    table, watch = table_of(quanta), Watch()
    candidates = best_candidates(table, k, watch)
    return solve_whole(
        table, candidates, seats, per_mentee, forbidden=None, rounds=300, watch=watch
    )


@pytest.mark.parametrize(("mentees", "mentors", "seats"), [(300, 300, 1), (300, 75, 4), (40, 9, 5)])
def test_large_group_finds_the_planted_optimum(mentees, mentors, seats):
    for seed in range(2):
        scores, planted_mentor, optimum = planted(mentees, np.full(mentors, seats), seed)
        found = solve(np.maximum(scores, 0), np.full(mentors, seats))
        assert found.problem.worth[found.matched].sum() == found.bound == optimum
        assert found.problem.col[found.matched].tolist() == planted_mentor.tolist()


def test_large_group_with_prices_too_high_for_single_precision():
    # each would rather have the next one's mentor: a seat at the last one moves everybody up, and
    # every round of the search gets to know of one step more
    people = 220
    quanta = np.full((people, people), -1)
    np.fill_diagonal(quanta, 0)
    np.fill_diagonal(quanta[:, 1:], 10_000)
    found = solve(quanta, np.ones(people, int), k=1)
    assert found.matched.sum() == people
    assert found.bound == 0
    assert found.price[-1] == (people - 1) * 10_000
    assert not Levels.of(found.problem.shortage, found.price).exact


def test_large_group_with_many_mentors_each():
    rng = np.random.default_rng(3)
    quanta = rng.integers(-2_000, 10_001, (90, 40))
    seats = rng.integers(0, 12, 40)
    values = np.where(quanta < 0, np.nan, quanta * QUANTUM)
    for per_mentee in (2, 4, 6):
        expected = assign(values, seats, per_mentee=per_mentee)
        found = solve(quanta, seats, per_mentee=per_mentee, k=2)
        total = found.problem.worth[found.matched].sum()
        assert total * QUANTUM == pytest.approx(expected.total, abs=1e-9)
        assert (found.bound, found.matched.sum()) == (total, len(expected.pairs))


@given(
    st.integers(10_001, 10**10),
    st.lists(st.tuples(st.integers(-3, 3), st.integers(-4_000, 4_000)), min_size=1, max_size=9),
    st.booleans(),
)
def test_levels_keep_figures_in_order_and_give_them_back(wide, parts, far):
    figures = np.array(
        [level * wide + part * (400 if far else 1) for level, part in parts], np.int64
    )
    levels = Levels.of(wide, figures)
    closed = levels.close(figures)
    assert np.array_equal(np.argsort(closed, kind="stable"), np.argsort(figures, kind="stable"))
    assert np.array_equal(levels.apart(closed), figures)
