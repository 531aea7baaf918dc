"""Who of one's programs struggles with the same: shown only when both said so, to both at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from peerlearn.people.models import Person
from peerlearn.people.queries.people import active_people
from peerlearn.people.queries.struggles import shared_struggles_with
from peerlearn.people.rules.vocabulary import Vocabulary
from programs.models import Enrollment, Program

OVER = (Program.State.DRAFT, Program.State.FINISHED, Program.State.ARCHIVED)


@dataclass(frozen=True)
class CommonReason:
    """A colleague, and what both struggle with."""

    person: Person
    topics: list[str]


def common_reasons(person: Person, words: Vocabulary, *, now: datetime) -> list[CommonReason]:
    """Colleagues who are with the reader in a program today and marked the same struggle, those
    with most in common first. HR admins and the program's owner see nobody and are seen by nobody,
    and neither do two of whom one has authority over the other.

    All of them: a list with an end would show one to the other and not the other to the one.
    """
    shared = shared_struggles_with(person, _colleagues(person), words, now=now)
    people = active_people().in_bulk(list(shared))
    found = [CommonReason(people[one], topics) for one, topics in shared.items() if one in people]
    found.sort(key=lambda reason: (-len(reason.topics), reason.person.name, reason.person.id))
    return found


def _colleagues(person: Person) -> set[UUID]:
    mine = Enrollment.objects.filter(person=person, state=Enrollment.State.ACTIVE)
    mine = mine.exclude(program__state__in=OVER).exclude(program__owner=person)
    programs = set(mine.values_list("program_id", flat=True))
    others = Enrollment.objects.filter(program_id__in=programs, state=Enrollment.State.ACTIVE)
    others = others.exclude(program__owner_id=F("person_id"))
    return set(others.order_by().values_list("person_id", flat=True)) - {person.id}
