"""Takes a calendar apart as vdirsyncer does, keeps the pieces in a folder as it does, and writes as
JSON what khal shows of that folder. A process of its own: khal changes how `icalendar` reads zones.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytz
from khal.khalendar import CalendarCollection
from vdirsyncer.vobject import Item, split_collection

FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
LOCALE = {
    "local_timezone": pytz.timezone("America/New_York"),
    "default_timezone": pytz.timezone("America/New_York"),
    "timeformat": "%H:%M",
    "dateformat": "%Y-%m-%d",
    "longdateformat": "%Y-%m-%d",
    "datetimeformat": "%Y-%m-%d %H:%M",
    "longdatetimeformat": "%Y-%m-%d %H:%M",
    "unicode_symbols": True,
    "firstweekday": 0,
    "weeknumbers": False,
}


def kept(folder: Path, text: str) -> None:
    """Write each entry to a file named by its UID."""
    for item in map(Item, split_collection(text)):
        (folder / f"{item.uid}.ics").write_text(item.raw, newline="")


def shown(folder: Path) -> list[dict[str, object]]:
    """What khal lists of a folder of entries."""
    calendar = {"name": "p", "path": str(folder), "color": "", "readonly": True, "addresses": ""}
    found = CalendarCollection({"p": calendar}, locale=LOCALE, dbpath=":memory:")
    return [
        {
            "uid": event.uid,
            "sequence": int(event._vevents["PROTO"]["SEQUENCE"]),  # it has no word for it
            "start": event.start.astimezone(UTC).isoformat(),
            "end": event.end.astimezone(UTC).isoformat(),
            "summary": event.summary,
            "description": event.description,
            "place": event.location,
            "url": event.url,
            "status": event.status,
            "organizer": event.organizer,
            "attendees": [one.strip() for one in event.attendees.split(",") if one.strip()],
            "repeats": event.recurring,
        }
        for event in found.get_localized(FIRST, LAST)
    ]


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8", newline="")
    with TemporaryDirectory() as place:
        kept(Path(place), sys.stdin.read())
        sys.stdout.write(json.dumps(shown(Path(place))))
