"""Addresses that open a web calendar with an event filled in."""

from datetime import UTC, datetime
from urllib.parse import urlencode

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/deeplink/compose"


def google_link(title: str, start: datetime, end: datetime, *, details: str, place: str) -> str:
    """Google Calendar's form for a new event."""
    dates = "/".join(f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" for moment in (start, end))
    return f"{GOOGLE}?" + urlencode(
        {"action": "TEMPLATE", "text": title, "dates": dates, "details": details, "location": place}
    )


def outlook_link(title: str, start: datetime, end: datetime, *, details: str, place: str) -> str:
    """Outlook's form for a new event."""
    return f"{OUTLOOK}?" + urlencode(
        {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": title,
            "startdt": f"{start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "enddt": f"{end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "body": details,
            "location": place,
        }
    )
