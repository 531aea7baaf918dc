"""The organization's topics, by HR: names, synonyms, merging, what is sensitive."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from peerlearn.people.models import PersonTopic, Topic
from peerlearn.people.queries.topics import vocabulary
from peerlearn.people.refusals import (
    TopicIsSynonymError,
    TopicNameTakenError,
    TopicOfItselfError,
)
from peerlearn.people.rules.vocabulary import Vocabulary, Word
from peerlearn.people.signals import topics_hidden
from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.ids import uuid7
from peerlearn.web.single_line import one_line

MARKED_BY_MISTAKE = timedelta(minutes=10)
"""So long, taking "sensitive" back leaves nothing behind."""


def lock_vocabulary() -> Vocabulary:
    """All words as they are, and nobody else changes them until the transaction ends: two who
    merge at once would make a ring of synonyms. One that is in the data is opened.
    """
    name = f"vocabulary of {current_organization_id()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    words = vocabulary()
    rings = [topic.id for topic in words.topics if topic.synonym_of is not None]
    if rings:
        Topic.objects.filter(id__in=rings).update(synonym_of=None)
        words = vocabulary()
    return words


def add_topic(name: str, *, category: str = "") -> Topic:
    """A topic of the organization. Raises TopicNameTakenError.

    A private word of this name comes on the lists: that it was there is not told.
    """
    name, category = one_line(name), one_line(category)
    with transaction.atomic():
        _refuse_taken(name, lock_vocabulary())
        Topic.objects.bulk_create([Topic(name=name)], ignore_conflicts=True)
        topic = Topic.objects.select_for_update().get(name__iexact=name)
        topic.name, topic.category, topic.is_listed, topic.synonym_of = name, category, True, None
        topic.save()
    return topic


def lock_topic(topic: Topic) -> Topic:
    """The topic as it is now; whoever else would change it waits until the transaction ends."""
    return Topic.objects.select_for_update().get(id=topic.id)


def change_topic(topic: Topic, *, name: str, category: str) -> Topic | None:
    """Rename a topic and set its category. The old name stays as a synonym, so that lists and
    people who use it are still understood: that synonym, or None when the name stays.

    Raises TopicNameTakenError when another topic goes by the name, and TopicIsSynonymError.
    """
    name, category = one_line(name), one_line(category)
    with transaction.atomic():
        words = lock_vocabulary()
        _refuse_synonym(topic, words)
        topic = lock_topic(topic)
        Topic.objects.filter(id=topic.id).update(category=category)
        if name == topic.name:
            return None
        _refuse_taken(name, words, own=words.meaning(topic.id))
        there = Topic.objects.filter(name__iexact=name).first()
        if there is not None and there.id == topic.id:
            Topic.objects.filter(id=topic.id).update(name=name)
            return None
        old = there or Topic()
        _swap_names(topic, old, name)
    return old


def use_as_name(topic: Topic, synonym: Topic) -> Topic:
    """Have a topic go by one of its synonyms; its name becomes the synonym. Raises
    TopicIsSynonymError, and TopicNameTakenError for a word that isn't its synonym any more.
    """
    with transaction.atomic():
        words = lock_vocabulary()
        _refuse_synonym(topic, words)
        if words.meaning(synonym.id).id != topic.id:
            raise TopicNameTakenError(synonym.name)
        topic = lock_topic(topic)
        _swap_names(topic, synonym, synonym.name)
    return topic


def _swap_names(topic: Topic, other: Topic, name: str) -> None:
    """`topic` takes the name, `other` (which may be new) the old one, as its synonym."""
    old = topic.name
    if other.pk and Topic.objects.filter(id=other.pk).exists():
        Topic.objects.filter(id=other.pk).update(name=str(uuid7()))  # free for a moment
    Topic.objects.filter(id=topic.id).update(name=name)
    other.name, other.synonym_of_id, other.is_listed = old, topic.id, True
    other.save()


def add_synonym(topic: Topic, name: str) -> None:
    """Another word for a topic. Raises TopicNameTakenError when it is another topic's, and
    TopicIsSynonymError.
    """
    name = one_line(name)
    with transaction.atomic():
        words = lock_vocabulary()
        _refuse_synonym(topic, words)
        _refuse_taken(name, words, own=words.meaning(topic.id))
        there = Topic.objects.filter(name__iexact=name).first()
        if there is None:
            Topic.objects.create(name=name, synonym_of=topic)
        elif there.id != topic.id:
            Topic.objects.filter(id=there.id).update(name=name, synonym_of=topic, is_listed=True)
    tell_what_became_sensitive(words)


def merge_topics(gone: Topic, *, into: Topic) -> None:
    """Have a topic stand for another one from now on, with all of its own synonyms. What people
    told stays as they told it, so `split_topic` takes this back at any time.

    If one of the two is sensitive, both are from now on. Raises TopicOfItselfError, and
    TopicIsSynonymError for what has been merged before.
    """
    with transaction.atomic():
        words = lock_vocabulary()
        target = words.meaning(into.id)
        if words.meaning(gone.id).id == target.id:
            raise TopicOfItselfError
        _refuse_synonym(gone, words)
        Topic.objects.filter(id=gone.id).update(synonym_of=target.id)
        tell_what_became_sensitive(words)


def split_topic(word: Topic) -> None:
    """Make a synonym a topic of its own: again, if it was merged."""
    with transaction.atomic():
        words = lock_vocabulary()
        stays_sensitive = word.id in words.sensitive_ids and word.sensitive_since is None
        if stays_sensitive:
            _stamp([word.id])
        Topic.objects.filter(id=word.id).update(synonym_of=None)


def mark_sensitive(topic: Topic, *, now: datetime) -> None:
    """From now on the topic is named to nobody but those who told it, and counts in matching only
    between two people who agreed to that.

    Where it stands in reasons of pairs, it is taken out. Mails that were sent stay as they are.
    """
    with transaction.atomic():
        words = lock_vocabulary()
        Topic.objects.filter(id=topic.id, sensitive_since=None).update(sensitive_since=now)
        tell_what_became_sensitive(words)


def unmark_sensitive(topic: Topic, *, now: datetime) -> None:
    """From now on the topic may be named, where somebody tells it from now on.

    What was told while nobody was to read it stays unnamed. Only a mark of the last minutes, set
    by mistake, leaves nothing behind.
    """
    with transaction.atomic():
        words = lock_vocabulary()
        ids = words.ids_of(words.meaning(topic.id).id)
        marked = Topic.objects.filter(id__in=ids, sensitive_since__isnull=False)
        if marked.filter(sensitive_since__lt=now - MARKED_BY_MISTAKE).exists():
            _stamp(ids)
        marked.update(sensitive_since=None)


def _stamp(ids: list[UUID]) -> None:
    told = PersonTopic.objects.filter(topic_id__in=ids)
    hidden = told.filter(
        is_sensitive=True,
        person=OuterRef("person"),
        topic=OuterRef("topic"),
        stance=OuterRef("stance"),
    )
    told.filter(Exists(hidden), is_sensitive=False).delete()
    told.update(is_sensitive=True)


def tell_what_became_sensitive(before: Vocabulary) -> None:
    """Tell the apps above which names must not be read any more."""
    after = vocabulary()
    new = after.sensitive_ids - before.sensitive_ids
    names = {after.words[word_id].name for word_id in new}
    names |= {after.meaning(word_id).name for word_id in new}
    if names:
        topics_hidden.send(sender=Topic, names=names)


def _refuse_synonym(topic: Topic, words: Vocabulary) -> None:
    if words.meaning(topic.id).id != topic.id:
        raise TopicIsSynonymError


def _refuse_taken(name: str, words: Vocabulary, *, own: Word | None = None) -> None:
    found = words.find(name)
    if found and found.is_listed and (own is None or found.id != own.id):
        raise TopicNameTakenError(found.name)
