"""Counting votes on how and when to meet, and the days that follow."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.rules.cadence import (
    Ballot,
    NobodyVotedError,
    Outcome,
    days_of_series,
    next_quarter,
    outcome_of,
    slots_of,
    tally,
)

HOURS = ["09:00", "12:00"]


def ballot(formats, slots, frequencies):
    return Ballot(frozenset(formats), frozenset(slots), frozenset(frequencies))


def test_most_approvals_win():
    counted = tally(
        [
            ballot(["workshop"], ["0-09:00", "3-12:00"], [1, 2]),
            ballot(["workshop", "networking"], ["3-12:00"], [2]),
            ballot(["networking"], ["4-12:00"], [4]),
        ],
        hours=HOURS,
    )
    assert outcome_of(counted) == Outcome("workshop", 3, time(12), 2)


def test_of_equals_the_usual_time_and_the_rarer_meeting_win():
    counted = tally([ballot(["reflection"], ["0-09:00", "2-12:00"], [1, 4])], hours=HOURS)
    assert outcome_of(counted) == Outcome("reflection", 0, time(9), 4)
    assert outcome_of(counted, usual=(2, time(12))).weekday == 2
    assert outcome_of(counted, usual=(3, time(12))).weekday == 0


def test_nothing_follows_from_no_vote():
    with pytest.raises(NobodyVotedError):
        outcome_of(tally([], hours=HOURS))


ballots = st.lists(
    st.builds(
        ballot,
        st.sets(st.sampled_from(["workshop", "networking"]), min_size=1),
        st.sets(st.sampled_from(slots_of(HOURS)), min_size=1),
        st.sets(st.sampled_from([1, 2, 4]), min_size=1),
    ),
    min_size=1,
    max_size=9,
)


@given(ballots)
def test_winner_suits_as_many_as_any_other_choice(cast_ballots):
    counted = tally(cast_ballots, hours=HOURS)
    best = outcome_of(counted)
    assert counted.formats[best.format] == max(counted.formats.values())
    assert counted.slots[f"{best.weekday}-{best.clock:%H:%M}"] == max(counted.slots.values())
    assert counted.frequencies[best.every_weeks] == max(counted.frequencies.values())


def test_series_passes_over_closed_days_and_keeps_its_rhythm():
    outcome = Outcome("workshop", 3, time(12), 2)
    days = days_of_series(outcome, first_day=date(2027, 4, 1), weeks=8, closed={date(2027, 4, 15)})
    assert days == [date(2027, 4, 1), date(2027, 4, 29), date(2027, 5, 13)]


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 23), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 4, 1)),
        (date(2027, 9, 30), date(2027, 10, 1)),
    ],
)
def test_next_quarter(today, first):
    assert next_quarter(today) == first
