"""The clock of a stage and the order of stages, for whatever happens."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.models import LearningSession
from sessions.rules.agenda import AgendaRow
from sessions.rules.run_of_show import (
    beside,
    expected_end,
    is_same_set,
    minutes_late,
    moved,
    stages_for,
)
from sessions.rules.stage_timer import (
    NOTHING,
    ending_at,
    lengthened,
    next_at,
    paused,
    resumed,
    started,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECONDS = st.integers(0, 4 * 3600)
MINUTES = st.integers(1, 720)


def later(seconds):
    return NOON + timedelta(seconds=seconds)


@given(MINUTES, st.lists(st.tuples(SECONDS, SECONDS), max_size=5), SECONDS)
def test_pauses_take_nothing_from_what_is_left(minutes, pauses, runs):
    timer, now, ran = started(minutes, now=NOON), NOON, 0
    for going, standing in pauses:
        now += timedelta(seconds=going)
        timer = paused(timer, now=now)
        at_pause = timer.left(now)
        now += timedelta(seconds=standing)
        assert timer.left(now) == at_pause
        timer = resumed(timer, now=now)
        assert timer.left(now) == at_pause
        ran += going
    now += timedelta(seconds=runs)
    assert timer.left(now) == timedelta(minutes=minutes) - timedelta(seconds=ran + runs)
    assert timer.ends_at(now) - now == timer.left(now)


@given(MINUTES, SECONDS, st.integers(-30, 30), st.booleans())
def test_minutes_more_are_at_least_there_and_of_what_is_over_from_now_on(
    minutes, runs, more, stands
):
    timer, now = started(minutes, now=NOON), later(runs)
    timer = paused(timer, now=now) if stands else timer
    left = lengthened(timer, more, now=now).left(now)
    assert left == max(max(timer.left(now), NOTHING) + timedelta(minutes=more), NOTHING)


@given(MINUTES, SECONDS, st.integers(1, 7200), st.booleans())
def test_end_that_is_set_is_the_end(minutes, runs, ahead, stands):
    timer, now = started(minutes, now=NOON), later(runs)
    timer = paused(timer, now=now) if stands else timer
    end = now + timedelta(seconds=ahead)
    assert ending_at(timer, end, now=now).ends_at(now) == end


@given(MINUTES, SECONDS)
def test_pausing_and_resuming_twice_is_once(minutes, runs):
    now, much_later = later(runs), later(runs + 60)
    once = paused(started(minutes, now=NOON), now=now)
    assert paused(once, now=much_later) == once
    again = resumed(once, now=much_later)
    assert resumed(again, now=later(runs + 120)) == again


def test_typed_clock_means_its_next_occurrence():
    assert next_at(later(60), now=NOON) == later(60)
    night = datetime(2026, 11, 24, 23, 50, tzinfo=UTC)
    assert next_at(night.replace(hour=0, minute=10), now=night) == night + timedelta(minutes=20)
    assert next_at(later(-60), now=NOON) is None


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=20), st.data())
def test_moving_a_stage_keeps_all_others_in_their_order(order, data):
    one, step = data.draw(st.sampled_from(order)), data.draw(st.integers(-25, 25))
    after = moved(order, one, step)
    assert is_same_set(order, after)
    assert [other for other in after if other != one] == [x for x in order if x != one]
    inside = max(0, min(order.index(one) + step, len(order) - 1))
    assert after.index(one) == inside


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=20))
def test_going_on_meets_each_stage_once_and_back_the_same_way(order):
    met, current = [], None
    while (current := beside(order, current, 1)) is not None:
        met.append(current)
    assert met == order
    back, current = [order[-1]], order[-1]
    while (current := beside(order, current, -1)) is not None:
        back.append(current)
    assert back == order[::-1]


def test_before_the_first_stage_there_is_no_way_back():
    assert beside(["a", "b"], None, -1) is None
    assert beside([], None, 1) is None


@pytest.mark.parametrize("wanted", [[1, 2], [1, 2, 2], [1, 2, 3, 4], [1, 2, 4]])
def test_order_with_other_stages_is_none(wanted):
    assert not is_same_set([1, 2, 3], wanted)


@given(MINUTES, SECONDS, st.lists(MINUTES, max_size=6))
def test_end_is_expected_after_all_that_comes(minutes, runs, ahead):
    timer, now = started(minutes, now=NOON), later(runs)
    end = expected_end(timer, ahead, now=now)
    assert end >= now + timedelta(minutes=sum(ahead))
    assert end == max(timer.ends_at(now), now) + timedelta(minutes=sum(ahead))


def test_lateness_counts_full_minutes():
    assert minutes_late(later(0), later(60)) == 0
    assert minutes_late(later(119), later(0)) == 1


@pytest.mark.parametrize("kind", LearningSession.Kind.values)
def test_each_kind_has_stages_that_fill_its_time(kind):
    rows = stages_for([], kind=kind, length=60)
    assert sum(row.minutes for row in rows) == 60
    assert all(row.title for row in rows)


def test_stages_follow_the_agenda():
    agenda = [AgendaRow("check_in", "Hello", 5), AgendaRow("talk", "Leases", 20, "Mia")]
    hello, talk = stages_for(agenda, kind="workshop", length=60)
    assert (hello.kind, hello.title, hello.minutes) == ("check_in", "Hello", 5)
    assert hello.prompt
    assert (talk.prompt, talk.who) == ("", "Mia")
