from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import toasts
from peerlearn.web.navigation import NavLink, Place, navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the frame around a page needs. Lazy: a fragment without a frame pays nothing."""
    organization = getattr(request, "organization", None)
    person = getattr(request, "person", None)

    def links(place: Place) -> list[NavLink]:
        if organization is None:
            return []
        return navigation.links(request, place)

    def search_url() -> str:
        if organization is None or navigation.search_url_name is None:
            return ""
        return org_reverse(organization, navigation.search_url_name)

    def organizations() -> list[Any]:
        user = getattr(request, "user", None)
        signed_in = user is not None and user.is_authenticated
        return list(navigation.organizations_of(user)) if signed_in else []

    return {
        "organization": organization,
        "person": person,
        "nav_items": _lazy(lambda: links("main")),
        "top_items": _lazy(lambda: links("top")),
        "user_items": _lazy(lambda: links("user")),
        "organizations": _lazy(organizations),
        "toasts": _lazy(lambda: toasts(request)),
        "search_url": _lazy(search_url),
        "zone_name": timezone.get_current_timezone_name(),
    }


def _lazy(make: Any) -> Any:
    return cast("Any", SimpleLazyObject(make))
