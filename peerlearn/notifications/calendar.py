"""Calendar objects (iCalendar, RFC 5545 and iTIP, RFC 5546) for mails and downloads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parseaddr
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vDuration, vText, vUri

from peerlearn.notifications.links import absolute, mail_host
from peerlearn.notifications.vtimezone import vtimezone
from peerlearn.web.single_line import one_line, plain_lines

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]


@dataclass(frozen=True)
class CalendarEvent:
    """One event in one person's calendar.

    `uid` names the event for good, `sequence` rises with each change, CANCEL takes it away.
    PUBLISH is for files and subscriptions, which invite nobody and name no attendee. `attendee` is
    an e-mail address; left empty, it is the recipient of the mail. `time_zone` is where the times
    were meant, so that a calendar shows that place's clocks; left empty, they are told in UTC.
    """

    uid: str
    sequence: int
    method: Method
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    organizer_name: str = ""
    attendee: str = ""
    time_zone: str = ""
    is_called_off: bool = False

    @property
    def is_off(self) -> bool:
        """Whether it doesn't take place, for this person."""
        return self.is_called_off or self.method == "CANCEL"


def as_ics(event: CalendarEvent, *, attendee: str = "") -> str:
    """The text of a calendar file with one event."""
    calendar = _calendar()
    calendar.add("method", event.method)
    calendar.add_component(_entry(event, event.attendee or attendee))
    return _text(calendar, [event])


def as_feed(events: Sequence[CalendarEvent], *, name: str, refresh: timedelta) -> str:
    """The text of a calendar that others subscribe to, to be read again after `refresh`.

    Its name and its interval are told as RFC 7986 has it, and in the older words that Apple's and
    Microsoft's calendars know.
    """
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add("name", one_line(name))
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(refresh))
    for event in events:
        calendar.add_component(_entry(event, ""))
    return _text(calendar, events)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Peerlearn//EN")
    calendar.add("version", "2.0")
    return calendar


def _text(calendar: Calendar, events: Sequence[CalendarEvent]) -> str:
    """The calendar with its zones, as they are in the years of these events."""
    years = [moment.year for event in events for moment in (event.starts_at, event.ends_at)]
    zones = {event.time_zone for event in events if event.time_zone}
    for zone in sorted(zones, reverse=True):
        # Zones stand before the entries that name them.
        calendar.subcomponents.insert(0, vtimezone(ZoneInfo(zone), min(years), max(years)))
    return str(calendar.to_ical().decode())


def _clocks(event: CalendarEvent) -> tzinfo:
    """On which clocks the times are told. Those that a place's clocks show twice can't be told by
    them: calendars differ on which of the two is meant.
    """
    if not event.time_zone:
        return UTC
    zone = ZoneInfo(event.time_zone)
    for moment in (event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)):
        if moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset():
            return UTC
    return zone


def _entry(event: CalendarEvent, attendee: str) -> Event:
    zone = _clocks(event)
    entry = Event()
    entry.add("uid", event.uid if "@" in event.uid else f"{event.uid}@{mail_host()}")
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", timezone.now().astimezone(UTC))
    entry.add("dtstart", event.starts_at.astimezone(zone))
    entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("summary", one_line(event.summary))
    entry.add("status", "CANCELLED" if event.is_off else "CONFIRMED")
    if event.description:
        entry.add("description", plain_lines(event.description))
    if event.location:
        entry.add("location", one_line(event.location))
    if event.url:
        entry.add("url", vUri(absolute(event.url)))
    entry.add("organizer", _organizer(event.organizer_name))  # PUBLISH wants it too (RFC 5546)
    if event.method != "PUBLISH":
        entry.add("attendee", _attendee(attendee))
    return entry


def _organizer(name: str) -> vCalAddress:
    default_name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["cn"] = vText(name or default_name)
    return organizer


def _attendee(address: str) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    attendee.params["partstat"] = vText("ACCEPTED")
    attendee.params["rsvp"] = vText("FALSE")
    return attendee
