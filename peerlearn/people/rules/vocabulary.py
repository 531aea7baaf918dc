"""The topics of an organization and the words that stand for them. Pure.

A synonym is a topic that stands for another one: "MS Excel" for "Excel". People keep the word that
they chose; what it means is looked up here. So merging two topics changes nothing of anybody's,
and is taken back at any time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from uuid import UUID

from peerlearn.people.imports.values.text import compare_key

ALIKE = 0.8
SUGGESTED = 8
NEAR = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A topic, or with `synonym_of` a word for one.

    `is_listed` is False for a word that somebody wrote as a struggle and nobody else uses openly:
    it is suggested to nobody and on no list.
    """

    id: UUID
    name: str
    category: str = ""
    synonym_of: UUID | None = None
    is_sensitive: bool = False
    is_listed: bool = True


class Vocabulary:
    """All words of an organization."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = {word.id: word for word in words}

    def learn(self, word: Word) -> None:
        """A word that was made just now."""
        self.words[word.id] = word
        for known in ("topics", "listed", "offered", "synonyms", "sensitive_ids", "_by_key"):
            self.__dict__.pop(known, None)

    def meaning(self, word_id: UUID) -> Word:
        """The topic that a word stands for, through synonyms of synonyms. Of words that stand for
        each other in a ring it is one and the same, whichever of them is asked for.
        """
        word, seen = self.words[word_id], {word_id}
        while word.synonym_of in self.words:
            word = self.words[word.synonym_of]
            if word.id in seen:
                return self._first_of_ring(word)
            seen.add(word.id)
        return word

    def _first_of_ring(self, word: Word) -> Word:
        ring = {word.id: word}
        while word.synonym_of is not None and word.synonym_of not in ring:
            word = self.words[word.synonym_of]
            ring[word.id] = word
        return ring[min(ring)]

    @cached_property
    def topics(self) -> list[Word]:
        """What is a topic of its own, by name."""
        own = (word for word in self.words.values() if self.meaning(word.id) is word)
        return sorted(own, key=lambda word: (compare_key(word.name), word.name))

    @cached_property
    def listed(self) -> list[Word]:
        """The topics that everybody may see."""
        return [topic for topic in self.topics if topic.is_listed]

    @cached_property
    def offered(self) -> list[Word]:
        """The topics that somebody who types is offered: nothing that is named to nobody."""
        return [topic for topic in self.listed if topic.id not in self.sensitive_ids]

    @cached_property
    def synonyms(self) -> dict[UUID, list[Word]]:
        """By topic, the words that stand for it, by name."""
        found: dict[UUID, list[Word]] = defaultdict(list)
        for word in sorted(self.words.values(), key=lambda word: word.name.casefold()):
            topic = self.meaning(word.id)
            if topic is not word:
                found[topic.id].append(word)
        return dict(found)

    @cached_property
    def sensitive_ids(self) -> frozenset[UUID]:
        """Every word of a topic that is never named: one sensitive word makes its topic so."""
        topics = {self.meaning(word.id).id for word in self.words.values() if word.is_sensitive}
        return frozenset(word for word in self.words if self.meaning(word).id in topics)

    @cached_property
    def _by_key(self) -> dict[str, Word]:
        found: dict[str, Word] = {}
        for word in sorted(self.words.values(), key=self._rank):
            found.setdefault(compare_key(word.name), self.meaning(word.id))
        return found

    def _rank(self, word: Word) -> tuple[bool, bool]:
        """What everybody may see comes before private words, a topic before its synonyms."""
        return not self.meaning(word.id).is_listed, word.synonym_of is not None

    def ids_of(self, topic_id: UUID) -> list[UUID]:
        """A topic's id and those of the words that stand for it."""
        return [topic_id, *(word.id for word in self.synonyms.get(topic_id, ()))]

    def find(self, name: str) -> Word | None:
        """The topic that a name means: case, accents and spaces aside."""
        return self._by_key.get(compare_key(name))

    def near(self, name: str) -> list[Word]:
        """The topics on offer that somebody may have meant by a name that is not there, best first:
        a slip of the pen ("Exel"), or the same in more words ("Excel basics").
        """
        key, words = compare_key(name), set(compare_key(name).split())
        scores: dict[UUID, float] = {}
        for word in self.words.values():
            topic = self.meaning(word.id)
            if topic.is_listed and topic.id not in self.sensitive_ids:
                score = _likeness(key, words, compare_key(word.name))
                scores[topic.id] = max(score, scores.get(topic.id, 0))
        near = [topic_id for topic_id, score in scores.items() if score >= ALIKE]
        near.sort(key=lambda topic_id: (-scores[topic_id], self.words[topic_id].name))
        return [self.words[topic_id] for topic_id in near[:NEAR]]

    def suggest(self, typed: str, *, without: Collection[UUID] = ()) -> list[Word]:
        """Topics on offer that what somebody has typed so far leads to, by their own name or a
        synonym; those that begin with it first.
        """
        key = compare_key(typed)
        ranks: dict[UUID, int] = {}
        for word in self.words.values():
            topic, name = self.meaning(word.id), compare_key(word.name)
            hidden = not topic.is_listed or topic.id in self.sensitive_ids
            if not hidden and topic.id not in without and key in name:
                rank = 0 if name.startswith(key) else 1
                ranks[topic.id] = min(rank, ranks.get(topic.id, rank))
        found = sorted(ranks, key=lambda topic_id: (ranks[topic_id], self.words[topic_id].name))
        return [self.words[topic_id] for topic_id in found[:SUGGESTED]]


def _likeness(key: str, words: set[str], other: str) -> float:
    others = set(other.split())
    if words and others and (words < others or others < words):
        return ALIKE
    matcher = SequenceMatcher(None, key, other)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0
    return matcher.ratio()
