from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.rules import planning
from sessions.rules.calendar_links import google_link, outlook_link
from sessions.rules.join_code import ALPHABET, make_join_code
from sessions.rules.reminding import USUAL, reminders_due
from sessions.rules.seats import (
    SessionCancelledError,
    SessionClosedError,
    SessionLedError,
    SessionStartedError,
    overlaps,
    why_no_booking,
)
from sessions.rules.wall_time import (
    RepeatedTimeError,
    SkippedTimeError,
    WallTimeError,
    moment_of,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_wall_time_is_the_moment_in_its_zone():
    assert moment_of(date(2026, 6, 1), time(12, 30), BERLIN) == datetime(
        2026, 6, 1, 10, 30, tzinfo=UTC
    )
    assert moment_of(date(2026, 12, 1), time(12, 30), BERLIN) == datetime(
        2026, 12, 1, 11, 30, tzinfo=UTC
    )


def test_wall_time_that_clocks_jump_over_is_refused():
    with pytest.raises(SkippedTimeError) as refused:
        moment_of(date(2026, 3, 29), time(2, 30), BERLIN)
    assert str(refused.value) == (
        "The clocks in Europe/Berlin jump over this time on that day."
        " Choose an hour later or earlier."
    )


def test_wall_time_that_comes_twice_is_refused():
    with pytest.raises(RepeatedTimeError):
        moment_of(date(2026, 10, 25), time(2, 30), BERLIN)


def test_midnight_that_is_skipped_in_beirut_is_refused():
    with pytest.raises(SkippedTimeError):
        moment_of(date(2024, 3, 31), time(0, 30), ZoneInfo("Asia/Beirut"))


@given(
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    st.times(),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]),
)
def test_wall_time_reads_back_or_is_refused(day, clock, name):
    zone = ZoneInfo(name)
    wanted = datetime.combine(day, clock)
    try:
        found = moment_of(wanted.date(), wanted.time(), zone)
    except WallTimeError:
        both = {wanted.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
        assert len(both) == 2
    else:
        assert found.astimezone(zone).replace(tzinfo=None) == wanted


def test_join_codes_are_short_and_unmistakable():
    codes = {make_join_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {6}
    assert set("".join(codes)) <= set(ALPHABET)
    assert not set("0O1ILAEIOU") & set(ALPHABET)


def due(start):
    return {step.name: moment for step, moment in reminders_due(USUAL, start, now=NOON)}


def test_usual_reminders_are_a_day_and_an_hour_before():
    start = NOON + timedelta(days=3)
    assert due(start) == {"24h": start - timedelta(hours=24), "1h": start - timedelta(hours=1)}


@pytest.mark.parametrize(
    ("hours", "left"), [(24.01, ["24h", "1h"]), (24, ["1h"]), (1.5, ["1h"]), (1, []), (0.5, [])]
)
def test_reminders_whose_time_has_passed_are_left_out(hours, left):
    assert list(due(NOON + timedelta(hours=hours))) == left


@given(*[st.integers(0, 30)] * 4)
def test_overlap_is_symmetric_and_shares_a_moment(a, b, c, d):
    start, end, other_start, other_end = (
        NOON + timedelta(minutes=minute) for minute in (a, a + b + 1, c, c + d + 1)
    )
    shared = {*range(a, a + b + 1)} & {*range(c, c + d + 1)}
    assert overlaps(start, end, other_start, other_end) is bool(shared)
    assert overlaps(other_start, other_end, start, end) is bool(shared)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({}, None),
        ({"is_cancelled": True, "is_on": False}, SessionCancelledError),
        ({"is_on": False}, SessionClosedError),
        ({"starts_at": NOON}, SessionStartedError),
        ({"is_led": True}, SessionLedError),
    ],
)
def test_reason_why_nobody_can_book(facts, error):
    usual = {
        "is_on": True,
        "is_cancelled": False,
        "is_led": False,
        "program_state": "open",
        "starts_at": NOON + timedelta(seconds=1),
    }
    found = why_no_booking(**usual | facts, now=NOON)
    assert (type(found) if found else None) is error


def test_plan_in_the_past_or_of_odd_length_is_refused():
    later = NOON + timedelta(days=1)
    assert planning.time_problems(later, later + timedelta(hours=1), now=NOON) == {}
    assert set(planning.time_problems(NOON, later, now=NOON)) == {"day", "minutes"}
    assert set(planning.time_problems(NOON, NOON + timedelta(hours=1), now=NOON, was=NOON)) == set()


def test_seats_do_not_go_below_those_taken():
    assert planning.seat_problems(5, booked=5) == {}
    assert str(planning.seat_problems(4, booked=5)["capacity"]) == (
        "5 people have booked. Seats can't go below that."
    )
    assert str(planning.seat_problems(0, booked=0)["capacity"]) == "Offer at least one seat."
    assert set(planning.seat_problems(5001, booked=0)) == {"capacity"}


def test_calendar_links_carry_the_session():
    words = {"details": "Bring & taste", "place": "Room 4"}
    google = urlsplit(google_link("A & B", NOON, NOON + timedelta(hours=1), **words))
    assert google.netloc == "calendar.google.com"
    assert parse_qs(google.query) == {
        "action": ["TEMPLATE"],
        "text": ["A & B"],
        "dates": ["20260601T120000Z/20260601T130000Z"],
        "details": ["Bring & taste"],
        "location": ["Room 4"],
    }
    outlook = urlsplit(outlook_link("A & B", NOON, NOON + timedelta(hours=1), **words))
    assert parse_qs(outlook.query)["startdt"] == ["2026-06-01T12:00:00Z"]
