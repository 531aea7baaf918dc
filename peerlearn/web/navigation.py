"""What stands in the navigation. Each app registers its own entries in its AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise

from peerlearn.tenancy.urls import org_reverse

Place = Literal["main", "top", "user"]


def members(request: Any) -> bool:
    """Visible to each member of the organization."""
    return request.person is not None


@dataclass(frozen=True)
class NavItem:
    """One entry. `url_name` takes the organization's slug as its only argument.

    `place`: "main" is the navigation, "top" an icon in the bar, "user" the user's own menu.
    `visible(request)` and `badge(request)` get an OrgRequest; a badge is a small count, 0 hides it.
    """

    label: str | Promise
    icon: str
    url_name: str
    visible: Callable[[Any], bool] = members
    order: int = 100
    place: Place = "main"
    badge: Callable[[Any], int] | None = None


@dataclass(frozen=True)
class NavLink:
    """An entry as one person sees it on one page."""

    label: str | Promise
    icon: str
    href: str
    current: bool
    badge: int


class NavigationError(ValueError):
    """Two different entries claim the same address."""


@dataclass
class Navigation:
    """The registry; there is one, `navigation`, and tests make their own."""

    items: dict[tuple[str, Place], NavItem] = field(default_factory=dict)
    search_url_name: str | None = None
    organizations_url_name: str | None = None
    later_url_names: list[str] = field(default_factory=list)

    def register(self, item: NavItem) -> None:
        """Add an entry; the same one twice is one. Raises NavigationError on a clash."""
        known = self.items.setdefault((item.url_name, item.place), item)
        if known != item:
            raise NavigationError(f"{item.url_name} is registered twice in {item.place}")

    def register_search(self, url_name: str) -> None:
        """The page that answers the command palette: GET `?q=`, a list of `.menu-item` links."""
        self.search_url_name = url_name

    def register_organizations(self, url_name: str) -> None:
        """The page that lists a user's organizations, outside of all of them. The user's menu
        asks it when it opens; to htmx it answers `.menu-item` links, or nothing for a single one.
        """
        self.organizations_url_name = url_name

    def register_later(self, url_name: str) -> None:
        """A page inside an organization that the user's menu asks when it opens, for entries of a
        few people that no other page should pay for: `.menu-item` links, or nothing.
        """
        if url_name not in self.later_url_names:
            self.later_url_names.append(url_name)

    def links(self, request: Any, place: Place = "main") -> list[NavLink]:
        """The entries that this reader sees, in order; the longest matching one is current."""
        slug, path = request.organization.slug, request.path
        shown = [
            (item, org_reverse(request.organization, item.url_name))
            for item in sorted(self.items.values(), key=lambda item: item.order)
            if item.place == place and item.visible(request)
        ]
        current = max((href for _, href in shown if path.startswith(href)), key=len, default="")
        return [
            NavLink(
                label=item.label,
                icon=item.icon,
                href=href,
                current=href == current and (not _is_root(href, slug) or path == href),
                badge=item.badge(request) if item.badge else 0,
            )
            for item, href in shown
        ]


def _is_root(href: str, slug: str) -> bool:
    """The organization's own address is a prefix of each page in it, so it must match whole."""
    return href.rstrip("/").endswith(f"/{slug}")


navigation = Navigation()
register = navigation.register
