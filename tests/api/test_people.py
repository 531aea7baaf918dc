"""People, and oneself."""

from uuid import uuid4

import pytest

from peerlearn.people.models import Person, PersonTopic
from tests.api.caller import Caller, caller, names, pointers, refusal


def test_people_are_listed_as_in_the_directory(cast, hr_admin):
    assert names(hr_admin.get("people/")) == [
        "Dora Director",
        "Emil Employee",
        "Fay Facilitator",
        "Hanna Admin",
        "Marco Manager",
        "Mina Mentor",
    ]
    assert names(hr_admin.get("people/?department=Sales&q=emil")) == ["Emil Employee"]
    assert names(hr_admin.get("people/?state=left")) == []


def test_pages_have_a_size_and_an_end(cast, hr_admin):
    page = hr_admin.get("people/?page_size=4&page=2").json()
    assert page["count"] == 6
    assert len(page["results"]) == 2
    assert page["next"] is None
    assert hr_admin.get("people/?page=9").status_code == 404
    assert len(hr_admin.get("people/?page_size=999").json()["results"]) == 6


@pytest.mark.parametrize("who", ["employee", "facilitator"])
def test_people_are_not_there_for_others(cast, request, who):
    other: Caller = request.getfixturevalue(who)
    assert other.get("people/").status_code == 404
    assert other.get(f"people/{cast.mentor.person.id}/").status_code == 404
    assert other.post("people/", {"name": "New"}).status_code == 404
    assert other.patch(f"people/{cast.mentor.person.id}/", {"title": "Boss"}).status_code == 404


def test_outsider_cannot_reach_a_person_by_id(cast, outsider):
    assert outsider.get(f"people/{cast.mentor.person.id}/").status_code == 404


def test_person_is_added_with_manager_and_topics(cast, hr_admin):
    answer = hr_admin.post(
        "people/",
        {
            "name": "Nina New",
            "email": "Nina@acme.example",
            "starts_on": "2026-11-02",
            "manager": str(cast.manager.person.id),
            "knows": ["Excel"],
        },
    )
    assert answer.status_code == 201
    said = answer.json()
    assert said["email"] == "nina@acme.example"
    assert said["manager"] == {"id": str(cast.manager.person.id), "name": "Marco Manager"}
    assert said["knows"] == ["Excel"]
    with cast.inside():
        assert Person.objects.get(id=said["id"]).manager == cast.manager.person


def test_person_is_changed_and_the_rest_stays(cast, hr_admin):
    path = f"people/{cast.employee.person.id}/"
    said = hr_admin.patch(path, {"title": "Clerk", "wants": ["SQL"]}).json()
    assert (said["title"], said["wants"]) == ("Clerk", ["SQL"])
    assert said["manager"]["name"] == "Marco Manager"
    assert said["department"] == "Sales"
    assert hr_admin.patch(path, {"manager": None}).json()["manager"] is None


def test_reviewer_is_set_shown_and_never_oneself(cast, hr_admin):
    path, fay = f"people/{cast.employee.person.id}/", cast.facilitator.person
    said = hr_admin.patch(path, {"reviewer": str(fay.id)}).json()
    assert said["reviewer"] == {"id": str(fay.id), "name": "Fay Facilitator"}
    assert said["manager"]["name"] == "Marco Manager"
    assert hr_admin.patch(path, {"title": "Clerk"}).json()["reviewer"]["id"] == str(fay.id)
    own = hr_admin.patch(path, {"reviewer": str(cast.employee.person.id)})
    assert refusal(own)[0] == "own-reviewer"
    assert list(pointers(hr_admin.patch(path, {"reviewer": str(uuid4())}))) == ["/reviewer"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/name"),
        ({"name": "A", "email": "nonsense"}, "/email"),
        ({"name": "A", "manager": str(uuid4())}, "/manager"),
        ({"name": "A", "time_zone": "Mars/Base"}, "/time_zone"),
        ({"name": "A", "starts_on": "2026-02-30"}, "/starts_on"),
        ({"name": "A", "starts_on": "2026-02-02", "ends_on": "2026-02-01"}, "/ends_on"),
        ({"name": "A", "knows": ["x", ""]}, "/knows/1"),
        ([], ""),
    ],
)
def test_invalid_person_is_pointed_at(cast, hr_admin, body, pointer):
    assert list(pointers(hr_admin.post("people/", body))) == [pointer]


def test_invalid_filter_is_pointed_at(hr_admin):
    assert list(pointers(hr_admin.get("people/?state=flying"))) == ["?state"]


