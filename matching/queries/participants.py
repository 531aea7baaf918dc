"""What matching may know of a person, as the engine needs it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from matching.rules.columns import LEVEL, facts_in, languages_in, number_in, ranks_in
from matching.rules.group import Participant
from peerlearn.people.models import PersonTopic
from peerlearn.people.queries.people import PersonIds
from peerlearn.people.queries.topics import nameable, vocabulary
from peerlearn.people.rules.vocabulary import Vocabulary
from peerlearn.web.single_line import one_line
from peerlearn.web.zones import zone_or_none
from programs.models import Enrollment, Program
from programs.queries import active_enrollments

Topics = dict[tuple[UUID, str], tuple[str, ...]]
Stance = PersonTopic.Stance
PRIVATE = "private"
PAIRED_ROLES = (Enrollment.Role.MENTOR, Enrollment.Role.MENTEE)


@dataclass(frozen=True)
class About:
    """What is read of many people at once.

    topics   by person and stance; see `topics_for_matching`
    agreed   who let what they keep private count
    answers  the record of those mentors who have one
    waited   who stayed without a mentor last time
    """

    topics: Topics
    agreed: set[UUID]
    answers: dict[UUID, float]
    waited: set[UUID]


class Enrolled(NamedTuple):
    """What is read of somebody who takes part: ten thousand whole rows take a second to make."""

    role: str
    capacity: int
    person_id: UUID
    name: str
    email: str | None
    department: str
    location: str
    time_zone: str
    starts_on: date | None
    reviewer_id: UUID | None
    languages: str
    attributes: Mapping[str, Any]


def enrolled_in(enrollments: QuerySet[Enrollment]) -> list[Enrolled]:
    """People of today's enrollments, as few columns as matching needs."""
    of_person = (f"person__{name}" for name in Enrolled._fields[3:])
    rows = enrollments.values_list("role", "capacity", "person_id", *of_person)
    return [Enrolled(*row) for row in rows]


def participants_on(day: datetime, about: About) -> Callable[[Enrolled, int], Participant]:
    """What makes a participant of somebody and their free places; zones as they are on a day."""

    @cache
    def minutes_ahead(zone_name: str) -> int | None:
        zone = zone_or_none(zone_name)
        ahead = day.astimezone(zone).utcoffset() if zone else None
        return None if ahead is None else int(ahead.total_seconds()) // 60

    def participant(person: Enrolled, places: int = 0) -> Participant:
        key, topics, told = person.person_id, about.topics, person.attributes
        return Participant(
            id=key,
            name=one_line(person.name),
            wants=topics.get((key, Stance.WANTS), ()),
            knows=topics.get((key, Stance.KNOWS), ()),
            private=topics.get((key, PRIVATE), ()),
            agreed=key in about.agreed,
            department=person.department or None,
            location=person.location or None,
            utc_offset=minutes_ahead(person.time_zone),
            started=person.starts_on,
            places=places,
            is_reachable=bool(person.email),
            answers=about.answers.get(key),
            waits=key in about.waited,
            languages=languages_in(person.languages) if person.languages else (),
            **(_in_columns(told) if told else {}),
        )

    return participant


def _in_columns(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "grade": number_in(str(told.get(LEVEL, ""))),
        "facts": facts_in(told),
        "ranks": ranks_in(told),
    }


def topics_for_matching(ids: PersonIds, agreed: set[UUID]) -> Topics:
    """By person and stance what others may read; under (person, PRIVATE) the struggles and
    sensitive topics of those who agreed that these count. Of others they aren't there.
    """
    words = vocabulary()
    found: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    openly, hidden = _names(words)
    every = openly | hidden
    told = PersonTopic.objects.filter(person_id__in=ids).order_by()
    # as text and by person: an object for each id of each topic would be most of the reading
    rows = told.values_list("person_id", "stance", "is_sensitive").annotate(
        words=ArrayAgg(Cast("topic_id", TextField()))
    )
    for person_id, stance, is_sensitive, chosen in rows:
        if is_sensitive or stance == Stance.STRUGGLES:
            private = {every[word] for word in chosen if word in every}
        else:
            private = {hidden[word] for word in chosen if word in hidden}
            found[person_id, stance].update(openly[word] for word in chosen if word in openly)
        if private and person_id in agreed:
            found[person_id, PRIVATE] |= private
    return {key: tuple(sorted(names)) for key, names in found.items() if names}


def topics_told(program: Program) -> tuple[int, int]:
    """How many of the mentors and mentees of a program told no topics openly, and of how many."""
    openly = nameable(vocabulary()).exclude(stance=Stance.STRUGGLES).order_by()
    here = active_enrollments(program).filter(role__in=PAIRED_ROLES).order_by()
    people = Count("person_id", distinct=True)
    told = Count("person_id", distinct=True, filter=Q(person_id__in=openly.values("person_id")))
    found = here.aggregate(people=people, told=told)
    return found["people"] - found["told"], found["people"]


def _names(words: Vocabulary) -> tuple[dict[str, str], dict[str, str]]:
    """What each word means, by the text of its id: topics of all, and those that are private."""
    openly: dict[str, str] = {}
    hidden: dict[str, str] = {}
    for word_id in words.words:
        names = hidden if word_id in words.sensitive_ids else openly
        names[str(word_id)] = words.meaning(word_id).name
    return openly, hidden
