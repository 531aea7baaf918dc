from types import SimpleNamespace

import pytest
from django.urls import include, path

from peerlearn.web.context import shell
from peerlearn.web.navigation import Navigation, NavigationError, NavItem, navigation

inside = [
    path("", lambda request: None, name="test_home"),
    path("programs/", lambda request: None, name="test_programs"),
    path("programs/archive/", lambda request: None, name="test_archive"),
    path("settings/", lambda request: None, name="test_settings"),
]
urlpatterns = [path("o/<slug:organization_slug>/", include(inside))]

pytestmark = pytest.mark.urls(__name__)


def a_request(path: str = "/o/acme/", *, hr: bool = False) -> SimpleNamespace:
    return SimpleNamespace(
        path=path,
        organization=SimpleNamespace(slug="acme"),
        person=SimpleNamespace(name="Ana"),
        membership=SimpleNamespace(is_hr_admin=hr),
    )


@pytest.fixture
def registry() -> Navigation:
    found = Navigation()
    found.register(NavItem("Programs", "school", "test_programs", order=20))
    found.register(NavItem("Home", "home", "test_home", order=10))
    found.register(
        NavItem(
            "Settings",
            "settings",
            "test_settings",
            visible=lambda request: request.membership.is_hr_admin,
            order=90,
        )
    )
    return found


def labels(registry: Navigation, request: SimpleNamespace) -> list[str]:
    return [str(link.label) for link in registry.links(request)]


def test_entries_come_in_their_order(registry):
    assert labels(registry, a_request(hr=True)) == ["Home", "Programs", "Settings"]


def test_entry_that_is_not_for_this_reader_is_left_out(registry):
    assert labels(registry, a_request()) == ["Home", "Programs"]


def test_entry_leads_into_the_organization(registry):
    assert [link.href for link in registry.links(a_request())] == ["/o/acme/", "/o/acme/programs/"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/o/acme/", ["Home"]),
        ("/o/acme/programs/", ["Programs"]),
        ("/o/acme/programs/42/", ["Programs"]),
        ("/o/acme/elsewhere/", []),
    ],
)
def test_current_entry_is_the_nearest(registry, path, current):
    links = registry.links(a_request(path))

    assert [link.label for link in links if link.current] == current


def test_longer_address_wins_over_its_prefix(registry):
    registry.register(NavItem("Archive", "archive", "test_archive", order=30))

    links = registry.links(a_request("/o/acme/programs/archive/"))

    assert [link.label for link in links if link.current] == ["Archive"]


def test_badge_counts_for_the_reader():
    registry = Navigation()
    registry.register(NavItem("Inbox", "bell", "test_home", place="top", badge=lambda request: 3))

    assert [link.badge for link in registry.links(a_request(), "top")] == [3]
    assert registry.links(a_request(), "main") == []


def test_same_entry_twice_is_one(registry):
    registry.register(NavItem("Home", "home", "test_home", order=10))

    assert labels(registry, a_request()) == ["Home", "Programs"]


def test_another_entry_for_the_same_address_is_refused(registry):
    with pytest.raises(NavigationError):
        registry.register(NavItem("Start", "home", "test_home"))


def test_shell_of_a_page_outside_organizations_has_no_navigation(rf):
    values = shell(rf.get("/"))

    assert list(values["nav_items"]) == []
    assert str(values["search_url"]) == ""


def test_shell_knows_the_search_of_the_palette(rf, monkeypatch):
    monkeypatch.setattr(navigation, "search_url_name", "test_programs")
    request = rf.get("/o/acme/")
    request.organization = SimpleNamespace(slug="acme")

    assert str(shell(request)["search_url"]) == "/o/acme/programs/"
