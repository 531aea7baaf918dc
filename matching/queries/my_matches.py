"""A person's own matches, as their pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from matching.models import FirstMeeting, Match
from matching.queries.life import Life, lives_of
from matching.queries.matches import active_matches_of
from matching.queries.pairs import first_meetings, shared_struggles, zone_of_house, zones_of
from matching.queries.slots import first_meeting_slots
from matching.queries.times import OpenTimes, as_read_by, open_times
from matching.rules.invitations import Slot, mail_link, slot_of
from matching.rules.reasons import (
    Names,
    Reader,
    Reason,
    reasons_of,
    wanted_topics,
    with_struggles_named,
)
from peerlearn.people.models import Person
from programs.queries.roles import Roles, roles_of_programs


@dataclass(frozen=True, kw_only=True)
class MyMatch:
    """One match from the side of one of its two people.

    is_mentee    whether the reader is the mentee: then `other` is their mentor
    other_role   what `other` is called in the program, a mentor or by a word of its own
    reasons      why the two were paired, written to the reader; names their shared struggles
    slots        times for a first meeting, none once they have met
    other_zone   the zone in which the other works
    topics       what the mentee wants to learn and the mentor knows, in words
    life         how far they are
    struggles    what both struggle with, where both see it
    asked        times that wait for an answer, of either
    to_tell      the planned meeting whose time is over, by its id: did they meet?
    """

    match: Match
    other: Person
    is_mentee: bool
    other_role: str
    reasons: list[Reason]
    meeting: FirstMeeting | None
    slots: list[Slot]
    other_zone: ZoneInfo
    topics: str
    life: Life
    struggles: list[str]
    asked: OpenTimes | None = None
    to_tell: UUID | None = None

    @property
    def planned_at(self) -> datetime | None:
        """When the next meeting is."""
        return self.life.planned[1] if self.life.planned else None

    @property
    def is_paused(self) -> bool:
        """Whether the two take a break."""
        return self.match.state == Match.State.PAUSED

    @property
    def is_complete(self) -> bool:
        """Whether the two came to a good end."""
        return self.match.state == Match.State.COMPLETED

    @property
    def is_over(self) -> bool:
        """Whether the two are no longer a pair."""
        return self.match.state not in Match.TAKEN

    @property
    def mail_link(self) -> str:
        """A mail to the other, begun: the suggested times stand in it, in the zone of the other."""
        return mail_link(self.other, self.slots, self.other_zone)


def my_matches(person: Person, *, now: datetime) -> list[MyMatch]:
    """The mentors and mentees that a person has today; their mentors first."""
    matches = list(active_matches_of(person))
    matches.sort(key=lambda match: match.mentee_id != person.id)
    return as_seen_by(person, matches, now=now)


def as_seen_by(person: Person, matches: Sequence[Match], *, now: datetime) -> list[MyMatch]:
    """Matches of a person, from their side."""
    meetings = first_meetings(matches)
    struggles = shared_struggles(matches, now=now)
    house = zone_of_house() if matches else ""
    roles = roles_of_programs({match.program_id for match in matches}) if matches else {}
    zones = zones_of([person, *(_other(match, person) for match in matches)], default=house)
    ahead = [one for one in matches if one.id not in meetings and one.state in Match.TAKEN]
    slots = first_meeting_slots(ahead, now=now, default_zone=house)
    lives = lives_of(matches, now=now, house=house)
    asked = open_times(matches)
    return [
        replace(
            _my_match(
                match,
                person,
                roles=roles[match.program_id],
                meeting=meetings.get(match.id),
                struggles=struggles.get(match.id, []),
                zones=(zones[0], zone),
                starts=slots.get(match.id, []),
                life=lives[match.id],
            ),
            asked=as_read_by(person, asked.get(match.id), zones=(zones[0], zone), now=now),
            to_tell=lives[match.id].untold_at(now),
        )
        for match, zone in zip(matches, zones[1:], strict=True)
    ]


def _my_match(
    match: Match,
    person: Person,
    *,
    roles: Roles,
    meeting: FirstMeeting | None,
    struggles: list[str],
    zones: tuple[ZoneInfo, ZoneInfo],
    starts: list[datetime],
    life: Life,
) -> MyMatch:
    is_mentee = match.mentee_id == person.id
    reader = Reader.MENTEE if is_mentee else Reader.MENTOR
    names = Names(match.mentor.display_name, match.mentee.display_name, reader)
    return MyMatch(
        match=match,
        other=_other(match, person),
        is_mentee=is_mentee,
        other_role=roles["mentor" if is_mentee else "mentee"].label,
        reasons=with_struggles_named(reasons_of(match.reasons, names), struggles),
        meeting=meeting,
        slots=[slot_of(start, zones[0], zones[1]) for start in starts],
        other_zone=zones[1],
        topics=wanted_topics(match.reasons),
        life=life,
        struggles=struggles,
    )


def _other(match: Match, person: Person) -> Person:
    other: Person = match.mentor if match.mentee_id == person.id else match.mentee
    return other
