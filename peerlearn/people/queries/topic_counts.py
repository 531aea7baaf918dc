"""How many people told a topic. True numbers: rules.demand says which of them may be shown."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, Count, QuerySet, UUIDField, Value, When
from django.db.models.functions import Coalesce

from peerlearn.people.models import Person, PersonTopic
from peerlearn.people.queries.topics import nameable
from peerlearn.people.rules.demand import Counted
from peerlearn.people.rules.vocabulary import Vocabulary

Stance = PersonTopic.Stance
Counts = Counter[tuple[UUID, str]]


def topic_counts(words: Vocabulary) -> list[Counted]:
    """Each listed topic that isn't sensitive, by name; each person once, whatever word they chose.

    Of those who have left, what they know and want doesn't count. Their struggles do: else marking
    somebody as left would show by the number whether they were among them. What was marked by an
    HR admin, who reads the numbers, doesn't: by a mark of their own they could see how near the
    next step is. By who they were then: making somebody an HR admin changes no number.
    """
    leavers = Person.objects.filter(state=Person.State.LEFT).order_by().values("id")
    told = nameable(words)
    open_ones = told.filter(stance__in=(Stance.KNOWS, Stance.WANTS))
    counts = _counts(words, open_ones.exclude(person_id__in=leavers))
    counts += _counts(words, told.filter(stance=Stance.STRUGGLES, by_hr_admin=False))
    return counted(words, counts)


def team_counts(words: Vocabulary, people: Iterable[UUID]) -> list[Counted]:
    """The same for some people, without struggles."""
    told = nameable(words).filter(
        person_id__in=list(people), stance__in=(Stance.KNOWS, Stance.WANTS)
    )
    return counted(words, _counts(words, told))


def counted(words: Vocabulary, counts: Counts) -> list[Counted]:
    """The numbers topic by topic."""
    return [
        Counted(topic, *(counts[topic.id, stance] for stance in Stance.values))
        for topic in words.listed
        if topic.id not in words.sensitive_ids
    ]


def _counts(words: Vocabulary, told: QuerySet[PersonTopic]) -> Counts:
    found: Counts = Counter()
    plain = told.exclude(topic_id__in=_of_several_words(words))
    for topic_id, stance, number in plain.values_list("topic_id", "stance").annotate(Count("pk")):
        found[topic_id, stance] = number
    several = told.filter(topic_id__in=_of_several_words(words)).annotate(meant=_meaning(words))
    counted_once = several.values_list("meant", "stance").annotate(
        Count("person_id", distinct=True)
    )
    for topic_id, stance, number in counted_once:
        found[topic_id, stance] = number
    return found


def _meaning(words: Vocabulary) -> Case:
    """The topic that a row's word stands for, in SQL; synonyms of synonyms, of which there are
    few, one by one.
    """
    deep = [
        (word.id, words.meaning(word.id).id)
        for word in words.words.values()
        if word.synonym_of and words.meaning(word.id).id != word.synonym_of
    ]
    return Case(
        *(When(topic_id=word_id, then=Value(topic_id)) for word_id, topic_id in deep),
        default=Coalesce("topic__synonym_of_id", "topic_id"),
        output_field=UUIDField(),
    )


def _of_several_words(words: Vocabulary) -> set[UUID]:
    """Topics with synonyms, and these: who chose two of their words counts once."""
    return {word for topic_id in words.synonyms for word in words.ids_of(topic_id)}
