"""Equally good mentors share the mentees, at the price of nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Assignment, assign, score
from matching.engine.criteria import Rules
from matching.engine.people import Person
from matching.engine.soft import DifferentDepartment

from .instances import Instance, all_assignments, instances, worth


def loads(result: Assignment, mentors: int) -> list[int]:
    return np.bincount(result.pairs[:, 1], minlength=mentors).tolist()


def test_equal_mentors_get_one_mentee_each_before_any_gets_two():
    result = assign(np.ones((22, 22)), np.full(22, 3))
    assert loads(result, 22) == [1] * 22
    assert (result.total, result.gap) == (22, 0)


def test_mentees_move_along_others_to_even_the_loads():
    # mentor 2 gets one when mentee 0 leaves mentor 1, where one of the others comes instead
    scores = np.array([[np.nan, 1, 1], [1, 1, np.nan], [1, 1, np.nan], [1, np.nan, np.nan]])
    assert sorted(loads(assign(scores, [4, 4, 4]), 3)) == [1, 1, 2]


def test_mentees_whom_a_mentor_has_anyway_count():
    result = assign(np.ones((2, 3)), [2, 2, 2], held=[2, 0, 0])
    assert loads(result, 3) == [0, 1, 1]


def test_a_better_pair_is_never_given_up_for_an_even_load():
    scores = np.array([[1, 0.9999], [1, 0.9999]])
    assert loads(assign(scores, [2, 2]), 2) == [2, 0]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_no_assignment_of_the_same_worth_is_more_even(data):
    drawn = data.draw(instances(per_mentee=1))
    cells = st.sampled_from([0, 0.5, 1])
    values = data.draw(st.lists(cells, min_size=drawn.scores.size, max_size=drawn.scores.size))
    ties = np.where(np.isnan(drawn.scores), np.nan, np.reshape(values, drawn.scores.shape))
    instance = Instance(ties, drawn.capacities, drawn.forbidden, 1, drawn.floor)
    result = assign(**instance.arguments)
    ways = list(all_assignments(instance))
    best = max(worth(instance, made) for made in ways)
    assert result.total == pytest.approx(best[-1] * 1e-4, abs=1e-9)
    assert result.gap == 0
    evenness = min(uneven(made) for made in ways if worth(instance, made) == best)
    assert sum(load**2 for load in loads(result, len(instance.capacities))) == evenness


def uneven(made: list[tuple[int, ...]]) -> int:
    _mentors, counts = np.unique([col for cols in made for col in cols], return_counts=True)
    return int((counts**2).sum())


def test_large_group_is_spread_too():
    people = [Person(id=number, department="IT") for number in range(600)]
    others = [Person(id=number, department="HR") for number in range(600, 1200)]
    scores = score(people, others, Rules(soft=(DifferentDepartment(1),)), dense_limit=0)
    result = assign(scores, np.full(600, 3))
    assert result.gap == 0
    assert max(loads(result, 600)) == 1
