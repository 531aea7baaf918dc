"""The list of public holidays as HR types or pastes it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from peerlearn.people.forms.holidays import HolidaysField
from peerlearn.people.rules.holidays import Holiday, read_holidays


def calendar(*lines):
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])


def test_calendar_gives_its_whole_days():
    pasted = calendar("DTSTART;VALUE=DATE:20261225", "SUMMARY:Christmas Day")
    assert HolidaysField().clean(pasted).strip() == "2026-12-25 Christmas Day"


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART;VALUE=DATE:99991231"],
        ["DTSTART;VALUE=DATE:99991001", "SUMMARY:Far away"],
        ["DTSTART;VALUE=DATE:00010101", "SUMMARY:Long ago"],
        ["DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261226", "DTEND;VALUE=DATE:20261227"],
        ["DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=PERIOD:20261225T000000Z/PT1H"],
        ["DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=TIME:120000"],
        ["DTSTART;VALUE=DATE:20261225", "DTEND:P1D"],
        ["DTSTART:20261225T090000Z", "DTEND:20261225T100000Z"],
        ["SUMMARY:Nothing else"],
    ],
)
def test_calendar_that_is_odd_or_has_no_whole_day_is_refused_in_words(lines):
    with pytest.raises(ValidationError, match="calendar"):
        HolidaysField().clean(calendar(*lines))


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["SUMMARY:[Berlin] Unity"], "(Berlin) Unity"),
        (["SUMMARY:First", "SUMMARY:Second"], "First"),
        (["SUMMARY:\u202eChrist\u200bmas\u202c"], "Christmas"),
    ],
)
def test_day_of_a_calendar_holds_everywhere_and_has_one_plain_name(lines, name):
    pasted = calendar("DTSTART;VALUE=DATE:20261225", *lines)
    text = HolidaysField().clean(pasted)
    assert text == f"2026-12-25 {name}"
    assert read_holidays(text)[0] == [Holiday(date(2026, 12, 25), "", name)]
