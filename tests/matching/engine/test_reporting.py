"""The reporting line as intervals, against walking up manager by manager."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    EngineError,
    ReportingCycleError,
    ReportingLineError,
    reporting_intervals,
)

# any graph of managers: circles, people who manage themselves, several tops
charts = st.integers(0, 9).flatmap(
    lambda people: st.lists(
        st.one_of(st.none(), st.integers(-1, people - 1)), min_size=people, max_size=people
    )
)


def line_of(person: int, parents: list[int | None]) -> list[int]:
    """The person, their manager, and so on up; ends when it comes back to somebody."""
    line: list[int] = []
    at: int | None = person
    while at is not None and at >= 0 and at not in line:
        line.append(at)
        at = parents[at]
    return line


@settings(deadline=None)
@given(charts)
def test_intervals_hold_exactly_the_people_below(parents):
    tops = [line_of(person, parents)[-1] for person in range(len(parents))]
    if any(parents[top] not in (None, -1) for top in tops):
        with pytest.raises(ReportingCycleError):
            reporting_intervals(parents)
        return
    tin, tout = reporting_intervals(parents)
    people = range(len(parents))
    assert [[tin[a] <= tin[b] < tout[a] for b in people] for a in people] == [
        [a in line_of(b, parents) for b in people] for a in people
    ]


def test_intervals_name_the_people_of_a_cycle():
    with pytest.raises(ReportingCycleError, match="1 → 3 → 2 → 1") as refusal:
        reporting_intervals([None, 3, 1, 2, 1])
    assert refusal.value.members == (1, 3, 2)
    assert isinstance(refusal.value, EngineError)


def test_intervals_refuse_a_person_who_manages_themselves():
    with pytest.raises(ReportingCycleError) as refusal:
        reporting_intervals([0])
    assert refusal.value.members == (0,)


def test_intervals_refuse_a_manager_who_does_not_exist():
    with pytest.raises(ReportingLineError, match="reports to 7"):
        reporting_intervals([None, 7])


def test_intervals_of_a_long_line_do_not_run_out_of_stack():
    tin, tout = reporting_intervals(np.arange(20_000) - 1)
    assert (tin[-1], tout[0]) == (19_999, 20_000)
