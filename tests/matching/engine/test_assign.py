"""The optimum, against every possible assignment of small groups and planted ones of large."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import assume, given, settings

from matching.engine import Assignment, assign

from .instances import QUANTUM, Instance, all_assignments, instances, planted, worth

quick = settings(deadline=None, max_examples=150)


@dataclass
class Stored:
    """As much of a sparse matrix as `assign` asks for."""

    row: np.ndarray
    col: np.ndarray
    data: np.ndarray
    shape: tuple[int, ...]

    def tocoo(self) -> "Stored":
        return self


def solve(instance: Instance) -> Assignment:
    return assign(**instance.arguments)


def mentors_of(result: Assignment, mentees: int) -> list[tuple[int, ...]]:
    made: list[tuple[int, ...]] = [()] * mentees
    for row, col in result.pairs.tolist():
        made[row] = (*made[row], col)
    return made


@quick
@given(instances())
def test_assign_is_the_best_of_all_assignments(instance):
    result = solve(instance)
    made = mentors_of(result, len(instance.scores))
    best = max(worth(instance, other) for other in all_assignments(instance))
    assert worth(instance, made) == best
    assert result.total == pytest.approx(best[-1] * QUANTUM, abs=1e-9)


@quick
@given(instances())
def test_assign_makes_as_many_pairs_as_possible(instance):
    most = max(sum(map(len, made)) for made in all_assignments(instance))
    assert len(solve(instance).pairs) == most


@quick
@given(instances(most=6))
def test_assign_keeps_every_limit(instance):
    result = solve(instance)
    pairs = [tuple(pair) for pair in result.pairs.tolist()]
    used = np.bincount(result.pairs[:, 1], minlength=len(instance.capacities))
    assert pairs == sorted(set(pairs))
    assert all(instance.allowed[pair] for pair in pairs)
    assert np.array_equal(result.free, instance.capacities - used)
    assert (result.free >= 0).all()
    assert np.bincount(result.pairs[:, 0], minlength=1).max() <= instance.per_mentee
    matched = set(result.pairs[:, 0].tolist())
    assert result.unmatched.tolist() == [
        row for row in range(len(instance.scores)) if row not in matched
    ]


@quick
@given(instances(most=6))
def test_assign_gives_the_same_answer_twice_and_for_a_sparse_matrix(instance):
    first, second = solve(instance), solve(instance)
    row, col = np.nonzero(~np.isnan(instance.scores))
    backwards = slice(None, None, -1)
    stored = Stored(
        row[backwards],
        col[backwards],
        instance.scores[row, col][backwards],
        instance.scores.shape,
    )
    sparse = assign(**{**instance.arguments, "scores": stored})
    for other in (second, sparse):
        assert np.array_equal(first.pairs, other.pairs)
        assert np.array_equal(first.prices, other.prices)
        assert (first.total, first.bound) == (other.total, other.bound)


def test_assign_prefers_more_people_to_a_higher_total():
    scores = np.array([[1.0, 0.1], [0.1, np.nan]])
    result = assign(scores, [1, 1])
    assert result.pairs.tolist() == [[0, 1], [1, 0]]
    assert result.total == pytest.approx(0.2)


def test_assign_never_gives_a_second_mentor_in_place_of_a_first():
    # 3 seats for 3 mentees who want 2 each: the scores would give mentee 0 two of them
    scores = np.array([[1.0, 1.0, 1.0], [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]])
    result = assign(scores, [1, 1, 1], per_mentee=2)
    assert np.bincount(result.pairs[:, 0]).tolist() == [1, 1, 1]


@quick
@given(instances(most=5, per_mentee=2))
def test_assign_two_each_leaves_nobody_without_who_could_have_one(instance):
    assume(len(instance.scores))
    assert len(solve(instance).unmatched) == len(
        assign(**{**instance.arguments, "per_mentee": 1}).unmatched
    )


def test_assign_gives_two_different_mentors():
    result = assign(np.ones((1, 2)), [5, 5], per_mentee=2)
    assert result.pairs.tolist() == [[0, 0], [0, 1]]


def test_assign_rounds_the_floor_as_it_rounds_the_scores():
    scores = np.full((1, 1), 0.7, np.float32)  # a little below 0.7 in single precision
    assert float(scores[0, 0]) < 0.7
    assert assign(scores, [1], floor=0.7).pairs.tolist() == [[0, 0]]
    assert assign(scores, [1], floor=0.7002).pairs.tolist() == []


def test_assign_matches_nobody_without_allowed_pairs():
    result = assign(np.full((2, 3), np.nan), [1, 1, 1])
    assert result.pairs.shape == (0, 2)
    assert result.unmatched.tolist() == [0, 1]
    assert (result.total, result.bound, result.proven) == (0, 0, True)


@pytest.mark.parametrize(("mentees", "mentors", "seats"), [(300, 300, 1), (300, 75, 4), (40, 9, 5)])
def test_assign_finds_the_planted_optimum(mentees, mentors, seats):
    for seed in range(3):
        scores, planted_mentor, optimum = planted(mentees, np.full(mentors, seats), seed)
        result = assign(scores * QUANTUM, np.full(mentors, seats))
        assert result.total == pytest.approx(optimum * QUANTUM, abs=1e-9)
        assert result.pairs[:, 1].tolist() == planted_mentor.tolist()
        assert result.gap == 0
