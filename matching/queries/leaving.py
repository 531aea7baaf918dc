"""Matches whose mentor or mentee is there no more."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from matching.models import Match
from peerlearn.people.models import Person
from programs.models import Enrollment, Program
from programs.queries import IN_PROGRAM

ROLES = {"mentor": Enrollment.Role.MENTOR, "mentee": Enrollment.Role.MENTEE}


def standing_of_leavers(person_ids: Collection[UUID]) -> QuerySet[Match]:
    """The matches of today of those who left the organization."""
    left = Person.State.LEFT
    return _standing().filter(
        Q(mentor__in=person_ids, mentor__state=left) | Q(mentee__in=person_ids, mentee__state=left)
    )


def standing_of_outsiders(program: Program, person_ids: Collection[UUID]) -> QuerySet[Match]:
    """The matches of today in a program of those who are no longer in it in that role."""
    gone = Q()
    for side, role in ROLES.items():
        gone |= Q(**{f"{side}__in": person_ids}) & ~Q(_enrolled(side, role))
    return _standing().filter(gone, program=program)


def still_in(matches: Iterable[Match]) -> set[tuple[UUID, UUID]]:
    """Who of these pairs has their role in the program and works here: match and person."""
    found: set[tuple[UUID, UUID]] = set()
    ids = [match.id for match in matches]
    for side, role in ROLES.items():
        staying = Match.objects.filter(
            _enrolled(side, role), id__in=ids, **{f"{side}__state": Person.State.ACTIVE}
        )
        found.update(staying.order_by().values_list("id", f"{side}_id"))
    return found


def _standing() -> QuerySet[Match]:
    return Match.objects.filter(state__in=Match.TAKEN)


def _enrolled(side: str, role: str) -> Exists:
    return Exists(
        Enrollment.objects.filter(
            program=OuterRef("program"), person=OuterRef(side), role=role, state__in=IN_PROGRAM
        )
    )
