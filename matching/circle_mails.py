"""The mails around circles. They hold what everybody may read, nothing private."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from matching.calendar_entries import circle_entry
from matching.models import Circle, CircleMeeting
from matching.queries.pairs import zone_of_house, zones_of
from matching.rules.clock import in_working_hours
from peerlearn.notifications.actions import compose, notify, notify_all
from peerlearn.notifications.calendar import CalendarEvent, Method
from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse

FORMED, CHANGED = "matching.circle_formed", "matching.circle_changed"
QUIET, LEFT = "matching.circle_quiet", "matching.circle_left"
MEETING, MEETING_OFF = "matching.circle_meeting", "matching.circle_meeting_off"
# For those who are in the circle; meetings concern who facilitates it, too, and that one is off
# whoever has just left.
OF_MEMBERS = (FORMED, CHANGED)
# Of one change in published circles; they can be put away until the first has left.
OF_CHANGES = (FORMED, CHANGED, LEFT, MEETING, MEETING_OFF)
# So long publishing can be taken back before anybody is told.
GRACE = timedelta(minutes=10)
NOW = timedelta()


def tell_formed(
    circle: Circle,
    people: Sequence[Person],
    to: Sequence[Person],
    *,
    now: datetime,
    wait: timedelta = NOW,
) -> None:
    """Tell some of a circle, each in their working hours, who is in it and what comes first."""
    zones = zones_of(to, default=zone_of_house())
    due = {
        person.id: in_working_hours(now + wait, zone)
        for person, zone in zip(to, zones, strict=True)
    }
    _tell(circle, FORMED, to, people, key=stamp(now), due=due)


def tell_changed(
    circle: Circle,
    to: Sequence[Person],
    *,
    people: Sequence[Person],
    joined: Sequence[Person] = (),
    left: Sequence[Person] = (),
    now: datetime,
    wait: timedelta = NOW,
) -> None:
    """Tell those of a circle who has joined and who has left."""
    context: dict[str, object] = {
        "joined": ", ".join(one.display_name for one in joined),
        "left": ", ".join(one.display_name for one in left),
    }
    due = dict.fromkeys((one.id for one in to), now + wait) if wait else None
    _tell(circle, CHANGED, to, people, key=stamp(now), context=context, due=due)


def tell_left(circle: Circle, person: Person, to: Person, *, now: datetime, stay: int) -> None:
    """Tell an HR admin that somebody has left by themselves; in some minutes, as it may be taken
    back. `stay` is how many are still in it.
    """
    notify(
        to=to,
        kind=LEFT,
        dedupe_key=f"{LEFT}:{circle.id}:{person.id}:{stamp(now)}",
        cause=str(circle.id),
        context={"program": circle.program, "circle": circle, "person": person, "stay": stay},
        link=org_reverse(circle.organization, "matching:circles_of_program", circle.program_id),
        due_at=now + GRACE,
    )


def tell_quiet(circle: Circle, people: Sequence[Person], *, now: datetime) -> None:
    """Ask all of a circle, each in their working hours, who calls the first meeting."""
    zones = zones_of(people, default=zone_of_house())
    due = {
        person.id: in_working_hours(now, zone) for person, zone in zip(people, zones, strict=True)
    }
    context: dict[str, object] = {"host": circle.host}
    _tell(circle, QUIET, people, people, key="once", context=context, due=due)


def tell_meeting(
    meeting: CircleMeeting,
    people: Sequence[Person],
    *,
    is_off: bool,
    due_at: datetime | None = None,
    change: str = "",
) -> None:
    """Put the next meeting into all calendars, or take it out."""
    method: Method = "CANCEL" if is_off else "REQUEST"
    circle = meeting.circle
    event = circle_entry(meeting, method=method)
    _tell(
        circle,
        MEETING_OFF if is_off else MEETING,
        people,
        people,
        key=f"{meeting.id}:{meeting.sequence}:{change}",
        context={
            "start": event.starts_at,
            "end": event.ends_at,
            "moved": meeting.sequence > 0,
        },
        calendar=event,
        due=dict.fromkeys((one.id for one in people), due_at) if due_at else None,
    )


def _tell(
    circle: Circle,
    kind: str,
    to: Sequence[Person],
    people: Sequence[Person],
    *,
    key: str,
    context: dict[str, object] | None = None,
    calendar: CalendarEvent | None = None,
    due: dict[UUID, datetime] | None = None,
) -> None:
    house = house_entered()
    notify_all(
        compose(
            to=person,
            kind=kind,
            dedupe_key=f"{kind}:{circle.id}:{person.id}:{key}",
            cause=str(circle.id),
            context={
                "program": circle.program,
                "others": [one for one in people if one.id != person.id],
                **(context or {}),
            },
            link=org_reverse(circle.organization, "matching:circle", circle.id),
            is_private=True,
            house=house,
            calendar=calendar,
            due_at=due[person.id] if due else None,
        )
        for person in to
    )


def stamp(now: datetime) -> str:
    """How the keys of all mails of one change end."""
    return f"{now:%Y%m%d%H%M%S%f}"
