"""Finds the organization of a request, and the time zone of its reader."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, NoReturn
from urllib.parse import unquote
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import Resolver404, resolve
from django.utils import timezone

from peerlearn.people.http import forget_organization
from peerlearn.people.queries import active_people, working_members
from peerlearn.tenancy.context import (
    act_as,
    let_view_join,
    organization,
    organization_of_request,
)
from peerlearn.tenancy.models import Organization, OrganizationSettings

Respond = Callable[[HttpRequest], HttpResponse]
ZONES = frozenset(available_timezones())


class OrganizationMiddleware:
    """Enters the organization of an address with an `organization_slug` for its view.

    Unknown, closed and foreign organizations are the same 404. What is read here and the view
    share one transaction: the view's own (ATOMIC_REQUESTS) joins the one that is opened here.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        forget_organization(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        slug = match.kwargs.get("organization_slug")
        if slug is None:
            return self.get_response(request)
        public = getattr(match.func, "organization_public", False)
        if not request.user.is_authenticated and not public:
            return redirect_to_login(request.get_full_path())
        found = Organization.objects.filter(slug=slug, status=Organization.Status.ACTIVE).first()
        if found is None:
            # The API says "who are you?" to a stranger whether or not there is such a company.
            if getattr(match.func, "organization_optional", False):
                return self.get_response(request)
            return _nowhere(request, match.func if public else None)
        is_atomic = "default" not in getattr(match.func, "_non_atomic_requests", ())
        with organization_of_request(found.id, is_atomic=is_atomic):
            with nullcontext() if is_atomic else organization(found.id):
                _load(request, found)
            if request.membership is None and not public:
                forget_organization(request)  # the error page must not name the organization
                raise Http404
            if request.person is not None:
                act_as(request.person.id)
            if is_atomic:
                let_view_join()
            response = self.get_response(request)
        # Pages about people are in no cache, and gone from a shared computer after signing out.
        # What strangers get must not differ from a company that isn't there.
        # The link of an invitation shows somebody's data to whoever holds it.
        if request.membership is not None or response.status_code in {200, 410, 422}:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]
    ) -> None:
        """Views read request.organization; the slug has done its work."""
        kwargs.pop("organization_slug", None)


def _nowhere(request: Any, public_view: Any) -> HttpResponse:
    """A forged form is refused as where there is a company, before the 404."""
    if public_view is not None:
        refused = CsrfViewMiddleware(_not_found).process_view(request, public_view, (), {})
        if refused is not None:
            return refused
    return _not_found(request)


def _not_found(_request: HttpRequest) -> NoReturn:
    raise Http404


def _load(request: Any, found: Organization) -> None:
    """Who is asking here, and what their organization has decided: one query for a member."""
    request.organization = found
    if request.user.is_authenticated:
        request.membership = (
            working_members()
            .select_related("person", "organization_settings")
            .annotate(has_reports=Exists(active_people().filter(manager=OuterRef("person"))))
            .filter(user=request.user)
            .first()
        )
    if request.membership is None:
        request.organization_settings = OrganizationSettings.objects.first()
    else:
        request.person = request.membership.person
        request.organization_settings = request.membership.organization_settings


class TimeZoneMiddleware:
    """Times are shown in the reader's zone: their own choice, else their browser's, else the
    organization's.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        wanted = [
            request.person.time_zone if request.person else "",
            unquote(request.COOKIES.get("tz", "")),
            request.organization_settings.time_zone if request.organization_settings else "",
        ]
        zone = next((name for name in wanted if name in ZONES), "UTC")
        with timezone.override(ZoneInfo(zone)):
            return self.get_response(request)
