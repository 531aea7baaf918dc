"""Reads about topics."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from peerlearn.people.models import Person, PersonTopic, Topic
from peerlearn.people.rules.vocabulary import Vocabulary, Word

Stance = PersonTopic.Stance
OPEN = (Stance.KNOWS, Stance.WANTS)
"""What others may read. A struggle is named only to somebody who marked the same."""


@dataclass(frozen=True, slots=True)
class OwnTopic:
    """A line of somebody's lists, for their own eyes, as they spelled it; `told_at` when first."""

    topic: Word
    stance: str
    is_sensitive: bool
    told_at: datetime


def vocabulary() -> Vocabulary:
    """All words of the organization, in one query."""
    rows = Topic.objects.order_by().values_list(
        "id", "name", "category", "synonym_of_id", "sensitive_since", "is_listed"
    )
    return Vocabulary(
        Word(
            id=row[0],
            name=row[1],
            category=row[2],
            synonym_of=row[3],
            is_sensitive=row[4] is not None,
            is_listed=row[5],
        )
        for row in rows
    )


def own_topics(person: Person, words: Vocabulary | None = None) -> list[OwnTopic]:
    """What a person knows, wants and struggles with: for their own eyes."""
    words = words or vocabulary()
    told: dict[tuple[str, UUID], OwnTopic] = {}
    rows = PersonTopic.objects.filter(person=person).order_by("told_at")
    for word_id, stance, is_sensitive, told_at, spelling in rows.values_list(
        "topic_id", "stance", "is_sensitive", "told_at", "spelling"
    ):
        if word_id in words.words:
            topic = words.meaning(word_id)
            hidden = is_sensitive or word_id in words.sensitive_ids
            if spelling and not topic.is_listed:
                topic = replace(topic, name=spelling)
            own = told.setdefault((stance, topic.id), OwnTopic(topic, stance, hidden, told_at))
            if own.is_sensitive and not hidden:
                told[stance, topic.id] = replace(own, is_sensitive=False)
    return sorted(told.values(), key=lambda own: (own.stance, own.topic.name.casefold()))


def topic_names() -> list[str]:
    """The topics that everybody may be offered, by name."""
    return [topic.name for topic in vocabulary().offered]


def nameable(words: Vocabulary) -> QuerySet[PersonTopic]:
    """What may be named to others, as far as its stance allows: nothing sensitive."""
    return (
        PersonTopic.objects.filter(is_sensitive=False)
        .exclude(topic_id__in=words.sensitive_ids)
        .order_by()
    )


def topics_by_person(
    people: Iterable[Person] | QuerySet[Person, UUID],
) -> dict[tuple[object, str], list[str]]:
    """Names of topics by person id and stance, for HR. What somebody struggles with is private,
    and what is sensitive is named to nobody.
    """
    words = vocabulary()
    rows = nameable(words).filter(person__in=people, stance__in=OPEN)
    found: dict[tuple[object, str], set[str]] = defaultdict(set)
    for person_id, stance, word_id in rows.values_list("person_id", "stance", "topic_id"):
        found[person_id, stance].add(words.meaning(word_id).name)
    return {key: sorted(names, key=str.casefold) for key, names in found.items()}
