"""What a request to the API carries."""

from rest_framework.request import Request

from peerlearn.people.http import OrgRequest
from peerlearn.people.models import ApiToken, Membership, Person, User
from peerlearn.tenancy.models import Organization, OrganizationSettings


class ApiRequest(Request):
    """A member's request, by token or from a browser they signed in with.

    `auth` is the token, None in a browser.
    """

    _request: OrgRequest
    organization: Organization
    organization_settings: OrganizationSettings
    membership: Membership
    person: Person
    user: User
    auth: ApiToken | None
