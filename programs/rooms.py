"""Who else is in the room of a program, and when people meet next: an app above says it.

It registers its answers in AppConfig.ready(); programs know nothing of sessions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from programs.models import Program

PresentersOf = Callable[[Program], set[UUID]]
_sources: list[PresentersOf] = []


@dataclass(frozen=True)
class Meeting:
    """A session that people can come to. `place` may be empty."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str


NextMeeting = Callable[[Program, datetime], Meeting | None]
_meetings: list[NextMeeting] = []


def register_presenters(presenters: PresentersOf) -> None:
    """Add who presents in a program, whether enrolled or not. The same source twice is one."""
    if presenters not in _sources:
        _sources.append(presenters)


def presenters_in(program: Program) -> set[UUID]:
    """Ids of those who present in a program."""
    return set().union(*(source(program) for source in _sources))


def register_meetings(next_of: NextMeeting) -> None:
    """Add what is next in a program from a moment on. The same source twice is one."""
    if next_of not in _meetings:
        _meetings.append(next_of)


def next_meeting(program: Program, *, now: datetime) -> Meeting | None:
    """The first of what is planned, if anything is."""
    found = [meeting for source in _meetings if (meeting := source(program, now))]
    return min(found, key=lambda meeting: meeting.starts_at, default=None)
