"""Templates, copies and launches by the interface for programs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.catalogue import TEMPLATES
from programs.models import Enrollment, Program
from sessions.models import LearningSession


@pytest.fixture
def starts_on():
    return timezone.localdate() + timedelta(days=14)


def test_templates_are_listed_with_what_they_hold(hr_admin, employee):
    found = hr_admin.get("program-templates/").json()
    assert [one["key"] for one in found] == list(TEMPLATES)
    circles = next(one for one in found if one["key"] == "peer-circles")
    assert (circles["weeks"], len(circles["sessions"])) == (20, 6)
    assert circles["conduct"] == TEMPLATES["peer-circles"].conduct_text()
    assert employee.get("program-templates/").status_code == 404


def test_program_is_made_from_a_template_with_its_usual_words(hr_admin, cast, starts_on):
    made = hr_admin.post(
        "program-templates/peer-circles/programs/", {"starts_on": starts_on.isoformat()}
    )
    assert made.status_code == 201
    body = made.json()
    assert (body["name"], body["state"], body["version"]) == ("Peer circles", "draft", 0)
    with cast.inside():
        assert LearningSession.objects.filter(program=body["id"]).count() == 6
    unknown = hr_admin.post(
        "program-templates/none/programs/", {"starts_on": starts_on.isoformat()}
    )
    assert unknown.status_code == 404


def test_copy_tells_who_came_along(hr_admin, cast, starts_on):
    with cast.inside():
        program = Program.objects.create(name="Old", starts_on=starts_on, ends_on=None)
        Enrollment.objects.create(program=program, person=cast.employee.person, role="mentee")
    body = {"name": "New", "starts_on": starts_on.isoformat(), "with_people": True}
    copied = hr_admin.post(f"programs/{program.id}/copies/", body)
    assert copied.status_code == 201
    assert (copied.json()["enrolled"], copied.json()["left_out"]) == (1, 0)
    assert hr_admin.post(f"programs/{program.id}/copies/", body).status_code == 409


def test_launch_is_checked_refused_and_done(hr_admin, cast, starts_on):
    made = hr_admin.post(
        "program-templates/peer-circles/programs/", {"starts_on": starts_on.isoformat()}
    ).json()
    address = f"programs/{made['id']}/launch/"
    check = hr_admin.get(address).json()
    assert check["blockers"] == ["nobody_enrolled"]
    assert [one["is_ready"] for one in check["drafts"]] == [False] * 6
    assert check["drafts"][0]["problems"] == ["Give a room, a video link, or both."]
    assert hr_admin.post(address, {}).status_code == 409
    with cast.inside():
        Enrollment.objects.create(
            program_id=made["id"], person=cast.employee.person, role="participant"
        )
        LearningSession.objects.filter(program=made["id"]).update(room="Blue")
    first = check["drafts"][0]["id"]
    launched = hr_admin.post(address, {"publish": [first]}).json()
    assert (launched["program"]["state"], launched["published"]) == ("open", 1)
    with cast.inside():
        assert LearningSession.objects.get(id=first).is_on


def test_state_that_opens_is_the_launch_with_its_mails_and_refusals(
    hr_admin, cast, starts_on, django_capture_on_commit_callbacks
):
    made = hr_admin.post("programs/", {"name": "Spring", "starts_on": starts_on.isoformat()}).json()
    page = f"programs/{made['id']}/state/"
    with django_capture_on_commit_callbacks() as refused:
        assert hr_admin.post(page, {"state": "open"}).status_code == 409
    assert refused == []
    with cast.inside():
        Enrollment.objects.create(
            program_id=made["id"], person=cast.employee.person, role="participant"
        )
    with django_capture_on_commit_callbacks() as told:
        assert hr_admin.post(page, {"state": "open"}).json()["state"] == "open"
    assert len(told) == 1


def test_change_of_an_old_version_is_refused(hr_admin, cast, starts_on):
    made = hr_admin.post("programs/", {"name": "Spring", "starts_on": starts_on.isoformat()}).json()
    assert made["ends_on"] is None
    page = f"programs/{made['id']}/"
    assert hr_admin.patch(page, {"goal": "One", "version": 0}).status_code == 200
    refused = hr_admin.patch(page, {"goal": "Two", "version": 0})
    assert refused.status_code == 409
    assert "Nothing was overwritten" in refused.json()["detail"]
    assert hr_admin.patch(page, {"goal": "Two"}).json()["goal"] == "Two"


def test_draft_is_set_up_with_our_proposals(hr_admin, employee, cast, starts_on):
    made = hr_admin.post(
        "program-templates/peer-circles/programs/", {"starts_on": starts_on.isoformat()}
    ).json()
    address = f"programs/{made['id']}/setup-proposals/"
    assert employee.get(address).status_code == 404
    found = hr_admin.get(address).json()
    people = next(one for one in found if one["step"] == "people")
    assert (people["title"], people["state"]) == ("Members", "open")
    body = {
        "steps": [
            {"step": "people", "seen": people["seen"]},
            {"step": "facilitator", "seen": "another"},
            {"step": "peple", "seen": ""},
        ]
    }
    done = hr_admin.post(address, body).json()
    assert done["done"] == ["people"]
    assert [one["step"] for one in done["failed"]] == ["peple", "facilitator"]
    with cast.inside():
        enrolled = Enrollment.objects.filter(program=made["id"]).count()
        assert enrolled > 0
        Program.objects.filter(id=made["id"]).update(state="open")
    assert hr_admin.get(address).json() == []
    assert hr_admin.post(address, body).status_code == 409
