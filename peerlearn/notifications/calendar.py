"""Calendar objects (iCalendar, RFC 5545 and iTIP, RFC 5546) for mails and downloads."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Literal

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText, vUri

from peerlearn.notifications.links import absolute, mail_host

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]


@dataclass(frozen=True)
class CalendarEvent:
    """One event in one person's calendar.

    `uid` names the event for good, `sequence` rises with each change, CANCEL takes it away.
    PUBLISH is for files that nobody answers. `attendee` is an e-mail address; left empty, it is
    the recipient of the mail.
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


def as_ics(event: CalendarEvent, *, attendee: str = "") -> str:
    """The text of a calendar file with one event, times in UTC so that no zone can be unknown."""
    calendar = Calendar()
    calendar.add("prodid", "-//Peerlearn//EN")
    calendar.add("version", "2.0")
    calendar.add("method", event.method)
    calendar.add_component(_entry(event, event.attendee or attendee))
    return str(calendar.to_ical().decode())


def _entry(event: CalendarEvent, attendee: str) -> Event:
    entry = Event()
    entry.add("uid", event.uid if "@" in event.uid else f"{event.uid}@{mail_host()}")
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", timezone.now().astimezone(UTC))
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", event.ends_at.astimezone(UTC))
    entry.add("summary", event.summary)
    entry.add("status", "CANCELLED" if event.method == "CANCEL" else "CONFIRMED")
    if event.description:
        entry.add("description", event.description)
    if event.location:
        entry.add("location", event.location)
    if event.url:
        entry.add("url", vUri(absolute(event.url)))
    if event.method != "PUBLISH":
        entry.add("organizer", _organizer(event.organizer_name))
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
