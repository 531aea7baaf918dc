"""The list of public holidays: a day a line, or the text of a calendar file."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from peerlearn.people.forms.holidays import HolidaysField
from peerlearn.people.rules.holidays import Holiday, everywhere, read_holidays, written

LIST = """2026-12-26 [Berlin] Second Christmas Day

2026-12-25  Christmas Day
2026-12-25 Christmas Day
2027-01-01"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261226
SUMMARY:Christmas
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20261230T100000Z
SUMMARY:A meeting
END:VEVENT
END:VCALENDAR"""


def test_list_is_read_in_order_and_each_day_once():
    found, unread = read_holidays(LIST)
    assert unread == []
    assert found == [
        Holiday(date(2026, 12, 25), "", "Christmas Day"),
        Holiday(date(2026, 12, 26), "Berlin", "Second Christmas Day"),
        Holiday(date(2027, 1, 1)),
    ]
    assert read_holidays(written(found))[0] == found
    assert everywhere(LIST) == {date(2026, 12, 25), date(2027, 1, 1)}


@pytest.mark.parametrize(
    "line",
    [
        *("Christmas", "2026-02-31 No day", "25.12.2026 Christmas", "2026-12-255 x"),
        *("0001-01-01 The first", "9999-12-31 The last", "1999-12-31", "2101-01-01", "٢٠٢٦-12-25"),
    ],
)
def test_line_that_is_no_day_is_refused_by_its_number(line):
    assert read_holidays(f"2026-12-25\n{line}")[1] == [2]
    with pytest.raises(ValidationError, match="Line 2 is no holiday"):
        HolidaysField(required=False).clean(f"2026-12-25\n{line}")


def test_text_of_a_calendar_gives_its_whole_days():
    assert HolidaysField().clean(CALENDAR) == "2026-12-24 Christmas\n2026-12-25 Christmas"
    assert HolidaysField(required=False).clean("") == ""
    with pytest.raises(ValidationError, match="can't be read"):
        HolidaysField().clean("BEGIN:VCALENDAR\nnonsense")
    with pytest.raises(ValidationError, match="At most 500"):
        HolidaysField().clean("\n".join(f"2026-01-01 Day {n}" for n in range(501)))


def test_marks_that_turn_text_round_are_left_out_of_names_and_places():
    text = "\u202a2026-12-25 [\u2067Ber\u200blin\u2069] \u202eChrist\u3164mas\u202c"
    assert read_holidays(text)[0] == [Holiday(date(2026, 12, 25), "Berlin", "Christ mas")]
