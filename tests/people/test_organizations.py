"""Founding an organization, choosing one, and its settings."""

import pytest

from peerlearn.people.actions import found_organization
from peerlearn.people.models import Membership
from peerlearn.people.queries import organization_choices
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization, OrganizationSettings
from tests.cast import make_user
from tests.typed import send

FOUND = {"name": "New & Co", "person_name": "Nora New", "time_zone": "Asia/Kolkata"}


@pytest.fixture
def nora(db, client):
    """Somebody with a login and no organization."""
    client.user = make_user("nora@newco.example")
    client.force_login(client.user)
    return client


def test_founding_makes_the_founder_hr_admin(nora):
    response = nora.post("/organizations/new/", FOUND)
    assert response.headers["Location"] == "/o/new-co/"
    with organization(Organization.objects.get(slug="new-co").id):
        membership = Membership.objects.get()
        settings = OrganizationSettings.objects.get()
        assert (membership.user, membership.is_hr_admin) == (nora.user, True)
        assert (membership.person.name, membership.person.email) == ("Nora New", nora.user.email)
    assert (settings.name, settings.time_zone) == ("New & Co", "Asia/Kolkata")


def test_founding_twice_by_a_double_click_is_founding_once(nora):
    nora.post("/organizations/new/", FOUND)
    assert nora.post("/organizations/new/", FOUND).headers["Location"] == "/o/new-co/"
    assert len(organization_choices(nora.user)) == 1


def test_same_name_by_another_is_another_organization(nora, django_user_model):
    nora.post("/organizations/new/", FOUND)
    other = found_organization(
        name="New & Co", time_zone="UTC", by=make_user("x@x.example"), person_name="X"
    )
    assert other.organization.slug == "new-co-2"


def test_founding_wants_a_name(nora):
    response = nora.post("/organizations/new/", {**FOUND, "name": ""})
    assert response.status_code == 422
    assert not Organization.objects.filter(slug="new-co").exists()


def test_zone_of_the_browser_is_chosen_beforehand(nora):
    nora.cookies["tz"] = "America%2FSao_Paulo"
    page = nora.get("/organizations/new/").content.decode()
    assert '<option value="America/Sao_Paulo" selected' in page


def test_founding_wants_a_login(db, anonymous):
    assert anonymous.get("/organizations/new/").headers["Location"].startswith("/accounts/login/")


def test_two_organizations_are_offered(cast):
    found_organization(name="Second", time_zone="UTC", by=cast.employee.user, person_name="Emil")
    client = cast.employee.client()
    assert client.get("/").headers["Location"] == "/organizations/"
    page = client.get("/organizations/").content.decode()
    assert 'href="/o/acme/"' in page
    assert 'href="/o/second/"' in page
    assert "Umbrella" not in page


def test_menu_lists_organizations_only_when_there_are_several(cast):
    htmx = {"HX-Request": "true"}
    client = cast.employee.client()
    assert client.get("/organizations/", headers=htmx).content.strip() == b""
    found_organization(name="Second", time_zone="UTC", by=cast.employee.user, person_name="Emil")
    assert b"Second" in client.get("/organizations/", headers=htmx).content


def test_settings_are_changed_by_an_hr_admin(cast):
    response = send(
        cast.hr_admin.client(),
        cast.hr_admin.url("settings/"),
        {
            "name": "Acme Ltd",
            "time_zone": "Europe/Lisbon",
            "anonymity_threshold": "7",
            "load_budget": "6",
        },
    )
    assert response.status_code == 302
    with cast.inside():
        own = OrganizationSettings.objects.get()
    assert (own.name, own.time_zone, own.anonymity_threshold) == ("Acme Ltd", "Europe/Lisbon", 7)


@pytest.mark.parametrize("threshold", ["2", "11", ""])
def test_threshold_outside_of_three_to_ten_is_refused(cast, threshold):
    response = send(
        cast.hr_admin.client(),
        cast.hr_admin.url("settings/"),
        {"name": "Acme", "time_zone": "UTC", "anonymity_threshold": threshold, "load_budget": "6"},
    )
    assert response.status_code == 422
    with cast.inside():
        assert OrganizationSettings.objects.get().anonymity_threshold == 5


@pytest.mark.parametrize("player", ["employee", "outsider"])
def test_settings_are_not_there_for_others(cast, player):
    client = getattr(cast, player).client()
    assert client.get(cast.hr_admin.url("settings/")).status_code == 404
    assert client.post(cast.hr_admin.url("settings/"), {}).status_code == 404


@pytest.mark.parametrize("field", ["name", "person_name"])
def test_founding_refuses_addresses_in_names(nora, field):
    response = nora.post("/organizations/new/", {**FOUND, field: "Sign in at https://x.example"})
    assert response.status_code == 422
    assert "A name can&#x27;t have a web address in it." in response.content.decode()


def test_founding_by_the_page_and_the_action_folds_names(nora):
    nora.post("/organizations/new/", {**FOUND, "name": "New\n\n& Co", "person_name": "Nora\rNew"})
    other = found_organization(
        name="A\nB", time_zone="UTC", by=make_user("x@x.example"), person_name="X\u2028Y"
    )
    with organization(Organization.objects.get(slug="new-co").id):
        assert OrganizationSettings.objects.get().name == "New & Co"
        assert Membership.objects.get().person.name == "Nora New"
    with organization(other.organization.id):
        assert OrganizationSettings.objects.get().name == "A B"
        assert Membership.objects.get().person.name == "X Y"


def test_settings_fold_the_name_and_refuse_addresses(cast):
    client, told = (
        cast.hr_admin.client(),
        {"time_zone": "UTC", "anonymity_threshold": "5", "load_budget": "6"},
    )
    path = cast.hr_admin.url("settings/")
    assert send(client, path, {**told, "name": "www.x.example"}).status_code == 422
    assert send(client, path, {**told, "name": "Acme\n\nLtd"}).status_code == 302
    with cast.inside():
        assert OrganizationSettings.objects.get().name == "Acme Ltd"
