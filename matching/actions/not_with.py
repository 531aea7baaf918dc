"""Saying, in private, whom one doesn't want to be paired with."""

from uuid import UUID

from matching.errors import NotWithError
from matching.models import NotWith
from matching.queries.rules import not_with_of
from peerlearn.people.models import Person

MOST = 20


def say_not_with(person: Person, other: Person) -> NotWith:
    """Never pair these two from the next matching on. Nobody else learns of it; twice is once.

    Raises NotWithError for oneself, and above `MOST` people.
    """
    if other.id == person.id:
        raise NotWithError.of_oneself()
    said = NotWith.objects.filter(person=person, other=other).first()
    if said is not None:
        return said
    if not_with_of(person).count() >= MOST:
        raise NotWithError.too_many(MOST)
    return NotWith.objects.get_or_create(person=person, other=other)[0]


def take_back_not_with(person: Person, said_id: UUID) -> Person | None:
    """They may be paired again; who it was about. None when there was nothing of theirs."""
    said = NotWith.objects.filter(person=person, id=said_id).select_related("other").first()
    if said is None:
        return None
    other: Person = said.other
    said.delete()
    return other
