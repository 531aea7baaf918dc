"""Whom HR could ask to facilitate, best first, and what speaks for each."""

from collections.abc import Collection
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
    reports_below,
    reviewers_of,
)
from programs.models import FacilitatorNomination, Program
from programs.queries import active_enrollments, people_ids
from programs.queries.facilitators import State, nominations_of, standing_nominations
from programs.queries.reports import reads_reports_of
from programs.rooms import presenters_in
from programs.rules.candidates import Merits, merits_in_words

UNDER_WAY = (Program.State.OPEN, Program.State.RUNNING)
# From here on somebody facilitates a lot, and others come first.
MUCH = 2
# Whoever came later is not proposed: they know too few people yet.
SETTLED = timedelta(days=90)


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
    """What speaks for a candidate that likely_neutral or candidates_found gave."""
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
