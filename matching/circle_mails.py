"""The mails around circles. They hold what everybody may read, nothing private."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from matching.calendar_entries import circle_entry
from matching.models import Circle, CircleMeeting
from matching.queries.pairs import zone_of_house, zones_of
from matching.rules.clock import in_working_hours
from peerlearn.notifications.actions import compose, notify_all
from peerlearn.notifications.calendar import CalendarEvent, Method
from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse

FORMED, CHANGED = "matching.circle_formed", "matching.circle_changed"
QUIET = "matching.circle_quiet"
MEETING, MEETING_OFF = "matching.circle_meeting", "matching.circle_meeting_off"
# For those who are in the circle; that a meeting is off concerns who has just left it, too.
OF_MEMBERS = (FORMED, CHANGED, MEETING)
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
    _tell(circle, FORMED, to, people, key=_stamp(now), due=due)


def tell_changed(
    circle: Circle,
    to: Sequence[Person],
    *,
    joined: Sequence[Person] = (),
    left: Sequence[Person] = (),
    now: datetime,
) -> None:
    """Tell those of a circle who has joined and who has left."""
    context: dict[str, object] = {
        "joined": ", ".join(one.display_name for one in joined),
        "left": ", ".join(one.display_name for one in left),
    }
    _tell(circle, CHANGED, to, [*to, *joined], key=_stamp(now), context=context)


def tell_quiet(circle: Circle, people: Sequence[Person], *, now: datetime) -> None:
    """Ask all of a circle, each in their working hours, who calls the first meeting."""
    zones = zones_of(people, default=zone_of_house())
    due = {
        person.id: in_working_hours(now, zone) for person, zone in zip(people, zones, strict=True)
    }
    context: dict[str, object] = {"host": circle.host}
    _tell(circle, QUIET, people, people, key="once", context=context, due=due)


def tell_meeting(meeting: CircleMeeting, people: Sequence[Person], *, is_off: bool) -> None:
    """Put the next meeting into all calendars, or take it out."""
    method: Method = "CANCEL" if is_off else "REQUEST"
    circle = meeting.circle
    event = circle_entry(meeting, method=method)
    _tell(
        circle,
        MEETING_OFF if is_off else MEETING,
        people,
        people,
        key=f"{meeting.id}:{meeting.sequence}",
        context={
            "start": event.starts_at,
            "end": event.ends_at,
            "moved": meeting.sequence > 0,
        },
        calendar=event,
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


def _stamp(now: datetime) -> str:
    return f"{now:%Y%m%d%H%M%S%f}"
