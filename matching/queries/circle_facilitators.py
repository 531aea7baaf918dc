"""Who facilitates circles: who is asked, whether they are neutral, who could be asked."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from matching.models import Circle, CircleFacilitator, CircleMember
from matching.queries.circles import members_of_circles
from peerlearn.people.models import Person
from peerlearn.people.queries import (
    active_people,
    managers_above,
    reporting_lines,
    reports_below,
    reviewers_of,
)
from programs.models import Program
from programs.queries import accepted_facilitators
from programs.rules.neutrality import neutrality

State = CircleFacilitator.State
OVER = (Program.State.FINISHED, Program.State.ARCHIVED)
PROPOSED, FOUND = 6, 20


@dataclass(frozen=True)
class Facilitation:
    """Who is asked to facilitate a circle, or does; `doubts`: what speaks against them today."""

    row: CircleFacilitator
    doubts: list[str] = field(default_factory=list)

    @property
    def is_accepted(self) -> bool:
        """Whether they said yes."""
        return self.row.state == State.ACCEPTED


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be asked; `doubts` are empty for who is neutral. `circles`: how many they
    facilitate, of all programs that aren't over.
    """

    person: Person
    doubts: list[str]
    circles: int
    declined: bool


def facilitations_of(
    circles: Collection[Circle], members: Mapping[UUID, Sequence[CircleMember]]
) -> dict[UUID, Facilitation]:
    """By circle, in two queries. All circles are of one program."""
    rows = CircleFacilitator.objects.filter(
        circle__in=list(circles), state__in=CircleFacilitator.STANDING
    ).select_related("person", "circle__program")
    found = {row.circle_id: row for row in rows}
    doubts = _doubts(
        {
            row.id: (row.person, row.circle.program, [one.person for one in members[key]])
            for key, row in found.items()
        }
    )
    return {key: Facilitation(row, doubts[row.id]) for key, row in found.items()}


def doubted_by_joiners(
    circles: Collection[Circle],
    members: Mapping[UUID, Sequence[CircleMember]],
    joined: Mapping[UUID, Collection[Person]],
) -> list[Facilitation]:
    """Who facilitates one of these circles and has been neutral until some have `joined` it, with
    what speaks against them for their sake. In two queries.
    """
    rows = CircleFacilitator.objects.filter(
        circle__in=[circle.id for circle in circles if joined.get(circle.id)],
        state=State.ACCEPTED,
    ).select_related("person", "asked_by", "circle__program", "circle__organization")
    found = {row.id: row for row in rows}

    def doubts(*, without: Mapping[UUID, Collection[Person]]) -> dict[UUID, list[str]]:
        out = {key: {one.id for one in people} for key, people in without.items()}
        asked = {
            row.id: (
                row.person,
                row.circle.program,
                [
                    one.person
                    for one in members[row.circle_id]
                    if one.person_id not in out.get(row.circle_id, ())
                ],
            )
            for row in found.values()
        }
        return _doubts(asked)

    before, now = doubts(without=joined), doubts(without={})
    new = {key: [one for one in now[key] if one not in before[key]] for key in found}
    return [Facilitation(row, new[key]) for key, row in found.items() if new[key]]


def facilitator_of(circle: Circle) -> Person | None:
    """Who has said yes."""
    row = standing_in(circle).filter(state=State.ACCEPTED).select_related("person").first()
    return row.person if row else None


def standing_in(circle: Circle) -> QuerySet[CircleFacilitator]:
    """Who is asked for a circle, or has accepted: one at most."""
    return CircleFacilitator.objects.filter(circle=circle, state__in=CircleFacilitator.STANDING)


def doubts_about(circle: Circle, person: Person) -> list[str]:
    """What speaks against somebody as the facilitator of a circle today, in words."""
    people = [row.person for row in members_of_circles([circle])[circle.id]]
    return _doubts({person.id: (person, circle.program, people)})[person.id]


