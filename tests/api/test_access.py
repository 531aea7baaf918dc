"""Who gets in: by token, by browser, or not at all."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from peerlearn.audit.models import AuditEvent
from peerlearn.people.actions.tokens import revoke_token
from peerlearn.people.models import ApiToken, Person
from tests.api.caller import caller
from tests.cast import PASSWORD

PROBLEM = "application/problem+json"


def test_token_acts_as_its_member(cast, hr_admin):
    said = hr_admin.get("me/").json()
    assert said["person"]["id"] == str(cast.hr_admin.person.id)
    assert said["role"] == "hr_admin"
    assert said["organization"]["slug"] == cast.organization.slug
    assert said["token"]["name"] == "Test"


def test_stranger_is_asked_for_credentials(cast, anonymous):
    answer = anonymous.get("/api/v1/organizations/acme/me/")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == PROBLEM
    assert answer.json()["status"] == 401


def test_unknown_organization_is_the_same_to_a_stranger(cast, anonymous):
    known = anonymous.get("/api/v1/organizations/acme/me/")
    unknown = anonymous.get("/api/v1/organizations/nobody-here/me/")
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())


@pytest.mark.parametrize("slug", ["acme", "nobody-here"])
def test_outsider_in_a_browser_finds_nothing(cast, slug):
    answer = cast.outsider.client().get(f"/api/v1/organizations/{slug}/me/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == PROBLEM


@pytest.mark.parametrize("slug", ["acme", "nobody-here"])
def test_token_of_another_organization_is_unknown(cast, outsider, slug):
    assert outsider.get("me/").status_code == 200
    assert outsider.get(f"/api/v1/organizations/{slug}/me/").status_code == 401


def test_revoked_token_is_refused(cast, employee):
    with cast.inside():
        revoke_token(ApiToken.objects.get())
    assert employee.get("me/").status_code == 401


def test_expired_token_is_refused(cast):
    late = caller(cast.employee, expires_at=timezone.now() - timedelta(seconds=1))
    assert late.get("me/").status_code == 401


def test_token_of_somebody_who_left_is_refused(cast, employee):
    with cast.inside():
        Person.objects.filter(id=cast.employee.person.id).update(state=Person.State.LEFT)
    assert employee.get("me/").status_code == 401


@pytest.mark.parametrize("text", ["", "pl_wrong", "pl_\x7f", "ünknown"])
def test_wrong_token_is_refused(cast, text):
    answer = Client().get(
        "/api/v1/organizations/acme/me/", headers={"Authorization": f"Bearer {text}"}
    )
    assert answer.status_code == 401


def test_scope_is_needed_to_read(cast):
    blind = caller(cast.employee, scopes=["write:bookings"])
    answer = blind.get("me/")
    assert answer.status_code == 403
    assert "read" in answer.json()["detail"]


def test_scope_is_needed_to_write(cast, lunch):
    reader = caller(cast.employee, scopes=["read", "write:people"])
    answer = reader.post("bookings/", {"session": lunch.id})
    assert answer.status_code == 403
    assert "write:bookings" in answer.json()["detail"]


def test_scope_adds_no_right(cast, employee):
    assert employee.get("people/").status_code == 404


def test_browser_needs_no_scope_but_the_csrf_token(cast, lunch):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.employee.user)
    url, body = "/api/v1/organizations/acme/bookings/", {"session": str(lunch.id)}
    refused = client.post(url, body, content_type="application/json")
    assert refused.status_code == 403
    assert refused["Content-Type"] == PROBLEM
    client.get(cast.employee.url("sessions/"))
    token = client.cookies["csrftoken"].value
    booked = client.post(url, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert booked.status_code == 201


def test_password_is_no_way_in(cast):
    client = Client()
    answer = client.get(
        "/api/v1/organizations/acme/me/",
        headers={"Authorization": f"Basic {cast.employee.user.email}:{PASSWORD}"},
    )
    assert answer.status_code == 401


def test_organizations_are_listed_to_a_browser(cast):
    said = cast.employee.client().get("/api/v1/").json()
    assert said == [{"id": str(cast.organization.id), "slug": "acme", "name": "Acme"}]


def test_organizations_are_not_listed_to_a_token(employee, anonymous):
    assert employee.get("/api/v1/").status_code == 401
    assert anonymous.get("/api/v1/").status_code == 401


def test_audit_log_names_whose_token_it_was(cast, employee):
    employee.patch("me/", {"time_zone": "Europe/Lisbon"})
    with cast.inside():
        event = AuditEvent.objects.filter(table="person").first()
        assert event.actor == f"person:{cast.employee.person.id}"
        assert event.changes["time_zone"] == ["", "Europe/Lisbon"]


def test_use_is_noted_at_most_once_an_hour(cast, employee):
    employee.get("me/")
    with cast.inside():
        first = ApiToken.objects.get().last_used_at
    employee.get("me/")
    with cast.inside():
        assert ApiToken.objects.get().last_used_at == first
        ApiToken.objects.update(last_used_at=first - timedelta(hours=2))
    employee.get("me/")
    with cast.inside():
        assert ApiToken.objects.get().last_used_at > first


def test_too_many_calls_are_refused(cast, employee, settings):
    settings.API_CALLS_A_MINUTE = {"read": 2, "write": 1}
    assert [employee.get("me/").status_code for _call in range(3)] == [200, 200, 429]
    answer = employee.get("me/")
    assert answer["Retry-After"] == "60"
    assert answer["Content-Type"] == PROBLEM
    other = caller(cast.employee)
    assert other.get("me/").status_code == 429
    assert caller(cast.mentor).get("me/").status_code == 200


def test_unknown_address_and_method_are_problems(employee):
    unknown = employee.get("/api/v1/nothing/")
    assert (unknown.status_code, unknown["Content-Type"]) == (404, PROBLEM)
    method = employee.delete("me/")
    assert (method.status_code, method["Content-Type"]) == (405, PROBLEM)


def test_other_bodies_than_json_are_refused(employee):
    broken = employee.call("POST", "bookings/", "{")
    assert (broken.status_code, broken["Content-Type"]) == (400, PROBLEM)
    form = Client().post(
        employee.address("bookings/"), {}, headers={"Authorization": f"Bearer {employee.token}"}
    )
    assert (form.status_code, form["Content-Type"]) == (415, PROBLEM)
