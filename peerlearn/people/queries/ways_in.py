"""Where somebody was invited who has no login: the one read that starts from an address."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from peerlearn.people.models import Invitation, Membership, Person
from peerlearn.people.queries.invitations import invitation_path
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization, OrganizationSettings
from peerlearn.web.links import absolute


@dataclass(frozen=True)
class WayIn:
    """An organization that has invited somebody, and a fresh link that leads to a login there."""

    name: str
    url: str


def ways_in_of(email: str) -> list[WayIn]:
    """For whoever owns an address and has no login: where they were invited, by name.

    Goes into a mail to that address alone: who asks for it is told nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT invited_in(%s)", [email])
        ids = [row[0] for row in cursor.fetchall()]
    found = [way for way in map(_way_into, ids, [email] * len(ids)) if way is not None]
    return sorted(found, key=lambda way: way.name.casefold())


def _way_into(organization_id: UUID, email: str) -> WayIn | None:
    entered = Organization.objects.filter(
        id=organization_id, status=Organization.Status.ACTIVE
    ).first()
    if entered is None:
        return None
    with organization(organization_id):
        person = Person.objects.filter(email__iexact=email, state=Person.State.ACTIVE).first()
        if person is None or Membership.objects.filter(person=person).exists():
            return None
        latest = Invitation.objects.filter(person=person).order_by("-sent_at", "-id")
        invitation = latest.select_related("person").first()
        if invitation is None:
            return None
        name = OrganizationSettings.objects.get().name
        return WayIn(name, absolute(invitation_path(entered, invitation)))