def candidates_for_circle(circle: Circle, words: str = "") -> list[Candidate]:
    """Who could facilitate a circle: neutral people, those first who facilitate the program, then
    who has fewest circles; or whoever is called so, with what speaks against them.
    """
    people = [row.person for row in members_of_circles([circle])[circle.id]]
    ids = {one.id for one in people}
    reachable = active_people().filter(email__isnull=False).exclude(id__in=ids)
    if words:
        named = Q(name__icontains=words) | Q(email__icontains=words) | Q(title__icontains=words)
        found = list(reachable.filter(named).order_by("name", "id")[:FOUND])
    else:
        found = _proposed(circle, ids, reachable)
    doubts = _doubts({one.id: (one, circle.program, people) for one in found})
    busy, declined = _circles_by_person(), _who_declined(circle)
    return [Candidate(one, doubts[one.id], busy[one.id], one.id in declined) for one in found]


def questions_of_circles(person: Person) -> QuerySet[CircleFacilitator]:
    """The door to the circles that somebody is asked to facilitate, or does."""
    mine = CircleFacilitator.objects.filter(
        person=person, circle__state=Circle.State.ACTIVE, state__in=CircleFacilitator.STANDING
    )
    return mine.select_related("circle__program", "circle__organization", "person", "asked_by")


def unanswered_of_circles(person: Person) -> QuerySet[CircleFacilitator]:
    """Those of them that wait for an answer."""
    asked = questions_of_circles(person).filter(state=State.ASKED)
    return asked.exclude(circle__program__state__in=OVER).order_by("asked_at", "id")


def facilitators_in(programs: QuerySet[Program]) -> QuerySet[CircleFacilitator]:
    """The door to the same, for who forms circles of these programs."""
    found = CircleFacilitator.objects.filter(
        circle__program__in=programs, state__in=CircleFacilitator.STANDING
    )
    return found.select_related("circle__program", "circle__organization", "person", "asked_by")


def _proposed(circle: Circle, ids: set[UUID], reachable: QuerySet[Person]) -> list[Person]:
    near = managers_above(ids).keys() | reports_below(ids).keys() | {circle.program.owner_id}
    neutral = reachable.exclude(id__in=near - {None}).exclude(id__in=reviewers_of(ids))
    neutral = neutral.exclude(id__in=_who_declined(circle))
    facilitators = set(accepted_facilitators(circle.program).values_list("id", flat=True))
    busy = _circles_by_person()
    leading = set(
        active_people().filter(manager__isnull=False).order_by().values_list("manager", flat=True)
    )
    rows = sorted(
        neutral.order_by().values_list("id", "starts_on", "name"),
        key=lambda row: (
            row[0] not in facilitators,
            busy[row[0]],
            row[0] in leading,
            row[1] is None,
            row[1] or 0,
            row[2],
            row[0],
        ),
    )
    first = [row[0] for row in rows[:PROPOSED]]
    people = Person.objects.in_bulk(first)
    return [people[one] for one in first]


def _doubts(
    asked: Mapping[UUID, tuple[Person, Program, Sequence[Person]]],
) -> dict[UUID, list[str]]:
    """What speaks against somebody, in words; by key: they, the program, and the members of the
    circle.
    """
    if not asked:
        return {}
    lines = reporting_lines({person.id for person, _program, _people in asked.values()})
    found = {}
    for key, (person, program, people) in asked.items():
        name, room = person.display_name, {one.id: one.display_name for one in people}
        check = neutrality(
            person.id,
            line=lines[person.id],
            room=room,
            owner_id=program.owner_id,
            is_room_empty=not people,
        )
        found[key] = check.sentences(name) if check.has_objection else []
        if person.id in room:
            inside = _("%(name)s is in this circle, and can’t facilitate it.")
            found[key].append(inside % {"name": name})
    return found


def _circles_by_person() -> Counter[UUID]:
    """How many circles people facilitate or are asked for, of programs that aren't over."""
    rows = CircleFacilitator.objects.filter(state__in=CircleFacilitator.STANDING)
    rows = rows.exclude(circle__program__state__in=OVER).order_by()
    return Counter(rows.values_list("person_id", flat=True))


def _who_declined(circle: Circle) -> set[UUID]:
    rows = CircleFacilitator.objects.filter(circle=circle, state=State.DECLINED).order_by()
    return set(rows.values_list("person_id", flat=True))
