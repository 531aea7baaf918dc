"""Coffee rounds, against every round of small groups, and round after round of larger ones."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import HistoryError, Round, ScoreError, ShapeError, assign, rounds
from matching.engine.cycles import rounded_pairs
from matching.engine.exchange import pair_left_over, swap_partners
from matching.engine.meetings import read_meetings

quick = settings(deadline=None, max_examples=120)


@st.composite
def crowds(draw, most=7):
    """Symmetric weights of a few people, some pairs not allowed, and earlier rounds."""
    people = draw(st.integers(0, most))
    weights = np.full((people, people), np.nan)
    for one, other in combinations(range(people), 2):
        weight = draw(st.one_of(st.none(), st.integers(0, 20)))
        if weight is not None:
            weights[one, other] = weights[other, one] = weight / 4
    history = []
    for _ in range(draw(st.integers(0, 3))):
        order = draw(st.permutations(range(people)))
        history.append([order[at : at + 2] for at in range(0, people - 1, 2)])
    return weights, history


def all_pairings(weights):
    """Every set of disjoint allowed pairs."""

    def extend(free):
        if not free:
            yield []
            return
        one, *rest = free
        yield from extend(rest)
        for other in rest:
            if not np.isnan(weights[one, other]):
                for more in extend([person for person in rest if person != other]):
                    yield [(one, other), *more]

    return extend(list(range(len(weights))))


def standing(weights, history, pairs):
    """How good a round's pairs are, better is higher, in the order that `rounds` promises."""
    met = [tuple(sorted(group)) for groups in history for group in groups]
    last = [tuple(sorted(group)) for group in history[-1]] if history else []
    return (
        len(pairs),
        -sum(met.count(pair) for pair in pairs),
        -sum(pair in last for pair in pairs),
        sum(weights[pair] for pair in pairs),
    )


def people_of(result: Round) -> list[int]:
    placed = [person for group in result.groups for person in group]
    return sorted([*placed, *result.left_out.tolist()])


@quick
@given(crowds(most=6))
def test_round_without_triples_is_the_best_of_all(crowd):
    weights, history = crowd
    result = rounds(weights, history, triple=False)
    if len(result.left_out) % 2 == 0:  # else fairness chooses the odd one before the weights do
        best = max(standing(weights, history, pairs) for pairs in all_pairings(weights))
        assert standing(weights, history, list(result.groups)) == pytest.approx(best)
    most = max(len(pairs) for pairs in all_pairings(weights))
    assert len(result.groups) == most


@quick
@given(crowds())
def test_everybody_is_in_one_group_or_named_as_left_out(crowd):
    weights, history = crowd
    result = rounds(weights, history)
    assert people_of(result) == list(range(len(weights)))
    for group in result.groups:
        assert len(group) in {2, 3}
        assert not any(np.isnan(weights[pair]) for pair in combinations(group, 2))


@quick
@given(crowds())
def test_whoever_is_left_out_could_join_no_pair(crowd):
    weights, history = crowd
    result = rounds(weights, history)
    pairs = [group for group in result.groups if len(group) == 2]
    for person in result.left_out:
        assert not any(np.isfinite(weights[person, list(pair)]).all() for pair in pairs)


@quick
@given(crowds())
def test_repeats_and_total_are_counted_as_said(crowd):
    weights, history = crowd
    result = rounds(weights, history)
    met = {tuple(sorted(group)) for groups in history for group in groups}
    meetings = [pair for group in result.groups for pair in combinations(group, 2)]
    assert [tuple(pair) for pair in result.repeats.tolist()] == sorted(met & set(meetings))
    assert result.total == pytest.approx(sum(weights[pair] for pair in meetings))


def everybody(people, seed=0):
    weights = np.random.default_rng(seed).random((people, people))
    return (weights + weights.T) / 2


def test_nobody_meets_twice_while_that_can_be_avoided():
    # After k rounds of twelve everybody has 11 - k people left to meet; with six or more of
    # them (half of all) a round without repeats exists (Dirac 1952).
    history = []
    for _ in range(6):
        result = rounds(everybody(12), history)
        assert (result.repeats.size, result.left_out.size, len(result.groups)) == (0, 0, 6)
        history.append(result.groups)


