"""The organization's topics as HR reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from peerlearn.people.imports.values.text import compare_key
from peerlearn.people.models import Topic
from peerlearn.people.queries.topic_counts import topic_counts
from peerlearn.people.rules.demand import Demand, demand
from peerlearn.people.rules.vocabulary import Vocabulary, Word


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic with its other words; `demand` is None for a sensitive one, which isn't counted."""

    topic: Word
    synonyms: Sequence[Word]
    demand: Demand | None
    texts: dict[str, str]


def topic_lines(
    words: Vocabulary, *, threshold: int, q: str = "", show: str = ""
) -> list[TopicLine]:
    """The topics that everybody may see, by name, narrowed by words and a filter."""
    told = {one.topic.id: demand(one, threshold=threshold) for one in topic_counts(words)}
    lines = [
        TopicLine(
            topic,
            words.synonyms.get(topic.id, []),
            told.get(topic.id),
            told[topic.id].texts() if topic.id in told else {},
        )
        for topic in words.listed
    ]
    return [line for line in lines if _fits(line, compare_key(q)) and _shown(line, show)]


def _fits(line: TopicLine, key: str) -> bool:
    texts = (line.topic.name, line.topic.category, *(word.name for word in line.synonyms))
    return any(key in compare_key(text) for text in texts)


def _shown(line: TopicLine, show: str) -> bool:
    return {
        "gaps": line.demand is not None and line.demand.is_gap,
        "synonyms": bool(line.synonyms),
        "sensitive": line.demand is None,
    }.get(show, True)


def topic_for_hr(words: Vocabulary, topic_id: UUID) -> Topic | None:
    """The door to a topic or a synonym: what is on the lists. Private words aren't there."""
    known = topic_id in words.words and words.meaning(topic_id).is_listed
    return Topic.objects.filter(id=topic_id).first() if known else None


def sensitive_since(words: Vocabulary, topic_id: UUID) -> datetime | None:
    """Since when a topic is named to nobody."""
    marked = Topic.objects.filter(id__in=words.ids_of(topic_id), sensitive_since__isnull=False)
    return marked.order_by("sensitive_since").values_list("sensitive_since", flat=True).first()
