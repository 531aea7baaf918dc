"""What calendar files say of a zone's clocks, read by another library than the one that writes."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from icalendar import Calendar

from peerlearn.notifications.calendar import CalendarEvent, as_feed, as_ics
from peerlearn.notifications.vtimezone import vtimezone

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Casablanca",
    "Europe/Dublin",
    "UTC",
]
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("name", ZONES)
def test_clocks_are_those_of_the_zone_at_each_hour_of_two_years(name):
    zone = ZoneInfo(name)
    text = vtimezone(zone, 2026, 2027).to_ical().decode()
    told = tz.tzical(StringIO(text)).get(name)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    wrong = []
    while moment.year < 2028:
        there = moment.astimezone(zone)
        if told.utcoffset(there.replace(tzinfo=told)) != there.utcoffset():
            wrong.append(there)
        moment += HOUR
    assert wrong == []


@pytest.mark.parametrize("name", ZONES)
def test_each_change_stands_on_its_own(name):
    """ical.js doesn't see the first change of those that are listed as RDATE."""
    told = vtimezone(ZoneInfo(name), 2026, 2027)
    assert not [one for one in told.subcomponents if "RDATE" in one or "RRULE" in one]


def event(start, **changes):
    usual = {"uid": "1", "sequence": 0, "method": "PUBLISH", "time_zone": "Europe/Berlin"}
    return CalendarEvent(
        **usual | {"starts_at": start, "ends_at": start + HOUR, "summary": "Lunch"} | changes
    )


def test_time_is_told_on_the_clocks_of_the_place():
    text = as_ics(event(datetime(2026, 7, 1, 10, tzinfo=UTC)))
    assert "DTSTART;TZID=Europe/Berlin:20260701T120000" in text
    assert text.index("BEGIN:VTIMEZONE") < text.index("BEGIN:VEVENT")


@pytest.mark.parametrize("hour", [0, 1])
def test_time_that_comes_twice_is_told_in_utc(hour):
    text = as_ics(event(datetime(2026, 10, 25, hour, 30, tzinfo=UTC)))
    assert f"DTSTART:20261025T0{hour}3000Z" in text


def test_feed_names_each_zone_once():
    start = datetime(2026, 12, 31, 23, tzinfo=UTC)
    text = as_feed(
        [event(start), event(start, uid="2"), event(start, uid="3", time_zone="Asia/Tokyo")],
        name="Mine",
        refresh=HOUR,
    )
    calendar = Calendar.from_ical(text)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == [
        "Asia/Tokyo",
        "Europe/Berlin",
    ]
    assert str(calendar["X-WR-CALNAME"]) == "Mine"
