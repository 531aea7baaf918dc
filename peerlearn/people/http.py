"""What a request inside an organization carries, and the decorators that admit it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from peerlearn.people.models import Membership, Person, User
from peerlearn.tenancy.models import Organization, OrganizationSettings

P = ParamSpec("P")
F = TypeVar("F", bound=Callable[..., object])


class OrgRequest(HttpRequest):
    """A request of a member, under /o/<slug>/."""

    organization: Organization
    organization_settings: OrganizationSettings
    membership: Membership
    person: Person
    user: User
    htmx: HtmxDetails


def signed_in(request: HttpRequest) -> User:
    """Who is signed in, for views behind `login_required`.

    Raises PermissionDenied when nobody is.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def forget_organization(request: Any) -> None:
    """No page that is shown from here on can name the organization of the address."""
    request.organization = request.organization_settings = None
    request.person = request.membership = None


def not_here(request: HttpRequest) -> NoReturn:
    """Answer a public address whose token says nothing as if there were no such organization.

    Otherwise strangers could learn by guessing which companies are here. Raises Http404.
    """
    forget_organization(request)
    raise Http404


def organization_public(view: F) -> F:
    """Mark a view that strangers may open too: it must check a signed token itself.

    Its request has an organization; membership and person may be None.
    """
    view.organization_public = True  # type: ignore[attr-defined]
    return view


def hr_admin_required(
    view: Callable[Concatenate[OrgRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Admit HR admins only; to others the page isn't there (404)."""

    @wraps(view)
    def admitted(request: OrgRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.membership.is_hr_admin:
            raise Http404
        return view(request, *args, **kwargs)

    return admitted