def test_refusals_are_those_of_the_form(cast, hr_admin):
    taken = hr_admin.post("people/", {"name": "Twin", "email": cast.mentor.person.email})
    assert refusal(taken) == ("email-taken", "Somebody else has this e-mail address.")
    ring = hr_admin.patch(
        f"people/{cast.director.person.id}/", {"manager": str(cast.employee.person.id)}
    )
    assert refusal(ring)[0] == "reporting-ring"
    with cast.inside():
        assert Person.objects.get(id=cast.director.person.id).manager is None


def test_own_topics_are_set_and_listed(cast, employee):
    assert (
        employee.put("me/topics/", {"struggles": ["Speaking"], "knows": ["SQL"]}).status_code == 204
    )
    employee.put("me/topics/", {"knows": ["Excel"]})
    listed = employee.get("me/topics/").json()["results"]
    assert [(row["stance"], row["topic"]["name"]) for row in listed] == [
        ("knows", "Excel"),
        ("struggles", "Speaking"),
    ]


def test_struggles_are_shown_to_nobody_else(cast, employee, hr_admin):
    employee.put("me/topics/", {"struggles": ["Speaking"]})
    with cast.inside():
        assert PersonTopic.objects.filter(person=cast.employee.person).count() == 1
    assert "Speaking" not in hr_admin.get(f"people/{cast.employee.person.id}/").content.decode()
    assert "Speaking" not in hr_admin.get("people/").content.decode()
    assert hr_admin.get("me/topics/").json()["results"] == []


def test_time_zone_is_ones_own_to_choose(cast, employee):
    assert employee.patch("me/", {"time_zone": "Asia/Tokyo"}).json()["person"]["time_zone"] == (
        "Asia/Tokyo"
    )
    assert employee.patch("me/", {"time_zone": ""}).json()["person"]["time_zone"] == ""
    assert list(pointers(employee.patch("me/", {"time_zone": "Nowhere"}))) == ["/time_zone"]


def test_name_is_ones_own_to_say(cast, employee):
    assert employee.patch("me/", {"name": "Emil E."}).json()["person"]["name"] == "Emil E."


def test_hr_admin_cannot_mark_themselves_as_left(cast, hr_admin):
    answer = hr_admin.patch(f"people/{cast.hr_admin.person.id}/", {"state": "left"})
    assert refusal(answer)[0] == "leaving-yourself"


def test_profile_needs_its_own_scope(cast):
    reader = caller(cast.employee, scopes=["read", "write:bookings"])
    assert reader.patch("me/", {"time_zone": "Asia/Tokyo"}).status_code == 403


def test_names_are_one_line_without_addresses(cast, employee, hr_admin):
    assert employee.patch("me/", {"name": "E.\n\nEmployee"}).json()["person"]["name"] == (
        "E. Employee"
    )
    assert list(pointers(employee.patch("me/", {"name": "See https://x.example"}))) == ["/name"]
    path = f"people/{cast.mentor.person.id}/"
    assert hr_admin.patch(path, {"name": "Max\n\nM."}).json()["name"] == "Max M."
    assert list(pointers(hr_admin.patch(path, {"name": "www.x.example"}))) == ["/name"]


def test_languages_are_told_of_oneself_and_by_hr(cast, employee, hr_admin):
    said = {"languages": "German; English ,german"}
    assert employee.patch("me/", said).json()["person"]["languages"] == "German, English"
    address = f"people/{cast.employee.person.id}/"
    assert hr_admin.get(address).json()["languages"] == "German, English"
    assert hr_admin.patch(address, {"title": "Clerk"}).json()["languages"] == "German, English"
    assert hr_admin.patch(address, {"languages": ""}).json()["languages"] == ""
    assert list(pointers(hr_admin.patch(address, {"languages": "x" * 301}))) == ["/languages"]


def test_blank_names_and_endless_languages_are_refused_at_the_field(cast, hr_admin, employee):
    path = f"people/{cast.mentor.person.id}/"
    assert list(pointers(hr_admin.patch(path, {"name": "\u3164"}))) == ["/name"]
    assert list(pointers(hr_admin.patch(path, {"languages": "x" * 81}))) == ["/languages"]
    assert list(pointers(employee.patch("me/", {"languages": "x" * 81}))) == ["/languages"]
    changed = hr_admin.patch(path, {"title": "\u202eLead", "location": "Ber\u200blin\u3164"})
    assert (changed.json()["title"], changed.json()["location"]) == ("Lead", "Berlin")
