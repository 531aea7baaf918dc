"""Founding an organization, and what it decides about itself."""

from decimal import Decimal

from django.db import transaction
from django.utils.text import slugify

from peerlearn.people.models import Membership, Person, User
from peerlearn.people.queries import organization_choices
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization, OrganizationSettings
from peerlearn.web.single_line import one_line


def found_organization(*, name: str, time_zone: str, by: User, person_name: str) -> Membership:
    """Make an organization with `by` as its first HR admin.

    The address comes from the name; a number is added where it is taken. A second call by the
    same user with the same name (a double click) gives back what the first one made.
    """
    name, person_name = one_line(name), one_line(person_name)
    with transaction.atomic():
        User.objects.select_for_update().get(id=by.id)
        for own in organization_choices(by):
            if own.name.casefold() == name.casefold():
                with organization(own.id):
                    return Membership.objects.select_related("organization", "person").get(user=by)
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


def lock_settings() -> OrganizationSettings:
    """Those of the organization entered, as they are now; others who would change them wait."""
    return OrganizationSettings.objects.select_for_update(no_key=True).get()


def change_settings(
    settings: OrganizationSettings,
    *,
    name: str,
    time_zone: str,
    anonymity_threshold: int,
    load_budget: Decimal | None = None,
    holidays: str | None = None,
) -> OrganizationSettings:
    """Change what an organization has decided about itself. Rounds that are open keep theirs."""
    settings.name = one_line(name)
    settings.time_zone = time_zone
    settings.anonymity_threshold = anonymity_threshold
    if load_budget is not None:
        settings.load_budget = load_budget
    if holidays is not None:
        settings.holidays = holidays
    settings.full_clean()
    settings.save(
        update_fields=["name", "time_zone", "anonymity_threshold", "load_budget", "holidays"]
    )
    return settings
