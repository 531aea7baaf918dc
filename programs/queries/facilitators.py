"""Reads about facilitators: who is asked, and who is neutral."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import (
    F,
    QuerySet,
)

from peerlearn.people.models import Person
from peerlearn.people.queries import (
    reporting_lines,
)
from peerlearn.tenancy.together import read_together
from programs.models import FacilitatorNomination, Program
from programs.queries import in_the_room
from programs.queries.roles import role_rows, roles_from
from programs.rooms import presenter_rows, presenters_from
from programs.rules.neutrality import Neutrality, neutrality
from programs.rules.objections import is_covered, news

State = FacilitatorNomination.State
ANSWERABLE = (State.PROPOSED,)


@dataclass(frozen=True)
class CheckedNomination:
    """A nomination with what the neutrality check says today, which may have changed since."""

    nomination: FacilitatorNomination
    check: Neutrality

    @property
    def is_accepted(self) -> bool:
        """Whether the person facilitates."""
        return self.nomination.state == State.ACCEPTED

    @property
    def needs_decision(self) -> bool:
        """Whether something speaks against the person that no reason to override covers."""
        return not is_covered(self.check.as_json(), self.nomination.overridden)

    @property
    def uncovered(self) -> list[str]:
        """What came after a reason to override was given, in words; empty where none was."""
        if not self.nomination.override_reason:
            return []
        fresh = news(self.check, self.nomination.overridden)
        return [finding.sentence(self.nomination.person.name) for finding in fresh]

    @property
    def remarks(self) -> set[str]:
        """Those of the sentences that speak neither for nor against them."""
        return self.check.remarks(self.nomination.person.name)

    @property
    def sentences(self) -> list[str]:
        """What the check says, in words."""
        return self.check.sentences(self.nomination.person.name)


def nominations_of(program: Program) -> QuerySet[FacilitatorNomination]:
    """Everybody who was ever asked to facilitate, the latest first."""
    return (
        FacilitatorNomination.objects.filter(program=program)
        .select_related("person", "nominated_by")
        .order_by("-asked_at", "-id")
    )


def standing_nominations(program: Program) -> QuerySet[FacilitatorNomination]:
    """Those who facilitate or may yet."""
    return nominations_of(program).filter(state__in=(State.ACCEPTED, State.PROPOSED, State.BLOCKED))


def checked_nominations(program: Program) -> list[CheckedNomination]:
    """Those who facilitate or may yet, with today's neutrality check, in three queries."""
    return checked(program, list(standing_nominations(program)))


def checked(program: Program, nominations: list[FacilitatorNomination]) -> list[CheckedNomination]:
    """The same of nominations that have been read, in two queries."""
    checks = neutralities_of(program, [one.person for one in nominations])
    return [CheckedNomination(one, checks[one.person_id]) for one in nominations]


def nominations_to_answer(person: Person) -> QuerySet[FacilitatorNomination]:
    """The programs that a person is asked to facilitate and hasn't answered."""
    return (
        FacilitatorNomination.objects.filter(person=person, state=State.PROPOSED)
        .exclude(program__state__in=(Program.State.FINISHED, Program.State.ARCHIVED))
        .select_related("program", "nominated_by")
    )


def nominations_visible_to(person: Person) -> QuerySet[FacilitatorNomination]:
    """The door to one's own nominations."""
    return FacilitatorNomination.objects.filter(person=person).select_related(
        "program", "person", "nominated_by"
    )


def neutrality_of(program: Program, person: Person) -> Neutrality:
    """Check one candidate against everybody who is in the program today."""
    return neutralities_of(program, [person])[person.id]


def neutralities_of(program: Program, candidates: Collection[Person]) -> dict[UUID, Neutrality]:
    """Check candidates against everybody who is in the program today or presents there, in two
    queries.
    """
    if not candidates:
        return {}
    ids = [person.id for person in candidates]
    lines = reporting_lines(ids)
    near = set(ids).union(*(line.everybody for line in lines.values()))
    enrolled = in_the_room(program)
    rows = read_together(
        near=enrolled.filter(person_id__in=near).values(
            "person_id", "role", name=F("person__name")
        ),
        # Two are enough to know that a room has others in it than a candidate.
        some=enrolled.order_by("person_id").values("person_id").distinct()[:2],
        roles=role_rows(program),
        **presenter_rows(program),
    )
    presenters, names = presenters_from(rows), roles_from(rows["roles"])
    room = {i: name for i, name in presenters.items() if i in near}
    roles: dict[UUID, list[str]] = {}
    for row in rows["near"]:
        person_id = UUID(row["person_id"])
        room[person_id] = row["name"]
        roles.setdefault(person_id, []).append(row["role"])
    here = presenters.keys() | {UUID(row["person_id"]) for row in rows["some"]}
    return {
        i: neutrality(
            i,
            line=lines[i],
            room=room,
            owner_id=program.owner_id,
            roles=[names[role].label for role in roles.get(i, ())],
            presenter_ids=set(presenters),
            is_room_empty=here <= {i},
        )
        for i in ids
    }


def nominations_needing_decision() -> list[FacilitatorNomination]:
    """Those who facilitate or may yet, although HR was told what speaks against them, and no
    reason to override covers it; in programs that aren't over.
    """
    over = (Program.State.FINISHED, Program.State.ARCHIVED)
    doubtful = (
        FacilitatorNomination.objects.filter(
            state__in=(State.ACCEPTED, State.PROPOSED, State.BLOCKED)
        )
        .exclude(findings=[])
        .exclude(program__state__in=over)
        .select_related("program", "person")
        .order_by("program__name", "person__name", "id")
    )
    return [one for one in doubtful if one.needs_decision]
