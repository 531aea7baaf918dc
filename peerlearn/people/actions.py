"""Writes about people and their organizations."""

from django.db import transaction
from django.utils.text import slugify

from peerlearn.people.models import Membership, Person, User
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization, OrganizationSettings


def found_organization(*, name: str, time_zone: str, by: User, person_name: str) -> Membership:
    """Make an organization with `by` as its first HR admin.

    The address comes from the name; a number is added where it is taken.
    """
    with transaction.atomic():
        found = Organization.objects.create(slug=_free_slug(name))
        with organization(found.id):
            OrganizationSettings.objects.create(name=name, time_zone=time_zone)
            person = Person.objects.create(name=person_name, email=by.email, time_zone=time_zone)
            return Membership.objects.create(user=by, person=person, role=Membership.Role.HR_ADMIN)


def _free_slug(name: str) -> str:
    base = slugify(name)[:40].strip("-") or "organization"
    if len(base) < 3:
        base = f"{base}-org"
    taken = set(Organization.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for number in range(2, 10_000) if (slug := f"{base}-{number}") not in taken)


def add_member(person: Person, *, user: User, role: str = Membership.Role.EMPLOYEE) -> Membership:
    """Give a person's login its way into the organization; doing it twice changes nothing."""
    membership, _made = Membership.objects.get_or_create(
        user=user, defaults={"person": person, "role": role}
    )
    return membership
