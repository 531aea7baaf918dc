"""The proof: checked again here, from the published figures alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import assign
from matching.engine.certificate import least_prices, upper_bound
from matching.engine.problem import read_problem

from .instances import QUANTUM, Instance, all_assignments, instances, worth

quick = settings(deadline=None, max_examples=150)


def bound_from_prices(instance: Instance, result, prices: np.ndarray) -> float:
    """The formula that `Assignment` promises, written out."""
    bound = float(instance.capacities @ prices)
    scores = np.where(instance.allowed, instance.scores, -np.inf)
    counts = np.bincount(result.pairs[:, 0], minlength=len(scores))
    for row, count in zip(scores, counts, strict=True):
        best = np.sort(row - prices)[::-1][: instance.per_mentee]
        bound += np.maximum(0, result.rewards[: len(best)] + best).sum()
        bound -= result.rewards[:count].sum()
    return bound


@quick
@given(instances(most=6))
def test_bound_follows_from_the_published_prices(instance):
    result = assign(**instance.arguments)
    assert bound_from_prices(instance, result, result.prices) == pytest.approx(
        result.bound, abs=1e-6
    )


@quick
@given(instances(most=6))
def test_bound_proves_the_optimum(instance):
    result = assign(**instance.arguments)
    assert result.bound == result.total
    assert result.gap == 0
    assert result.proven
    assert (result.prices >= 0).all()
    assert (result.prices[result.free > 0] == 0).all()


@quick
@given(instances(), st.lists(st.integers(0, 300_000), min_size=4, max_size=4))
def test_bound_is_never_below_the_optimum_whatever_the_prices(instance, prices):
    problem = read_problem(
        instance.scores,
        instance.capacities,
        forbidden=instance.forbidden,
        per_mentee=instance.per_mentee,
        floor=instance.floor,
    )
    result = assign(**instance.arguments)
    chosen = {tuple(pair) for pair in result.pairs.tolist()}
    matched = np.array(
        [pair in chosen for pair in zip(problem.row, problem.col, strict=True)], bool
    )
    price = np.array(prices[: len(instance.capacities)], np.int64)
    best = max(worth(instance, made) for made in all_assignments(instance))
    assert upper_bound(problem, price, matched) >= best[-1]


@quick
@given(instances(most=5, per_mentee=1))
def test_price_is_what_one_seat_more_would_add(instance):
    result = assign(**instance.arguments)
    for mentor, price in enumerate(result.prices):
        more = instance.capacities.copy()
        more[mentor] += 1
        richer = assign(**{**instance.arguments, "capacities": more})
        people = len(richer.pairs) - len(result.pairs)
        added = richer.total - result.total + people * result.rewards[0]
        assert price == pytest.approx(added, abs=1e-6)
        assert bool(result.scarce[mentor]) == (people == 1)


@quick
@given(instances(most=5, per_mentee=2))
def test_scarce_mentor_with_one_seat_more_takes_one_person_more(instance):
    result = assign(**instance.arguments)
    for mentor, scarce in enumerate(result.scarce):
        more = instance.capacities.copy()
        more[mentor] += 1
        richer = assign(**{**instance.arguments, "capacities": more})
        assert len(richer.pairs) - len(result.pairs) == int(scarce)


def test_prices_of_a_worse_assignment_leave_an_honest_gap():
    scores = np.array([[0.9, 0.1], [0.8, 0.7]])
    problem = read_problem(scores, [1, 1], forbidden=None, per_mentee=1, floor=None)
    crossed = np.array([False, True, True, False])  # 0.9 in all, where 1.6 is possible
    bound = upper_bound(problem, least_prices(problem, crossed), crossed)
    assert bound * QUANTUM >= 1.6
