"""Rules by which sessions repeat: read, written, counted, across changes of the clocks."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from sessions.rules.recurrence import (
    MONTHLY,
    SKIPPED,
    TWICE,
    WEEKLY,
    BadRuleError,
    Recurrence,
    moved_rule,
    occasions,
    read_rule,
)

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = date(2027, 1, 5)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=3", ["2027-01-05", "2027-01-12", "2027-01-19"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=3", ["2027-01-05", "2027-01-07", "2027-01-19"]),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270118", ["2027-01-11", "2027-01-18"]),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=2", ["2027-01-12", "2027-02-09"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", ["2027-01-29", "2027-02-26"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", ["2027-01-31", "2027-03-31", "2027-05-31"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15;COUNT=2", ["2027-01-15", "2027-04-15"]),
    ],
)
def test_rule_names_its_days(rule, days):
    assert [day.isoformat() for day in read_rule(rule).days(TUESDAY)] == days
    assert str(read_rule(rule)) == rule


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", "Say until when it goes on"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=3;UNTIL=20270301", "Say until when it goes on"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=61", "from 2 to 60"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=1", "from 2 to 60"),
        ("FREQ=WEEKLY;COUNT=3", "at least one weekday"),
        ("FREQ=DAILY;COUNT=3", "weekly or monthly"),
        ("FREQ=WEEKLY;INTERVAL=0;BYDAY=TU;COUNT=3", "every 1 to 12"),
        ("FREQ=MONTHLY;BYDAY=TU;COUNT=3", "Each month it is on one day"),
        ("FREQ=MONTHLY;BYDAY=1TU;BYMONTHDAY=3;COUNT=3", "Each month it is on one day"),
        ("FREQ=WEEKLY;BYDAY=XX;COUNT=3", "RFC 5545"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=many", "RFC 5545"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=3;BYSETPOS=1", "RFC 5545"),
        ("FREQ=WEEKLY;FREQ=DAILY;COUNT=3", "RFC 5545"),
        ("", "RFC 5545"),
    ],
)
def test_rule_that_is_none_is_refused_with_a_sentence(rule, said):
    with pytest.raises(BadRuleError, match=said):
        read_rule(rule)


@pytest.mark.parametrize("until", [date(2030, 1, 1), date(2027, 1, 5), date(2026, 1, 1)])
def test_rule_that_ends_too_late_or_before_it_begins_is_refused(until):
    with pytest.raises(BadRuleError):
        Recurrence(WEEKLY, weekdays=(1,), until=until).days(TUESDAY)


def test_time_of_day_stays_when_the_clocks_change():
    days = read_rule("FREQ=WEEKLY;BYDAY=TU;COUNT=2").days(date(2027, 3, 23))
    found = occasions(days, time(12), BERLIN, closed={days[1]})
    assert [one.starts_at.astimezone(UTC).hour for one in found] == [11, 10]
    assert [one.closed for one in found] == [False, True]


def test_time_that_the_clocks_skip_is_an_hour_later_and_one_that_comes_twice_is_the_first():
    spring, autumn = date(2027, 3, 28), date(2027, 10, 31)
    gap, fold = occasions([spring, autumn], time(2, 30), BERLIN, closed=())
    assert gap.shift == SKIPPED
    assert gap.starts_at.astimezone(UTC) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert fold.shift == TWICE
    assert fold.starts_at.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_rule_reads_as_one_says_it():
    assert read_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=8").words() == (
        "every 2 weeks on Tuesday, Thursday, 8 times"
    )
    assert read_rule("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270301").words() == (
        "every month on the last Friday, until 1 Mar 2027"
    )


def test_moved_weekly_rule_names_the_moved_days_and_monthly_ones_have_none():
    rule = read_rule("FREQ=WEEKLY;BYDAY=MO,SU;UNTIL=20270301")
    assert str(moved_rule(rule, days=-1)) == "FREQ=WEEKLY;BYDAY=SA,SU;UNTIL=20270228"
    assert moved_rule(read_rule("FREQ=MONTHLY;BYMONTHDAY=3;COUNT=3"), days=1) is None


weekly = st.builds(
    Recurrence,
    st.just(WEEKLY),
    st.integers(1, 12),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    count=st.integers(2, 8),
)
monthly = st.builds(
    Recurrence,
    st.just(MONTHLY),
    st.integers(1, 3),
    st.integers(0, 6).map(lambda day: (day,)),
    nth=st.sampled_from([1, 2, 3, 4, -1]),
    count=st.integers(2, 6),
)


@given(weekly | monthly, st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_any_rule_reads_back_and_means_what_other_calendars_read(rule, first):
    assert read_rule(str(rule)) == rule
    try:
        days = rule.days(first)
    except BadRuleError:
        return  # longer than two years
    theirs = rrulestr(str(rule), dtstart=datetime.combine(first, time()))
    assert days == [moment.date() for moment in theirs]
