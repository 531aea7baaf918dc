from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.rules.meetings import (
    LEAST_NOTICE,
    LENGTH,
    LONGEST_WAIT,
    suggest_meetings,
    suggest_to_each,
)

BERLIN, LISBON, TOKYO = map(ZoneInfo, ("Europe/Berlin", "Europe/Lisbon", "Asia/Tokyo"))
NEW_YORK, KATHMANDU = ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")
MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def clocks(zones, zone, now=MONDAY, **options):
    found = suggest_meetings(zones=zones, now=now, **options)
    return [start.astimezone(zone).strftime("%a %H:%M") for start in found]


def test_suggests_three_days_around_the_middle_of_the_shared_day_but_not_lunch():
    assert clocks((BERLIN, BERLIN), BERLIN) == ["Tue 13:00", "Wed 13:00", "Thu 13:00"]


def test_suggestion_lies_in_the_working_hours_of_both_zones():
    assert clocks((BERLIN, NEW_YORK), NEW_YORK)[0] == "Tue 09:30"
    assert clocks((BERLIN, NEW_YORK), BERLIN)[0] == "Tue 15:30"


def test_weekend_is_skipped():
    friday = MONDAY + timedelta(days=4)
    assert clocks((BERLIN, LISBON), BERLIN, now=friday) == ["Mon 14:00", "Tue 14:00", "Wed 14:00"]


def test_half_hours_hold_in_zones_with_odd_offsets():
    minutes = {clock[-2:] for clock in clocks((KATHMANDU, BERLIN), BERLIN)}
    assert minutes <= {"00", "30"}


def test_no_shared_hours_suggest_nothing():
    assert suggest_meetings(zones=(TOKYO, NEW_YORK), now=MONDAY) == []


def test_day_on_which_the_clocks_change_keeps_the_local_hours():
    before_change = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)
    found = suggest_meetings(zones=(BERLIN, BERLIN), now=before_change)
    assert [start.astimezone(BERLIN).time() for start in found] == [time(13)] * 3


ZONES = st.sampled_from([BERLIN, LISBON, TOKYO, NEW_YORK, KATHMANDU, ZoneInfo("UTC")])
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=366)).map(lambda passed: MONDAY + passed)


@given(ZONES, ZONES, MOMENTS)
def test_each_suggestion_is_inside_both_working_days_of_the_next_week(mine, theirs, now):
    found = suggest_meetings(zones=(mine, theirs), now=now)
    assert found == sorted(found)
    assert len({start.astimezone(mine).date() for start in found}) == len(found) <= 3
    for start in found:
        assert now + LEAST_NOTICE <= start
        assert start + LENGTH <= now + LONGEST_WAIT
        for zone in (mine, theirs):
            begins, ends = start.astimezone(zone), (start + LENGTH).astimezone(zone)
            assert begins.weekday() < 5
            assert time(9) <= begins.time()
            assert ends.time() <= time(17)


@pytest.mark.parametrize("count", [1, 2])
def test_no_more_than_asked_for(count):
    assert len(suggest_meetings(zones=(BERLIN, BERLIN), now=MONDAY, count=count)) == count


def test_busy_times_are_kept_clear_of():
    tuesday = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
    busy = [(tuesday, tuesday + timedelta(hours=1))]
    found = suggest_meetings(zones=(BERLIN, BERLIN), now=MONDAY, busy=busy)
    assert [start.astimezone(BERLIN).strftime("%a %H:%M") for start in found] == [
        "Tue 11:30",
        "Wed 13:00",
        "Thu 13:00",
    ]


def test_pairs_of_one_mentor_get_times_of_their_own():
    wishes = [((BERLIN, zone), ()) for zone in (BERLIN, LISBON, BERLIN)]
    found = suggest_to_each(wishes, now=MONDAY)
    assert [[at.astimezone(BERLIN).strftime("%a %H:%M") for at in each] for each in found] == [
        ["Tue 13:00", "Wed 13:00", "Thu 13:00"],
        ["Tue 14:00", "Wed 14:00", "Thu 14:00"],
        ["Tue 13:30", "Wed 13:30", "Thu 13:30"],
    ]
    assert suggest_to_each(wishes, now=MONDAY) == found


@given(st.lists(ZONES, min_size=1, max_size=20), ZONES, MOMENTS)
def test_no_time_is_given_to_two_pairs(mentees, mentor, now):
    found = suggest_to_each([((mentor, zone), ()) for zone in mentees], now=now)
    starts = [start for each in found for start in each]
    assert len(set(starts)) == len(starts)
