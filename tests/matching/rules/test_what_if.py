"""What a change would do to the best pairs: the same as the engine finds from the beginning."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import assign
from matching.rules import what_if
from matching.rules.what_if import (
    Plan,
    Pool,
    TooFarError,
    best_plan,
    gains_of_seats,
    plan_with,
    plan_without,
)


@st.composite
def pools(draw):
    mentors = draw(st.integers(1, 5))
    mentees = draw(st.integers(1, 7))
    scores = {
        f"e{row}": {
            f"m{col}": draw(st.integers(0, 100)) / 100
            for col in range(mentors)
            if draw(st.integers(0, 3))
        }
        for row in range(mentees)
    }
    return Pool(scores, {f"m{col}": draw(st.integers(0, 3)) for col in range(mentors)})


def by_engine(pool):
    """(people matched, sum of scores) from the beginning."""
    mentors = sorted(pool.seats)
    table = np.full((len(pool.scores), len(mentors)), np.nan)
    for row, of in enumerate(pool.scores.values()):
        for mentor, score in of.items():
            table[row, mentors.index(mentor)] = score
    places = [pool.seats[mentor] for mentor in mentors]
    forbidden = np.isnan(table)
    found = assign(np.nan_to_num(table), places, forbidden=forbidden)
    return len(found.pairs), pytest.approx(found.total, abs=0.001)


def told(plan: Plan):
    return len(plan.pairs), plan.total


def greedy(pool):
    left, pairs = dict(pool.seats), {}
    for mentee, of in pool.scores.items():
        for mentor in of:
            if left[mentor]:
                left[mentor] -= 1
                pairs[mentee] = mentor
                break
    return pairs


@given(pools())
def test_best_plan_is_the_engines_whatever_it_begins_with(pool):
    assert told(best_plan(pool, {})) == by_engine(pool)
    assert told(best_plan(pool, greedy(pool))) == by_engine(pool)


@given(pools(), st.data())
def test_plan_without_a_pair_is_the_best_of_all_that_lack_it(pool, data):
    plan = best_plan(pool, {})
    if plan.pairs:
        mentee = data.draw(st.sampled_from(sorted(plan.pairs)))
        mentor = plan.pairs[mentee]
        other = plan_without(pool, plan.pairs, mentee, mentor)
        assert other.pairs.get(mentee) != mentor
        assert told(other) == by_engine(pool.without(mentee, mentor))


@given(pools(), st.data())
def test_plan_with_a_pair_is_the_best_of_all_that_have_it(pool, data):
    allowed = [(e, m) for e, of in pool.scores.items() for m in of if pool.seats[m]]
    if allowed:
        mentee, mentor = data.draw(st.sampled_from(allowed))
        plan = plan_with(pool, best_plan(pool, {}).pairs, mentee, mentor)
        assert plan.pairs[mentee] == mentor
        rest = Pool(
            {e: of for e, of in pool.scores.items() if e != mentee},
            pool.with_seats(mentor, -1).seats,
        )
        matched, total = by_engine(rest)
        score = pool.scores[mentee][mentor]
        assert (len(plan.pairs) - 1, plan.total - score) == (matched, total)


@given(pools())
def test_gain_of_a_seat_is_what_the_engine_finds_with_it(pool):
    plan = best_plan(pool, {})
    gains = gains_of_seats(pool, plan)
    for mentor in pool.seats:
        more = best_plan(pool.with_seats(mentor, 1), plan.pairs)
        people, score = gains.get(mentor, (0, 0.0))
        assert told(more) == by_engine(pool.with_seats(mentor, 1))
        assert len(more.pairs) - len(plan.pairs) == people
        assert more.total - plan.total == pytest.approx(score, abs=0.001)


def test_gain_of_a_seat_for_a_full_score_is_one_person():
    pool = Pool({"a": {"x": 1.0}}, {"x": 0})
    assert gains_of_seats(pool, best_plan(pool, {})) == {"x": (1, 1.0)}


def test_fixed_pairs_stay_and_others_move_around_them():
    pool = Pool({"a": {"x": 0.1, "y": 0.9}, "b": {"x": 0.9, "y": 0.2}}, {"x": 1, "y": 1})
    assert best_plan(pool, {}).pairs == {"a": "y", "b": "x"}
    kept = Pool(pool.scores, pool.seats, frozenset({"a"}))
    assert best_plan(kept, {"b": "x", "a": "x"}).pairs == {"a": "x", "b": "y"}


def test_pairs_too_far_from_the_best_are_left_to_a_run(monkeypatch):
    monkeypatch.setattr(what_if, "LOOKED_AT", 1)
    mentees, mentors = [f"e{at}" for at in range(12)], [f"m{at}" for at in range(12)]
    pool = Pool({e: dict.fromkeys(mentors, 0.5) for e in mentees}, dict.fromkeys(mentors, 1))
    with pytest.raises(TooFarError):
        best_plan(pool, {})


def test_people_who_move_are_named():
    before, after = Plan({"a": "x", "b": "y"}, 1), Plan({"a": "x", "c": "y"}, 1)
    assert before.moved(after) == ["b", "c"]
