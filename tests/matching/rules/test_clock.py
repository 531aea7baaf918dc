"""When a first meeting is due, late, and given up."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from matching.rules.clock import Clock, add_working_days, in_working_hours, is_long

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


def at(day: int, hour: int = 17) -> datetime:
    """A moment of March 2026 in Berlin."""
    return datetime(2026, 3, day, hour, tzinfo=BERLIN)


def clock(**given) -> Clock:
    return Clock(**{"told_at": MONDAY, "days": 5, "zone": BERLIN, **given})


@pytest.mark.parametrize(
    ("days", "breaks", "expected"),
    [
        (1, (), date(2026, 3, 3)),
        (5, (), date(2026, 3, 9)),
        (1, ((date(2026, 3, 3), date(2026, 3, 10)),), date(2026, 3, 10)),
        (5, ((date(2026, 3, 4), date(2026, 3, 6)),), date(2026, 3, 11)),
    ],
)
def test_working_days_leave_weekends_and_breaks_out(days, breaks, expected):
    assert add_working_days(MONDAY.date(), days, breaks) == expected


def test_first_meeting_is_due_at_the_end_of_a_working_day_where_the_mentee_works():
    assert clock().due_at == at(9)
    kolkata = ZoneInfo("Asia/Kolkata")
    assert clock(zone=kolkata).due_at == datetime(2026, 3, 9, 17, tzinfo=kolkata)


@pytest.mark.parametrize(
    ("now", "step"),
    [
        (at(6, 8), ""),
        (at(6, 10), "before"),  # Friday: Monday is the day
        (at(9, 18), "missed"),
    ],
)
def test_pair_is_reminded_before_and_after(now, step):
    assert clock().step(now) == step


def test_planned_meeting_needs_no_reminder_until_the_day_after_it():
    planned = clock(planned_at=at(11, 15))
    assert planned.step(at(6, 10)) == ""
    assert planned.step(at(11, 18)) == ""
    assert planned.late_at == at(12)
    assert planned.step(at(12, 18)) == "missed"


def test_sign_of_life_gives_another_week():
    assert clock(signed_at=at(9, 18)).late_at == at(16)


def test_rescue_comes_three_working_days_after_the_reminder_and_never_without_it():
    assert clock().step(at(30)) == "missed"
    reminded = clock(reminded_at=at(10, 9))
    assert reminded.rescue_at == at(13)
    assert reminded.step(at(12, 18)) == ""
    assert reminded.step(at(13, 18)) == "rescue"
    assert clock(reminded_at=at(10, 9), signed_at=at(13, 9)).step(at(16)) == ""


def test_promise_of_one_day_has_no_reminder_before():
    assert clock(days=1).step(at(2, 16)) == ""


def test_nobody_is_reminded_at_night_or_on_a_weekend():
    assert in_working_hours(at(6, 10), BERLIN) == at(6, 10)
    assert in_working_hours(at(6, 18), BERLIN) == at(9, 9)
    assert in_working_hours(at(9, 3), BERLIN) == at(9, 9)


def test_pause_is_long_beyond_four_weeks():
    today = date(2026, 3, 2)
    assert not is_long(today, today + timedelta(days=28))
    assert is_long(today, today + timedelta(days=29))
