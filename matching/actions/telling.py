"""The mails of a pair's life. HR reads the log of mails, so all but the names is kept from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from matching.models import Match
from peerlearn.notifications.actions import compose, notify_all
from peerlearn.notifications.calendar import CalendarEvent
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import House, house_entered
from peerlearn.people.models import Person
from peerlearn.people.queries.invitations import ways_to_a_login
from peerlearn.tenancy.urls import org_reverse
from programs.queries.roles import Roles, roles_of_programs

SOON, MISSED = "matching.first_meeting_soon", "matching.first_meeting_missed"
PAUSED, RESUMED = "matching.paused", "matching.resumed"
ENDED = "matching.ended"
PLANNED, CALLED_OFF = "matching.meeting_planned", "matching.meeting_called_off"
CLOSING, CLOSED, COMPLETED = "matching.closing", "matching.closed", "matching.completed"
TIMES, TIMES_OFF = "matching.times_proposed", "matching.times_off"
MEETING_SOON, ASKED_MET = "matching.meeting_soon", "matching.did_you_meet"
# HR sees in no log which of these it was: some go to one of the two alone, and say by that what
# the other did (asked for a break, proposed times, looked back).
IN_CONFIDENCE = (
    *(PAUSED, RESUMED, ENDED, CLOSING, CLOSED, COMPLETED),
    *(PLANNED, CALLED_OFF, TIMES, TIMES_OFF, MEETING_SOON, ASKED_MET),
)
NAME_IN_LOG = "matching.of_a_pair"
# About a planned meeting: not sent any more once it is moved or called off, or they have met.
OF_MEETING = (PLANNED, MEETING_SOON, ASKED_MET)
# Not sent any more when the two have met, pause, or are no pair.
OF_FIRST_MEETING = (SOON, MISSED)
# Not sent any more when the two are no pair.
OF_PAIR = (PAUSED, RESUMED, PLANNED, TIMES_OFF, CLOSING, CLOSED)


class Told(TypedDict, total=False):
    """What a mail of a pair may have. `key` tells one from another of the same kind, `due` says
    from when on it may go, by person.
    """

    key: str
    context: Mapping[str, Any]
    calendar: CalendarEvent
    due: Mapping[UUID, datetime]
    expires_at: datetime
    links: Mapping[UUID, str]


@dataclass(frozen=True)
class Frame:
    """What many mails share. `links` lead those to a login who have none."""

    house: House
    roles: Mapping[UUID, Roles]
    links: Mapping[UUID, str] = field(default_factory=dict)


def tell_both(match: Match, kind: str, **fields: Unpack[Told]) -> None:
    """Tell both of a pair."""
    tell(match, (match.mentee, match.mentor), kind, **fields)


def tell_other(match: Match, by: Person | None, kind: str, **fields: Unpack[Told]) -> None:
    """Tell the other one; nobody did it: both."""
    people = (match.mentee, match.mentor)
    tell(match, [one for one in people if by is None or one.id != by.id], kind, **fields)


def tell(match: Match, people: Iterable[Person], kind: str, **fields: Unpack[Told]) -> None:
    """Write one mail to each."""
    notify_all(mails(match, people, kind, frame=frame_of([match]), **fields))


def frame_of(matches: Iterable[Match]) -> Frame:
    """What the mails of many pairs share, in a few queries."""
    told = list(matches)
    people = {one.id: one for match in told for one in (match.mentor, match.mentee)}
    links = ways_to_a_login(told[0].organization, people.values()) if told else {}
    roles = roles_of_programs({match.program_id for match in told})
    return Frame(house_entered(), roles, links)


def mails(
    match: Match,
    people: Iterable[Person],
    kind: str,
    *,
    frame: Frame,
    **fields: Unpack[Told],
) -> Iterator[Notification | None]:
    """The same, not written yet."""
    for to in people:
        is_mentee = to.id == match.mentee_id
        yield compose(
            to=to,
            kind=kind,
            dedupe_key=f"{kind}:{match.id}:{to.id}:{fields.get('key', '')}",
            cause=str(match.id),
            context={
                "program": match.program,
                "roles": frame.roles[match.program_id],
                "other": match.mentor if is_mentee else match.mentee,
                "is_mentee": is_mentee,
                **fields.get("context", {}),
            },
            link=fields.get("links", {}).get(to.id)
            or frame.links.get(to.id)
            or org_reverse(match.organization, "matching:match", match.id),
            is_private=True,
            house=frame.house,
            calendar=fields.get("calendar"),
            due_at=fields.get("due", {}).get(to.id),
            expires_at=fields.get("expires_at"),
        )
