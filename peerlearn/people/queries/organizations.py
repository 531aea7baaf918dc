"""The organizations of a login."""

from dataclasses import dataclass
from uuid import UUID

from peerlearn.people.models import Membership, User
from peerlearn.people.queries.people import working_members
from peerlearn.tenancy.context import as_user, organization
from peerlearn.tenancy.models import Organization, OrganizationSettings


@dataclass(frozen=True)
class OrganizationChoice:
    """An organization as its member reads it in a list."""

    id: UUID
    slug: str
    name: str


def organizations_of(user: User) -> list[Organization]:
    """The organizations that a user belongs to and has not left, by address.

    Each is entered to see whether its person still works there: one query more for each.
    """
    with as_user(user.id):
        ids = Membership.across_organizations.filter(user=user).values_list(
            "organization_id", flat=True
        )
        found = list(
            Organization.objects.filter(
                id__in=list(ids), status=Organization.Status.ACTIVE
            ).order_by("slug")
        )
    return [each for each in found if _lets_in(each, user)]


def _lets_in(found: Organization, user: User) -> bool:
    with organization(found.id):
        return working_members().filter(user=user).exists()


def organization_choices(user: User) -> list[OrganizationChoice]:
    """The organizations that a user belongs to, with their names, by name.

    Each is entered to read its name: one query more for each, and few users have more than two.
    """
    choices = []
    for found in organizations_of(user):
        with organization(found.id):
            name = OrganizationSettings.objects.values_list("name", flat=True).first()
        choices.append(OrganizationChoice(found.id, found.slug, name or found.slug))
    return sorted(choices, key=lambda choice: choice.name.casefold())
