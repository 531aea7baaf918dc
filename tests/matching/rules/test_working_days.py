"""Deadlines in working days, by the clock of the one who is to answer."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from matching.rules.working_days import end_of_working_days, morning_of, working_day_after

BERLIN, TOKYO, HONOLULU = map(ZoneInfo, ("Europe/Berlin", "Asia/Tokyo", "Pacific/Honolulu"))


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2026, 11, 23), date(2026, 11, 26)),  # Monday → Thursday
        (date(2026, 11, 25), date(2026, 11, 30)),  # Wednesday → Monday
        (date(2026, 11, 27), date(2026, 12, 2)),  # Friday → Wednesday
        (date(2026, 11, 28), date(2026, 12, 2)),  # Saturday → Wednesday
        (date(2026, 11, 29), date(2026, 12, 2)),  # Sunday → Wednesday
    ],
)
def test_third_working_day_leaves_weekends_out(start, last):
    assert working_day_after(start, 3) == last


def test_days_off_are_left_out_too():
    off = {date(2026, 12, 25), date(2026, 12, 28)}
    assert working_day_after(date(2026, 12, 24), 1, off=off) == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (BERLIN, datetime(2026, 11, 26, 22, 59, tzinfo=UTC)),
        # There it is Tuesday already, so Friday ends it.
        (TOKYO, datetime(2026, 11, 27, 14, 59, tzinfo=UTC)),
        (HONOLULU, datetime(2026, 11, 27, 9, 59, tzinfo=UTC)),
    ],
)
def test_time_is_over_at_the_end_of_the_day_of_whoever_is_asked(zone, expected):
    asked = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert end_of_working_days(asked, 3, zone) == expected


def test_clock_change_in_between_keeps_the_end_of_the_day():
    asked = datetime(2026, 3, 26, 12, tzinfo=UTC)  # Thursday; the clocks change on Sunday
    assert end_of_working_days(asked, 3, BERLIN) == datetime(2026, 3, 31, 21, 59, tzinfo=UTC)


def test_morning_is_that_of_the_same_day_there():
    assert morning_of(datetime(2026, 11, 26, 22, 59, tzinfo=UTC), BERLIN) == datetime(
        2026, 11, 26, 8, tzinfo=UTC
    )
