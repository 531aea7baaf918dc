"""What the two people of a match may know of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from matching.models import FirstMeeting, Match
from peerlearn.people.models import Person, PersonTopic
from peerlearn.people.queries.topics import nameable, vocabulary
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.web.zones import zone_or_none

UTC = ZoneInfo("UTC")


def shared_struggles(matches: Sequence[Match]) -> dict[UUID, list[str]]:
    """By match, the topics that both have marked as a struggle: for their eyes only. What is
    sensitive is not named to them either.
    """
    if not matches:
        return {}
    ids = {person for match in matches for person in (match.mentor_id, match.mentee_id)}
    words = vocabulary()
    rows = nameable(words).filter(person_id__in=ids, stance=PersonTopic.Stance.STRUGGLES)
    names: dict[UUID, set[str]] = defaultdict(set)
    for person, word in rows.values_list("person_id", "topic_id"):
        names[person].add(words.meaning(word).name)
    return {match.id: sorted(names[match.mentor_id] & names[match.mentee_id]) for match in matches}


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
