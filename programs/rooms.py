"""Who else is in the room of a program, and when people meet next: an app above says it.

It registers its answers in AppConfig.ready(); programs know nothing of sessions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from peerlearn.tenancy.together import Rows, read_together
from programs.models import Program

PresentersOf = Callable[[Program], Rows]
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


MeetingsAhead = Callable[[Program, datetime], list[Meeting]]
_ahead: list[MeetingsAhead] = []


def register_meetings_ahead(ahead_of: MeetingsAhead) -> None:
    """Add all that is planned in a program from a moment on. The same source twice is one."""
    if ahead_of not in _ahead:
        _ahead.append(ahead_of)


def meetings_ahead(program: Program, *, now: datetime) -> list[Meeting]:
    """What is planned, the first to come first."""
    found = [meeting for source in _ahead for meeting in source(program, now)]
    return sorted(found, key=lambda meeting: meeting.starts_at)


def register_presenters(presenters: PresentersOf) -> None:
    """Add who presents in a program, whether enrolled or not, as rows of `person_id` and `name`.
    The same source twice is one.
    """
    if presenters not in _sources:
        _sources.append(presenters)


def presenters_in(program: Program) -> set[UUID]:
    """Ids of those who present in a program."""
    return set(presenters_from(read_together(**presenter_rows(program)))) if _sources else set()


def presenter_rows(program: Program) -> dict[str, Rows]:
    """Those who present in a program, for read_together and presenters_from."""
    return {f"presenters_{at}": source(program) for at, source in enumerate(_sources)}


def presenters_from(rows: Mapping[str, list[Any]]) -> dict[UUID, str]:
    """Names of those who present by their ids, of rows that have been read."""
    found = (row for at in range(len(_sources)) for row in rows[f"presenters_{at}"])
    return {UUID(row["person_id"]): row["name"] for row in found}


def register_meetings(next_of: NextMeeting) -> None:
    """Add what is next in a program from a moment on. The same source twice is one."""
    if next_of not in _meetings:
        _meetings.append(next_of)


def next_meeting(program: Program, *, now: datetime) -> Meeting | None:
    """The first of what is planned, if anything is."""
    found = [meeting for source in _meetings if (meeting := source(program, now))]
    return min(found, key=lambda meeting: meeting.starts_at, default=None)


PlannedBeyond = Callable[[Program, date], list[Meeting]]
_before: list[PlannedBeyond] = []
_after: list[PlannedBeyond] = []


def register_planned(*, before: PlannedBeyond, after: PlannedBeyond) -> None:
    """Add what people have been told of that is earlier, and later, than a day. The same source
    twice is one.
    """
    for sources, source in ((_before, before), (_after, after)):
        if source not in sources:
            sources.append(source)


def planned_before(program: Program, day: date) -> list[Meeting]:
    """What would lie before the program's beginning if this were its first day."""
    return [meeting for source in _before for meeting in source(program, day)]


def planned_after(program: Program, day: date) -> list[Meeting]:
    """What would lie behind the program's end if this were its last day."""
    return [meeting for source in _after for meeting in source(program, day)]
