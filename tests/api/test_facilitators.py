"""Neutral facilitators by the interface for programs."""

import pytest

from peerlearn.people.models import Person
from programs.models import FacilitatorNomination
from tests.api.caller import pointers, refusal


@pytest.fixture
def page(program):
    return f"programs/{program.id}/"


def test_candidates_are_ranked_and_found(cast, hr_admin, facilitator, page):
    with cast.inside():
        Person.objects.create(name="Nora Neutral", email="nora@acme.example", department="Law")
    found = hr_admin.get(f"{page}candidates/").json()["results"]
    assert "Nora Neutral" in [one["person"]["name"] for one in found]
    assert all(one["is_neutral"] for one in found)
    [searched] = hr_admin.get(f"{page}candidates/?q=director").json()["results"]
    assert searched["is_neutral"] is False
    assert searched["sentences"]
    assert searched["load"] == "0 of 6 hours a month"
    assert facilitator.get(f"{page}candidates/").status_code == 404


def test_several_are_asked_or_nobody_is(cast, hr_admin, page):
    with cast.inside():
        nora = Person.objects.create(name="Nora Neutral", email="nora@acme.example")
    both = [{"person": nora.id}, {"person": cast.director.person.id}]
    refused = hr_admin.post(f"{page}nominations/several/", {"asked": both})
    assert refusal(refused)[0] == "not-neutral"
    with cast.inside():
        assert not FacilitatorNomination.objects.filter(person=nora).exists()
    both[1]["override_reason"] = "She knows the field."
    made = hr_admin.post(f"{page}nominations/several/", {"asked": both})
    assert made.status_code == 201
    assert [one["override_reason"] for one in made.json()] == ["", "She knows the field."]
    gone = {"asked": [{"person": cast.outsider.person.id}]}
    assert list(pointers(hr_admin.post(f"{page}nominations/several/", gone))) == ["/asked"]


def test_standing_ones_are_checked_today_and_revocation_is_undone(cast, program, hr_admin, page):
    [standing] = hr_admin.get(f"{page}facilitators/").json()["results"]
    assert standing["nomination"]["person"]["name"] == cast.facilitator.person.name
    assert (standing["is_neutral"], standing["needs_decision"]) == (True, False)
    with cast.inside():
        Person.objects.filter(id=cast.employee.person.id).update(manager=cast.facilitator.person)
    [standing] = hr_admin.get(f"{page}facilitators/").json()["results"]
    assert (standing["is_neutral"], standing["needs_decision"]) == (False, True)
    address = f"{page}nominations/{standing['nomination']['id']}/revocation/"
    assert hr_admin.post(address).json()["state"] == "revoked"
    assert hr_admin.get(f"{page}facilitators/").json()["results"] == []
    assert refusal(hr_admin.delete(address))[0] == "not-neutral"
    with cast.inside():
        Person.objects.filter(id=cast.employee.person.id).update(manager=cast.manager.person)
    assert hr_admin.delete(address).json()["state"] == "proposed"
