"""What matching may know of a person, as the engine needs it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.rules.columns import LEVEL, facts_in, languages_in, number_in, ranks_in
from matching.rules.group import Participant
from peerlearn.people.models import Person, PersonTopic
from peerlearn.people.queries.topics import vocabulary
from peerlearn.web.zones import zone_or_none

Topics = dict[tuple[UUID, str], tuple[str, ...]]
Stance = PersonTopic.Stance
PRIVATE = "private"


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


def participant_of(person: Person, about: About, *, on: datetime, places: int) -> Participant:
    """One person; time zones as they are `on` a day."""
    zone = zone_or_none(person.time_zone)
    ahead = on.astimezone(zone).utcoffset() if zone else None
    topics, told = about.topics, person.attributes
    return Participant(
        id=person.id,
        name=person.display_name,
        wants=topics.get((person.id, Stance.WANTS), ()),
        knows=topics.get((person.id, Stance.KNOWS), ()),
        private=topics.get((person.id, PRIVATE), ()),
        agreed=person.id in about.agreed,
        department=person.department or None,
        location=person.location or None,
        utc_offset=None if ahead is None else int(ahead.total_seconds()) // 60,
        started=person.starts_on,
        places=places,
        is_reachable=person.is_reachable,
        grade=number_in(str(told.get(LEVEL, ""))),
        languages=languages_in(person.languages),
        facts=facts_in(told),
        ranks=ranks_in(told),
        answers=about.answers.get(person.id),
        waits=person.id in about.waited,
    )


def topics_for_matching(ids: set[UUID], agreed: set[UUID]) -> Topics:
    """By person and stance what others may read; under (person, PRIVATE) the struggles and
    sensitive topics of those who agreed that these count. Of others they aren't there.
    """
    words = vocabulary()
    found: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    rows = PersonTopic.objects.filter(person_id__in=ids).order_by()
    for person_id, stance, word_id, is_sensitive in rows.values_list(
        "person_id", "stance", "topic_id", "is_sensitive"
    ):
        name = words.meaning(word_id).name
        is_private = is_sensitive or word_id in words.sensitive_ids or stance == Stance.STRUGGLES
        if not is_private:
            found[person_id, stance].add(name)
        elif person_id in agreed:
            found[person_id, PRIVATE].add(name)
    return {key: tuple(sorted(names)) for key, names in found.items()}
