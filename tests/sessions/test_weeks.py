"""Weeks and months, and what falls on their days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sessions.rules.weeks import month_after, month_before, spread, week_of, weeks_of_month


@dataclass(frozen=True)
class Thing:
    starts_at: datetime
    name: str = ""


def test_month_is_whole_weeks_from_monday():
    weeks = weeks_of_month(date(2026, 11, 23))
    assert (weeks[0][0], weeks[-1][-1]) == (date(2026, 10, 26), date(2026, 12, 6))
    assert {len(week) for week in weeks} == {7}


def test_february_of_four_weeks_is_four_rows():
    assert len(weeks_of_month(date(2027, 2, 14))) == 4


def test_week_begins_on_the_monday_before():
    for day in (date(2026, 11, 23), date(2026, 11, 29)):
        week = week_of(day)
        assert (week[0], week[-1]) == (date(2026, 11, 23), date(2026, 11, 29))


def test_months_around_are_told_by_their_first_day():
    assert month_before(date(2026, 1, 31)) == date(2025, 12, 1)
    assert month_after(date(2026, 1, 31)) == date(2026, 2, 1)
    assert month_after(date(2026, 12, 31)) == date(2027, 1, 1)


def test_thing_falls_on_the_day_of_the_readers_clocks():
    late = Thing(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    days = [date(2026, 11, 23), date(2026, 11, 24)]
    at_home = spread([late], days, ZoneInfo("Asia/Tokyo"), most=4)
    assert [len(at_home[day].entries) for day in days] == [0, 1]
    away = spread([late], days, ZoneInfo("America/New_York"), most=4)
    assert [len(away[day].entries) for day in days] == [1, 0]


def test_day_shows_the_first_few_and_counts_the_rest():
    day = date(2026, 11, 23)
    things = [Thing(datetime(2026, 11, 23, hour, tzinfo=UTC)) for hour in (15, 9, 12)]
    held = spread(things, [day], UTC, most=2)[day]
    assert [one.starts_at.hour for one in held.entries] == [9, 12]
    assert held.more == 1
