"""How long a seat is kept for who waits."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.rules.offers import AT_ONCE, offer_until, offer_until_after_move

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 6, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "kept"),
    [
        (timedelta(days=10), timedelta(hours=24)),
        (timedelta(days=3), timedelta(hours=8)),
        (timedelta(days=1), timedelta(hours=2)),
        (timedelta(hours=13), timedelta(hours=1)),
        (AT_ONCE, None),
        (timedelta(minutes=1), None),
    ],
)
def test_seat_is_kept_by_the_distance_to_the_start(ahead, kept):
    until = offer_until(NOON + ahead, now=NOON, zone=UTC)
    assert until == (NOON + kept if kept else None)


def test_offer_never_ends_at_night():
    evening = datetime(2026, 6, 1, 20, tzinfo=UTC)
    until = offer_until(evening + timedelta(days=3), now=evening, zone=BERLIN)
    assert until == datetime(2026, 6, 2, 8, tzinfo=UTC)


@given(
    ahead=st.timedeltas(timedelta(0), timedelta(days=60)),
    hour=st.integers(0, 23),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]),
)
def test_offer_is_in_the_future_and_leaves_half_a_day(ahead, hour, zone):
    now = NOON + timedelta(hours=hour)
    until = offer_until(now + ahead, now=now, zone=ZoneInfo(zone))
    assert (until is None) == (ahead <= AT_ONCE)
    assert until is None or now < until <= now + ahead - AT_ONCE


@given(
    left=st.timedeltas(timedelta(minutes=1), timedelta(days=1)),
    ahead=st.timedeltas(timedelta(minutes=1), timedelta(days=30)),
)
def test_moved_session_never_makes_an_offer_longer_or_outlive_the_start(left, ahead):
    until = offer_until_after_move(NOON + left, NOON + ahead, now=NOON)
    assert NOON < until <= min(NOON + left, NOON + ahead)
