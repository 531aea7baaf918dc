"""Reads about facilitators: who is asked, who is neutral, who could be asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from peerlearn.people.models import Membership, Person
from peerlearn.people.queries import (
    active_people,
    managers_above,
    reporting_lines,
    reports_below,
    reviewers_of,
)
from peerlearn.tenancy.together import read_together
from programs.models import FacilitatorNomination, Program
from programs.queries import active_enrollments, in_the_room, people_ids
from programs.queries.reports import reads_reports_of
from programs.queries.roles import role_rows, roles_from
from programs.rooms import presenter_rows, presenters_from, presenters_in
from programs.rules.candidates import Merits, merits_in_words
from programs.rules.neutrality import Neutrality, neutrality
from programs.rules.objections import is_covered, news

State = FacilitatorNomination.State
ANSWERABLE = (State.PROPOSED,)
UNDER_WAY = (Program.State.OPEN, Program.State.RUNNING)
# From here on somebody facilitates a lot, and others come first.
MUCH = 2
# Whoever came later is not proposed: they know too few people yet.
SETTLED = timedelta(days=90)


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


def likely_neutral(
    program: Program, *, coming: Collection[UUID] = (), limit: int = 12
) -> list[Person]:
    """People without authority over anybody enrolled or presenting, and not under theirs, best
    first.

    First those who aren't busy facilitating, then who reads no quiet reports here, doesn't take
    part, has facilitated before, can sign in, leads nobody, is from a department that nobody in the
    program is from, and has been here longest; nobody who has only just come. Each has what
    merits_of needs. `coming` are ids of those who are to be enrolled, and count as if they were.
    """
    newest = timezone.localdate() - SETTLED
    enrolled, presenters = people_ids(program) | set(coming), presenters_in(program)
    here = enrolled | presenters
    excluded = presenters | managers_above(here).keys() | reports_below(here).keys()
    if program.owner_id:
        excluded = excluded | {program.owner_id}
    asked = nominations_of(program).order_by().values("person_id")
    return list(
        _with_merits(program, coming)
        .exclude(id__in=excluded)
        .exclude(id__in=asked)
        .exclude(id__in=reviewers_of(here))
        .exclude(starts_on__gt=newest)
        .order_by(
            Case(When(load__gte=MUCH, then=1), default=0),
            # Whom people turn to when the facilitator is the trouble is somebody else.
            "reads_reports",
            # an empty list would be written as a bare number, which Postgres takes for a position
            *([Case(When(id__in=enrolled, then=1), default=0)] if enrolled else []),
            "-times",
            "load",
            "-has_login",
            "leads",
            "-is_from_elsewhere",
            F("starts_on").asc(nulls_last=True),
            "name",
            "id",
        )[:limit]
    )


def readers_to_propose(program: Program, *, limit: int = 30) -> list[Person]:
    """Who could read the program's quiet reports, best first: the same people, without HR admins,
    for whom the desk is closed.
    """
    hr_admins = Membership.objects.filter(role=Membership.Role.HR_ADMIN)
    barred = set(hr_admins.values_list("person_id", flat=True))
    likely = likely_neutral(program, limit=limit + len(barred))
    return [one for one in likely if one.id not in barred][:limit]


def candidates_found(program: Program, search: str, *, limit: int = 20) -> list[Person]:
    """Reachable people whose name, e-mail or title holds the words."""
    return list(
        _with_merits(program)
        .filter(Q(name__icontains=search) | Q(email__icontains=search) | Q(title__icontains=search))
        .exclude(id__in=standing_nominations(program).order_by().values("person_id"))
        .order_by("name", "id")[:limit]
    )


def merits_of(candidate: Any) -> list[str]:
    """What speaks for a candidate that one of the two functions above found."""
    merits = Merits(
        has_login=candidate.has_login,
        times=candidate.times,
        load=candidate.load,
        department=candidate.department,
        is_from_elsewhere=candidate.is_from_elsewhere,
        leads=candidate.leads,
        since=candidate.starts_on,
        reads_reports=candidate.reads_reports,
    )
    return merits_in_words(merits)


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


def _with_merits(program: Program, coming: Collection[UUID] = ()) -> QuerySet[Any]:
    """Reachable people with what merits_of needs."""
    enrolled = active_enrollments(program).order_by()
    departments = set(enrolled.values_list("person__department", flat=True).distinct())
    if coming:
        arrivals = Person.objects.filter(id__in=coming).order_by()
        departments |= set(arrivals.values_list("department", flat=True).distinct())
    return (
        active_people()
        .filter(email__isnull=False)
        .annotate(
            times=_accepted_nominations(),
            load=_accepted_nominations(program__state__in=UNDER_WAY),
            has_login=Exists(Membership.objects.filter(person=OuterRef("pk"))),
            leads=Exists(active_people().filter(manager=OuterRef("pk"))),
            reads_reports=reads_reports_of(program),
            # Before anybody is in, everybody would be from elsewhere.
            is_from_elsewhere=Case(
                When(department__in=departments | {""}, then=False), default=bool(departments)
            ),
        )
    )


def _accepted_nominations(**filters: Any) -> Coalesce:
    """How often somebody has accepted. A subquery: a join would need GROUP BY on every column,
    because the database's key is (organization_id, id) and Django groups by id alone.
    """
    accepted = (
        FacilitatorNomination.objects.filter(person=OuterRef("pk"), state=State.ACCEPTED, **filters)
        .order_by()
        .values("person_id")
        .annotate(times=Count("pk"))
        .values("times")
    )
    return Coalesce(Subquery(accepted, output_field=IntegerField()), 0)
