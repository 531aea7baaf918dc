from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import toasts
from peerlearn.web.navigation import NavLink, Place, navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the frame around a page needs. Lazy: a fragment without a frame pays nothing."""
    organization = getattr(request, "organization", None)
    settings = getattr(request, "organization_settings", None)
    person = getattr(request, "person", None)

    def links(place: Place) -> list[NavLink]:
        if organization is None:
            return []
        return navigation.links(request, place)

    def search_url() -> str:
        if organization is None or navigation.search_url_name is None:
            return ""
        return org_reverse(organization, navigation.search_url_name)

    def organizations_url() -> str:
        name = navigation.organizations_url_name
        return reverse(name) if name else ""

    def later_urls() -> list[str]:
        if organization is None or person is None:
            return []
        return [org_reverse(organization, name) for name in navigation.later_url_names]

    return {
        "organization": organization,
        "organization_name": getattr(settings, "name", ""),
        "person": person,
        "nav_items": _lazy(lambda: links("main")),
        "top_items": _lazy(lambda: links("top")),
        "user_items": _lazy(lambda: links("user")),
        "organizations_url": _lazy(organizations_url),
        "later_urls": _lazy(later_urls),
        "toasts": _lazy(lambda: toasts(request)),
        "search_url": _lazy(search_url),
        "zone_name": timezone.get_current_timezone_name(),
    }


def _lazy(make: Any) -> Any:
    return cast("Any", SimpleLazyObject(make))
