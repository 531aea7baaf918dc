"""Who of one's programs struggles with the same: shown only when both said so, to both at once."""

from dataclasses import dataclass
from uuid import UUID

from peerlearn.people.models import Person
from peerlearn.people.queries.people import active_people
from peerlearn.people.queries.topics import shared_struggles_with
from peerlearn.people.rules.vocabulary import Vocabulary
from programs.models import Enrollment, Program

OVER = (Program.State.DRAFT, Program.State.FINISHED, Program.State.ARCHIVED)
SHOWN = 24


@dataclass(frozen=True)
class CommonReason:
    """A colleague, and what both struggle with."""

    person: Person
    topics: list[str]


def common_reasons(person: Person, words: Vocabulary) -> list[CommonReason]:
    """Colleagues who are with the reader in a program today and marked the same struggle, those
    with most in common first.
    """
    shared = shared_struggles_with(person, _colleagues(person), words)
    people = active_people().in_bulk(list(shared))
    found = [CommonReason(people[one], topics) for one, topics in shared.items() if one in people]
    found.sort(key=lambda reason: (-len(reason.topics), reason.person.name, reason.person.id))
    return found[:SHOWN]


def _colleagues(person: Person) -> set[UUID]:
    mine = Enrollment.objects.filter(person=person, state=Enrollment.State.ACTIVE)
    programs = set(mine.exclude(program__state__in=OVER).values_list("program_id", flat=True))
    others = Enrollment.objects.filter(program_id__in=programs, state=Enrollment.State.ACTIVE)
    return set(others.order_by().values_list("person_id", flat=True)) - {person.id}
