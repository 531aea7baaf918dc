"""Calendars read by other programs than ours, each in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from workshop.bundle import find_node

HERE = Path(__file__).parent
READERS = ("ical.js", "node-ical", "vdirsyncer and khal")


@dataclass(frozen=True)
class Read:
    """An entry as a program shows it; addresses in lower case, without `mailto:`."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    summary: str
    description: str
    place: str
    url: str
    status: str
    organizer: str
    attendees: tuple[str, ...] = ()
    repeats: bool = False


def read_by(reader: str, text: str) -> list[Read]:
    """The entries that a program finds in a calendar, by start and name."""
    done = subprocess.run(
        _command(reader), input=text.encode(), capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    found = [_read(entry) for entry in json.loads(done.stdout)]
    return sorted(found, key=lambda one: (one.start, one.uid))


@cache
def _command(reader: str) -> tuple[str, ...]:
    if reader == READERS[-1]:
        return (sys.executable, str(HERE / "read_khal.py"))
    node = find_node()
    assert node is not None
    return (node.node, str(HERE / f"read_{reader.replace('.', '_').replace('-', '_')}.mjs"))


def _read(entry: dict[str, Any]) -> Read:
    values = entry | {
        "start": _moment(entry["start"]),
        "end": _moment(entry["end"]),
        "organizer": _address(entry["organizer"]),
        "attendees": tuple(map(_address, entry["attendees"])),
    }
    return Read(**values)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _address(text: str) -> str:
    bare = text.rpartition("(")[2].rstrip(")")  # khal puts the organizer's name before it
    return bare.lower().removeprefix("mailto:")
