"""A person's own lists: what they know, want to learn and struggle with."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import transaction

from peerlearn.people.models import Membership, Person, PersonTopic, Topic
from peerlearn.people.queries.topics import own_topics, vocabulary
from peerlearn.people.refusals import TooManyTopicsError
from peerlearn.people.rules.struggles import MOST_STRUGGLES
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
    about first. That somebody else wrote it as a struggle makes no difference: it isn't there.
    Raises TooManyTopicsError; then nothing is written.
    """
    words, told = vocabulary(), Told()
    own = {one.topic.id for one in own_topics(person, words)}
    new: list[str] = []
    for name in (one_line(name) for name in names):
        found = words.find(name)
        is_there = found is not None and (found.is_listed or found.id in own)
        near = [] if is_there or sure else words.near(name)
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


def retell_topic(person: Person, stance: str, topic: Topic, *, spelling: str) -> None:
    """Put a topic that was taken off back on the list, as its owner spelled it. It is told anew:
    the days until a struggle is shown begin again. Raises TooManyTopicsError.
    """
    words = vocabulary()
    meant = words.meaning(topic.id)
    with transaction.atomic():
        _add(person, stance, [meant if meant.is_listed else replace(meant, name=spelling)], words)


def set_topics(person: Person, stance: str, names: Sequence[str], *, by: Person) -> None:
    """Exactly these. What is sensitive stays, unless the person themselves says it: nobody else
    sees it, so nobody else can have meant to take it away. What stays was told when it was told,
    and as it was told: what others write stands openly beside it.

    Raises TooManyTopicsError for struggles.
    """
    if stance == Stance.STRUGGLES and len(names) > MOST_STRUGGLES:
        raise TooManyTopicsError(MOST_STRUGGLES)
    # The person's row is the lock: of two lists at once the later one stands.
    Person.objects.select_for_update(no_key=True).get(id=person.id)
    words = vocabulary()
    topics = [topic_named(one_line(name), stance, words) for name in names]
    kept = {word for topic in topics for word in words.ids_of(topic.id)}
    held = PersonTopic.objects.filter(person=person, stance=stance)
    if by.id != person.id:
        held = held.filter(is_sensitive=False).exclude(topic_id__in=words.sensitive_ids)
    held.exclude(topic_id__in=kept).delete()
    there = {words.meaning(each).id for each in held.values_list("topic_id", flat=True)}
    _write(person, stance, [topic for topic in topics if topic.id not in there], words)


def topic_named(name: str, stance: str, words: Vocabulary) -> Word:
    """The topic that a name means, made where there is none.

    One that was on nobody's open list comes on the lists with the first who knows or wants it. As
    it is spelled by them, and a private one by whoever says it: no spelling tells of another.
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
    if found.is_listed:
        return found
    if is_open:
        _list_as(found.id, name)
    return replace(found, name=name, is_listed=is_open)


def _list_as(topic_id: UUID, name: str) -> None:
    private = Topic.objects.filter(id=topic_id)
    private.update(is_listed=True)
    if not Topic.objects.filter(name__iexact=name).exclude(id=topic_id).exists():
        private.update(name=name)


def _add(person: Person, stance: str, topics: Sequence[Word], words: Vocabulary) -> None:
    # The person's row is the lock: two tabs together stay below the limit.
    Person.objects.select_for_update(no_key=True).get(id=person.id)
    held = {own.topic.id for own in own_topics(person, words) if own.stance == stance}
    new = {topic.id: topic for topic in topics if topic.id not in held}
    most = MOST_STRUGGLES if stance == Stance.STRUGGLES else MOST_TOPICS
    if new and len(held) + len(new) > most:
        raise TooManyTopicsError(most)
    _write(person, stance, list(new.values()), words)


def _write(person: Person, stance: str, topics: Sequence[Word], words: Vocabulary) -> None:
    hr_admins = Membership.objects.filter(role=Membership.Role.HR_ADMIN, person=person)
    by_hr_admin = stance == Stance.STRUGGLES and hr_admins.exists()
    PersonTopic.objects.bulk_create(
        (
            PersonTopic(
                person=person,
                topic_id=topic.id,
                stance=stance,
                is_sensitive=topic.id in words.sensitive_ids,
                by_hr_admin=by_hr_admin,
                spelling="" if topic.is_listed else topic.name,
            )
            for topic in topics
        ),
        ignore_conflicts=True,
    )
