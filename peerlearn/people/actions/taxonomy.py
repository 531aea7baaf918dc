"""A company's own list of topics, written as it was planned."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from peerlearn.people.actions.topic_admin import lock_vocabulary, tell_what_became_sensitive
from peerlearn.people.models import Topic
from peerlearn.people.rules.taxonomy import Outcome, PlannedTopic, TaxonomyRow, plan_taxonomy

BATCH = 500


def import_taxonomy(rows: Sequence[TaxonomyRow]) -> list[PlannedTopic]:
    """Write what the rows say, the bad ones left out: topics, synonyms, categories, merges.

    Nothing is taken away; a second time nothing changes. Returns what was done, row by row.
    """
    with transaction.atomic():
        words = lock_vocabulary()
        planned = plan_taxonomy(rows, words)
        good = [one for one in planned if one.outcome in (Outcome.NEW, Outcome.CHANGED)]
        ids = _write_topics(good)
        _write_words(good, ids)
        tell_what_became_sensitive(words)
    return planned


def _write_topics(good: Sequence[PlannedTopic]) -> dict[str, UUID]:
    """The topics themselves; their ids by lower-case name."""
    new = [one.row for one in good if one.topic is None]
    _bulk_create([Topic(name=row.name, category=row.category) for row in new])
    # A private word of this name comes on the lists, without a word about it.
    names = {row.name.lower(): row for row in new}
    found = Topic.objects.in_bulk(list(_ids_by_name(list(names)).values()))
    for topic in found.values():
        row = names[topic.name.lower()]
        if not topic.is_listed:
            topic.name = row.name  # how its owner spelled it would tell that there is one
        topic.is_listed, topic.synonym_of_id = True, None
        topic.category = row.category or topic.category
    changed = [one for one in good if one.topic is not None and one.row.category]
    kept = Topic.objects.in_bulk([one.topic.id for one in changed if one.topic])
    for one in changed:
        kept[one.topic.id].category = one.row.category  # type: ignore[union-attr]
    Topic.objects.bulk_update(
        [*found.values(), *kept.values()],
        ["name", "is_listed", "synonym_of", "category"],
        batch_size=BATCH,
    )
    return {topic.name.lower(): topic.id for topic in found.values()}


def _write_words(good: Sequence[PlannedTopic], ids: dict[str, UUID]) -> None:
    """Synonyms, and the topics that are one from now on."""
    stands_for: dict[str, UUID] = {}
    merged: dict[UUID, UUID] = {}
    for one in good:
        topic_id = one.topic.id if one.topic else ids[one.row.name.lower()]
        stands_for |= {name.lower(): topic_id for name in one.new_words}
        merged |= {word.id: topic_id for word in one.merges}
    _bulk_create(
        [Topic(name=name, synonym_of_id=of) for one in good for name, of in _words(one, stands_for)]
    )
    merged |= {
        word_id: stands_for[name] for name, word_id in _ids_by_name(list(stands_for)).items()
    }
    spelled = {name.lower(): name for one in good for name in one.new_words}
    words = Topic.objects.in_bulk(list(merged))
    for word in words.values():
        if not word.is_listed:
            word.name = spelled[word.name.lower()]
        word.synonym_of_id, word.is_listed = merged[word.id], True
    Topic.objects.bulk_update(
        list(words.values()), ["name", "synonym_of", "is_listed"], batch_size=BATCH
    )


def _words(one: PlannedTopic, stands_for: dict[str, UUID]) -> list[tuple[str, UUID]]:
    return [(name, stands_for[name.lower()]) for name in one.new_words]


def _bulk_create(topics: list[Topic]) -> None:
    Topic.objects.bulk_create(topics, batch_size=BATCH, ignore_conflicts=True)


def _ids_by_name(names: list[str]) -> dict[str, UUID]:
    """Ids by lower-case name, of those that are there."""
    wanted = set(names)
    rows = Topic.objects.order_by().values_list("name", "id")
    return {name.lower(): topic_id for name, topic_id in rows if name.lower() in wanted}
