"""Mails that wait for a working hour of their reader."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from peerlearn.notifications.rules import working_hour


@pytest.mark.parametrize(
    ("now", "zone", "hour"),
    [
        # Monday 05:45 in Berlin: at nine
        (datetime(2026, 11, 23, 4, 45, tzinfo=UTC), "Europe/Berlin", "2026-11-23T09:00:00+01:00"),
        # in New York it is Sunday evening then
        (
            datetime(2026, 11, 23, 4, 45, tzinfo=UTC),
            "America/New_York",
            "2026-11-23T09:00:00-05:00",
        ),
        # Friday evening: on Monday
        (datetime(2026, 11, 20, 18, 0, tzinfo=UTC), "Europe/Berlin", "2026-11-23T09:00:00+01:00"),
        (datetime(2026, 11, 21, 10, 0, tzinfo=UTC), "Europe/Berlin", "2026-11-23T09:00:00+01:00"),
        # in Singapore it is 12:45: at once
        (datetime(2026, 11, 23, 4, 45, tzinfo=UTC), "Asia/Singapore", "2026-11-23T04:45:00+00:00"),
    ],
)
def test_mail_waits_for_nine_o_clock_of_a_working_day(now, zone, hour):
    assert working_hour(now, ZoneInfo(zone)).isoformat() == hour
