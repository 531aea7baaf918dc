"""What the two people of a match may know of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from matching.models import FirstMeeting, Match
from peerlearn.people.models import Person
from peerlearn.people.queries.struggles import shared_struggles_of
from peerlearn.people.queries.topics import vocabulary
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.web.zones import zone_or_none

UTC = ZoneInfo("UTC")


def shared_struggles(matches: Sequence[Match], *, now: datetime) -> dict[UUID, list[str]]:
    """By match, the topics that both have marked as a struggle: for their eyes only. What is
    sensitive is not named to them either, and nothing where one of them is an HR admin, owns the
    program, or has authority over the other.
    """
    couples = {
        match.id: (match.mentor_id, match.mentee_id)
        for match in matches
        if match.program.owner_id not in (match.mentor_id, match.mentee_id)
    }
    shared = shared_struggles_of(couples.values(), vocabulary(), now=now) if couples else {}
    return {match_id: shared.get(couple, []) for match_id, couple in couples.items()}


def zones_of(people: Iterable[Person], *, default: str = "") -> list[ZoneInfo]:
    """The zones in which people work: their own, else the default, else the organization's."""
    named = [zone_or_none(person.time_zone) for person in people]
    if None in named and not default:
        default = zone_of_house()
    return [zone or zone_or_none(default) or UTC for zone in named]


def zone_of_house() -> str:
    """The zone of the organization, by name."""
    return OrganizationSettings.objects.values_list("time_zone", flat=True).first() or ""


def first_meetings(matches: Sequence[Match]) -> dict[UUID, FirstMeeting]:
    """Which of these pairs have met, by match."""
    meetings = FirstMeeting.objects.filter(match__in=list(matches)).select_related("said_by")
    return {meeting.match_id: meeting for meeting in meetings}
