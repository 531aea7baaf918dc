"""A person's own lists: what they know, want to learn and struggle with."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from peerlearn.people.models import Person, PersonTopic, Topic
from peerlearn.people.queries.topics import own_topics, vocabulary
from peerlearn.people.refusals import TooManyTopicsError
from peerlearn.people.rules.vocabulary import Vocabulary, Word
from peerlearn.web.single_line import one_line

MOST_TOPICS = 30
Stance = PersonTopic.Stance


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that is not there, and the topics that may have been meant."""

    name: str
    meant: list[Word]


@dataclass(slots=True)
class Told:
    """What became of names that somebody typed."""

    added: list[Word] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def tell_topics(person: Person, stance: str, names: Sequence[str], *, sure: bool) -> Told:
    """Put topics on one of a person's own lists, by any of their words.

    A name that isn't there makes a new topic; without `sure`, one that is nearly there is asked
    about first. Raises TooManyTopicsError; then nothing is written.
    """
    words, told = vocabulary(), Told()
    new: list[str] = []
    for name in (one_line(name) for name in names):
        found = words.find(name)
        near = [] if found or sure else words.near(name)
        if near:
            told.doubts.append(Doubt(name, near))
        else:
            new.append(name)
    with transaction.atomic():
        told.added = [topic_named(name, stance, words) for name in new]
        _add(person, stance, told.added, words)
    return told


def forget_topic(person: Person, stance: str, topic: Topic) -> bool:
    """Take a topic off a person's own list, in all of its words; whether it was there."""
    words = vocabulary()
    ids = words.ids_of(words.meaning(topic.id).id)
    held = PersonTopic.objects.filter(person=person, stance=stance, topic_id__in=ids)
    gone, _by_table = held.delete()
    return gone > 0


def retell_topic(person: Person, stance: str, topic: Topic) -> None:
    """Put a topic that was taken off back on the list. Raises TooManyTopicsError."""
    words = vocabulary()
    with transaction.atomic():
        _add(person, stance, [words.meaning(topic.id)], words)


def set_topics(person: Person, stance: str, names: Sequence[str], *, by: Person) -> None:
    """Exactly these. What is sensitive stays, unless the person themselves says it: nobody else
    sees it, so nobody else can have meant to take it away.
    """
    words = vocabulary()
    topics = [topic_named(one_line(name), stance, words) for name in names]
    kept = {word for topic in topics for word in words.ids_of(topic.id)}
    held = PersonTopic.objects.filter(person=person, stance=stance)
    if by.id != person.id:
        held = held.filter(is_sensitive=False).exclude(topic_id__in=words.sensitive_ids)
    held.exclude(topic_id__in=kept).delete()
    _write(person, stance, topics, words)


def topic_named(name: str, stance: str, words: Vocabulary) -> Word:
    """The topic that a name means, made where there is none.

    One that was on nobody's open list comes on the lists with the first who knows or wants it.
    """
    is_open = stance != Stance.STRUGGLES
    found = words.find(name)
    if found is None:
        topic = Topic(name=name, is_listed=is_open)
        Topic.objects.bulk_create([topic], ignore_conflicts=True)
        # Somebody may have made it in this very moment.
        topic = Topic.objects.get(name__iexact=name)
        found = Word(topic.id, topic.name, is_listed=topic.is_listed)
        words.learn(found)
    if is_open and not found.is_listed:
        Topic.objects.filter(id=found.id).update(is_listed=True)
    return found


def _add(person: Person, stance: str, topics: Sequence[Word], words: Vocabulary) -> None:
    # The person's row is the lock: two tabs together stay below the limit.
    Person.objects.select_for_update().get(id=person.id)
    held = {own.topic.id for own in own_topics(person, words) if own.stance == stance}
    new = {topic.id: topic for topic in topics if topic.id not in held}
    if len(held) + len(new) > MOST_TOPICS:
        raise TooManyTopicsError(MOST_TOPICS)
    _write(person, stance, list(new.values()), words)


def _write(person: Person, stance: str, topics: Sequence[Word], words: Vocabulary) -> None:
    PersonTopic.objects.bulk_create(
        (
            PersonTopic(
                person=person,
                topic_id=topic.id,
                stance=stance,
                is_sensitive=topic.id in words.sensitive_ids,
            )
            for topic in topics
        ),
        ignore_conflicts=True,
    )
