"""What is new to a channel, from what stands in the program now and what the channel knows.

Nobody has to report an event: whatever publishes, moves or calls off a session, the difference is
found at the next look, once.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sessions.rules.chat import (
    CALLED_OFF,
    MOVED,
    OPENED,
    SOON,
    TOPIC,
    VOTE,
    told_before,
)


class Meeting(Protocol):
    """What of a session is looked at."""

    @property
    def id(self) -> Any: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def room(self) -> str: ...
    @property
    def is_cancelled(self) -> bool: ...


@dataclass
class News:
    """New to a channel: rows by event, and what it knows once they are said."""

    about: dict[str, list[Any]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    def add(self, event: str, row: Any, **marks: str) -> None:
        """Note a row, and by which marks it is known: kinds of marks with their values."""
        self.about.setdefault(event, []).append(row)
        self.mark(row, **marks)

    def mark(self, row: Any, **marks: str) -> None:
        """Note that a channel knows something without saying it."""
        self.marks |= {f"{kind}:{row.id}": value for kind, value in marks.items()}


def news_of(
    meetings: Iterable[Meeting],
    topics: Iterable[Any],
    votes: Iterable[Any],
    told: Mapping[str, str],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> News:
    """What is new. `meetings` are announced or called off, and still to come; `topics` and `votes`
    are open; `told` holds the marks of this channel.
    """
    news = News()
    for meeting in meetings:
        if meeting.is_cancelled:
            if f"at:{meeting.id}" in told and f"off:{meeting.id}" not in told:
                news.add(CALLED_OFF, meeting, off="")
        else:
            _of_meeting(news, meeting, told, now=now, zone=zone)
    for event, rows in ((TOPIC, topics), (VOTE, votes)):
        for row in rows:
            if f"open:{row.id}" not in told:
                news.add(event, row, open="")
    return news


def _of_meeting(
    news: News, meeting: Meeting, told: Mapping[str, str], *, now: datetime, zone: ZoneInfo
) -> None:
    place, known = _place(meeting), told.get(f"at:{meeting.id}")
    day = str(meeting.starts_at.astimezone(zone).date())
    is_soon = told_before(meeting.starts_at, zone) <= now
    if known is None:
        news.add(OPENED, meeting, at=place)
    elif known != place:
        news.add(MOVED, meeting, at=place)
    elif is_soon and told.get(f"soon:{meeting.id}") != day:
        news.add(SOON, meeting)
    # Whoever hears today that it is tomorrow needn't hear it twice.
    if is_soon:
        news.mark(meeting, soon=day)


def _place(meeting: Meeting) -> str:
    """Start, end and room, short enough for a mark."""
    said = f"{meeting.starts_at.isoformat()} {meeting.ends_at.isoformat()} {meeting.room}"
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()
