"""A list of public holidays, typed or as an iCalendar file's text."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from peerlearn.people.rules.holidays import MOST, Holiday, called, read_holidays, written
from peerlearn.web.days import FIRST_YEAR, LAST_YEAR

LONGEST = 200_000
CALENDAR = "BEGIN:VCALENDAR"


class HolidaysField(forms.CharField):
    """Gives back the list in order. The text of a calendar is read as its days."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if CALENDAR in text.upper():
            found = _of_calendar(text)
        else:
            found, unread = read_holidays(text)
            if unread:
                raise forms.ValidationError(
                    _(
                        "Line %(number)s is no holiday. Write it as 2026-12-25 Christmas Day, with"
                        " a year from %(first)s to %(last)s."
                    ),
                    params={"number": unread[0], "first": FIRST_YEAR, "last": LAST_YEAR},
                )
        if len(found) > MOST:
            raise forms.ValidationError(
                _("These are %(count)s days. At most %(most)s can be kept."),
                params={"count": len(found), "most": MOST},
            )
        return written(found)


# What odd properties raise: written twice, of another kind, or past the last year.
_UNREADABLE = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)


def _of_calendar(text: str) -> list[Holiday]:
    from icalendar import Calendar  # noqa: PLC0415  slow to import, and seldom needed

    try:
        events = Calendar.from_ical(text).walk("VEVENT")
        found = sorted({one for event in events for one in _days_of(event)})
    except _UNREADABLE as error:
        raise forms.ValidationError(_("This calendar can't be read.")) from error
    if not found:
        raise forms.ValidationError(_("There is no whole day in this calendar."))
    for one in found:
        if not FIRST_YEAR <= one.day.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("“%(holiday)s” in this calendar has a year that can't be right."),
                params={"holiday": str(one)},
            )
    return found


def _days_of(event: Any) -> list[Holiday]:
    """The days of an event that lasts whole days; nothing of one with an hour."""
    first = event.decoded("DTSTART")
    if isinstance(first, datetime) or not isinstance(first, date):
        return []
    end = event.decoded("DTEND") if "DTEND" in event else first + timedelta(days=1)
    days = max((end - first).days, 1) if not isinstance(end, datetime) else 1
    said = event.get("SUMMARY", "")
    # A calendar may, against its standard, say it twice: the first counts.
    name = called(str(said[0] if isinstance(said, list) else said))
    return [Holiday(first + timedelta(days=n), "", name) for n in range(min(days, 31))]
