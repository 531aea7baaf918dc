"""The people of an organization as a list: who sees them, search and filters."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef, Q

from peerlearn.people.models import Invitation, Membership, Person

ACCESS = ("joined", "invited", "to_invite", "unreachable")
"""How far somebody's way in is: has a login, was asked, can be asked, has no address."""


@dataclass(frozen=True, slots=True)
class DirectoryFilter:
    """What the list is narrowed to; "" takes all. `state` is active, left or all."""

    q: str = ""
    department: str = ""
    location: str = ""
    state: str = "active"
    access: str = ""


def people_visible_to(membership: Membership) -> models.QuerySet[Person]:
    """HR admins see everybody with all that is known of them; others nobody."""
    return Person.objects.all() if membership.is_hr_admin else Person.objects.none()


def narrow(people: models.QuerySet[Person], by: DirectoryFilter) -> models.QuerySet[Person]:
    """Those whom a filter leaves, each with `has_login` and `is_invited`."""
    people = people.annotate(
        has_login=Exists(Membership.objects.filter(person=OuterRef("pk"))),
        is_invited=Exists(Invitation.objects.filter(person=OuterRef("pk"), accepted_at=None)),
    )
    if by.q:
        people = people.filter(
            Q(name__icontains=by.q)
            | Q(email__icontains=by.q)
            | Q(title__icontains=by.q)
            | Q(employee_number=by.q)
        )
    if by.department:
        people = people.filter(department=by.department)
    if by.location:
        people = people.filter(location=by.location)
    if by.state in Person.State.values:
        people = people.filter(state=by.state)
    return people.filter(_access(by.access))


def _access(access: str) -> Q:
    reachable = Q(email__isnull=False, state=Person.State.ACTIVE)
    return {
        "joined": Q(has_login=True),
        "invited": reachable & Q(has_login=False, is_invited=True),
        "to_invite": reachable & Q(has_login=False, is_invited=False),
        "unreachable": Q(email__isnull=True, state=Person.State.ACTIVE),
    }.get(access, Q())


def find_by_address_or_name(text: str) -> list[Person]:
    """Whom an address or a whole name means, for those who may not read the directory."""
    return _first_found(text, ("email__iexact", "name__iexact"))


def find_colleagues(text: str) -> list[Person]:
    """Whom an address, an employee number or a name means; several namesakes are all given."""
    return _first_found(text, ("email__iexact", "employee_number", "name__iexact"))


def find_by_part_of_name(text: str) -> list[Person]:
    """Whom a first or last name means, or another part of a name; for those who may read the
    directory.
    """
    return _first_found(text, ("name__istartswith", "name__icontains"))


def _first_found(text: str, lookups: tuple[str, ...]) -> list[Person]:
    active = Person.objects.filter(state=Person.State.ACTIVE)
    each = (list(active.filter(**{lookup: text.strip()})[:5]) for lookup in lookups)
    return next(filter(None, each), [])