def test_those_who_met_least_often_meet_again_and_not_at_once():
    everyone = [[(0, 1), (2, 3)], [(0, 2), (1, 3)], [(0, 3), (1, 2)]]
    weights = everybody(4)
    weights[0, 3] = weights[3, 0] = 50
    assert rounds(weights, everyone).groups != ((0, 3), (1, 2))
    assert rounds(weights, [*everyone, *everyone[:2]]).groups == ((0, 3), (1, 2))


def test_triples_go_around():
    history = []
    for _ in range(14):
        result = rounds(everybody(21, seed=2), history)
        assert sorted(map(len, result.groups)) == [2] * 9 + [3]
        history.append(result.groups)
    sat = [person for groups in history for group in groups if len(group) == 3 for person in group]
    assert max(np.bincount(sat, minlength=21)) <= 3  # twice each would be perfectly even


def test_odd_one_is_left_out_where_triples_are_not_wanted():
    result = rounds(everybody(5), triple=False)
    assert ([len(group) for group in result.groups], len(result.left_out)) == ([2, 2], 1)


def test_left_over_person_changes_places_with_somebody_who_fits_elsewhere():
    # 4 may meet 0 alone; 1 may meet everybody but 4
    weights = np.full((5, 5), np.nan)
    for one, other in ((0, 1), (2, 3), (1, 2), (1, 3), (0, 4)):
        weights[one, other] = weights[other, one] = 9 if (one, other) == (0, 1) else 1
    result = rounds(weights)
    assert result.groups == ((0, 4), (1, 2, 3))
    assert result.left_out.size == 0


def test_person_whom_nobody_may_meet_is_named():
    weights = everybody(4)
    weights[3, :] = weights[:, 3] = np.nan
    result = rounds(weights)
    assert (result.groups, result.left_out.tolist()) == (((0, 1, 2),), [3])


@pytest.mark.parametrize("people", [60, 61])
def test_large_method_comes_within_a_thousandth_of_the_exact_one(people):
    weights = everybody(people, seed=people)
    history = [rounds(weights).groups]
    meetings = read_meetings(weights, history)
    exact = rounds(weights, history, triple=False)
    pairs = swap_partners(meetings, pair_left_over(meetings, rounded_pairs(meetings)))
    total = sum(weights[tuple(pair)] for pair in pairs.tolist())
    assert len(pairs) == len(exact.groups)
    assert (meetings.times[meetings.find(pairs[:, 0], pairs[:, 1])] == 0).all()
    assert total >= 0.999 * exact.total


def test_large_group_keeps_every_promise():
    people = 601
    weights = everybody(people, seed=5)
    weights[weights < 0.3] = np.nan
    history = []
    for _ in range(3):
        result = rounds(weights, history)
        assert not result.exact
        assert people_of(result) == list(range(people))
        assert (result.left_out.size, result.repeats.size) == (0, 0)
        assert sorted(map(len, result.groups)) == [2] * 299 + [3]
        history.append(result.groups)


def test_large_method_reaches_its_upper_bound_nearly():
    # half the value of an assignment of partners bounds every round from above
    weights = everybody(400, seed=8)
    bound = assign(weights, [1] * 400, forbidden=np.eye(400, dtype=bool)).total / 2
    assert rounds(weights).total >= 0.999 * bound


@pytest.mark.parametrize(
    ("weights", "history", "error", "words"),
    [
        (np.ones((2, 3)), [], ScoreError, "as many rows as columns"),
        (np.array([[0, 1], [2, 0]]), [], ScoreError, "both directions"),
        (np.array([[0, 1], [np.nan, 0]]), [], ScoreError, "both directions"),
        (np.ones(3), [], ShapeError, "2 dimensions"),
        (np.full((2, 2), np.inf), [], ScoreError, "infinite"),
        (np.ones((2, 2)), [[(0, 2)]], HistoryError, r"\(0, 2\) of 2 people"),
        (np.ones((2, 2)), [[(0, 0)]], HistoryError, r"\(0, 0\)"),
        (np.kron(np.ones((9, 9)), [[0, 8e11], [8e11, 0]]), [[(0, 1)]] * 3, ScoreError, "scale"),
    ],
)
def test_input_without_sense_is_refused_in_words(weights, history, error, words):
    with pytest.raises(error, match=words):
        rounds(weights, history)


def test_empty_crowd_makes_an_empty_round():
    result = rounds(np.zeros((0, 0)))
    assert (result.groups, result.left_out.size, result.total) == ((), 0, 0.0)
