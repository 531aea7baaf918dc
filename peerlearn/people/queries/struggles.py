"""Who struggles with the same as somebody: for the eyes of the two alone.

HR admins are no party to it, and nobody learns of whom they have authority over, or who has it
over them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from peerlearn.people.models import Membership, Person, PersonTopic
from peerlearn.people.queries.reporting_lines import reporting_lines
from peerlearn.people.queries.topics import nameable
from peerlearn.people.rules.struggles import told_before
from peerlearn.people.rules.vocabulary import Vocabulary

Couple = tuple[UUID, UUID]


def shared_struggles_with(
    person: Person, colleagues: Collection[UUID], words: Vocabulary, *, now: datetime
) -> dict[UUID, list[str]]:
    """By colleague, the topics that both marked as a struggle. Only for the eyes of the two."""
    shared = shared_struggles_of([(person.id, other) for other in colleagues], words, now=now)
    return {other: topics for (_own, other), topics in shared.items()}


def shared_struggles_of(
    couples: Collection[Couple], words: Vocabulary, *, now: datetime
) -> dict[Couple, list[str]]:
    """By couple, the topics that both marked as a struggle, long enough ago; only couples who
    share any and of whom none has authority over the other.
    """
    names = _struggles({person for couple in couples for person in couple}, words, now=now)
    shared = {
        (one, other): sorted(names[one] & names[other], key=str.casefold)
        for one, other in couples
        if names[one] & names[other]
    }
    lines = reporting_lines({one for one, _other in shared}) if shared else {}
    return {
        (one, other): topics
        for (one, other), topics in shared.items()
        if other not in lines[one].everybody
    }


def _struggles(
    people: Iterable[UUID], words: Vocabulary, *, now: datetime
) -> defaultdict[UUID, set[str]]:
    hr_admins = Membership.objects.filter(role=Membership.Role.HR_ADMIN).order_by()
    rows = (
        nameable(words)
        .filter(stance=PersonTopic.Stance.STRUGGLES, person_id__in=list(people))
        .filter(told_at__lte=told_before(now))
        .exclude(person_id__in=hr_admins.values("person_id"))
    )
    names: defaultdict[UUID, set[str]] = defaultdict(set)
    for person_id, word_id in rows.values_list("person_id", "topic_id"):
        names[person_id].add(words.meaning(word_id).name)
    return names
