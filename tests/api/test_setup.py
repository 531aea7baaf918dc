"""Setting a program up by the interface for programs: roles, standing rules, lists, pauses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.models import Person
from programs.models import Enrollment, EnrollmentBatch, JoiningRule, Program
from sessions.models import LearningSession
from tests.api.caller import caller, pointers, refusal


@pytest.fixture
def page(program):
    return f"programs/{program.id}/"


def test_steps_tell_what_is_done(hr_admin, employee, page):
    steps = hr_admin.get(f"{page}steps/").json()
    assert [one["name"] for one in steps][:3] == ["facilitator", "safety", "networking"]
    assert (steps[0]["state"], steps[1]["state"]) == ("done", "todo")
    assert employee.get(f"{page}steps/").status_code == 404


def test_step_is_left_out_and_added(hr_admin, page):
    def left_out():
        steps = hr_admin.get(f"{page}steps/").json()
        return [one["name"] for one in steps if one["is_left_out"]]

    assert hr_admin.delete(f"{page}steps/safety/").status_code == 204
    assert left_out() == ["safety"]
    assert hr_admin.post(f"{page}steps/safety/").status_code == 204
    assert left_out() == []
    assert hr_admin.post(f"{page}steps/nothing/").status_code == 404


def test_role_is_said_anew_and_refused_below_who_is_in(hr_admin, page):
    said = {"hours_a_month": "3.5", "seats": 5, "way_in": "application", "label_one": "Guest"}
    assert list(pointers(hr_admin.put(f"{page}roles/participant/", said))) == ["/label_many"]
    said["label_many"] = "Guests"
    role = hr_admin.put(f"{page}roles/participant/", said).json()
    assert (role["label_one"], role["hours_a_month"], role["way_in"]) == (
        "Guest",
        3.5,
        "application",
    )
    assert (role["seats"], role["taken"], role["free"]) == (5, 3, 2)
    assert [one["role"] for one in hr_admin.get(f"{page}roles/").json()] == [
        "mentor",
        "mentee",
        "participant",
    ]
    refused = hr_admin.put(f"{page}roles/participant/", {**said, "seats": 2})
    assert refusal(refused)[0] == "too-few-places"
    assert hr_admin.put(f"{page}roles/nobody/", said).status_code == 404


def test_standing_rule_takes_new_hires_in_is_stopped_and_stands_again(cast, hr_admin, page):
    today = timezone.localdate()
    with cast.inside():
        Person.objects.create(name="Nia New", starts_on=today, department="Sales")
    said = {"role": "mentee", "since": today.isoformat(), "departments": ["Sales"]}
    made = hr_admin.post(f"{page}joining-rules/", said)
    assert made.status_code == 201
    rule = made.json()
    assert (rule["departments"], rule["trouble"]) == (["Sales"], "")
    with cast.inside():
        assert Enrollment.objects.filter(person__name="Nia New", state="active").count() == 1
    one = f"{page}joining-rules/{rule['id']}/"
    assert hr_admin.delete(one).json()["stopped_at"] is not None
    assert hr_admin.get(f"{page}joining-rules/").json()["results"] == []
    assert hr_admin.put(one, {}).json()["stopped_at"] is None
    unknown = {**said, "departments": ["Nowhere"]}
    assert list(pointers(hr_admin.post(f"{page}joining-rules/", unknown))) == ["/departments"]
    with cast.inside():
        assert JoiningRule.objects.count() == 1
    [batch] = hr_admin.get(f"{page}batches/").json()["results"]
    assert (batch["act"], batch["role"], batch["count"]) == ("enrolled", "mentee", 1)


def test_list_is_shown_then_enrolled(cast, hr_admin, page):
    with cast.inside():
        Person.objects.create(name="Lea Left", email="lea@acme.example", state="left")
    body = {
        "role": "mentee",
        "entries": ["Dora <Dora.Director@acme.example>", "lea@acme.example", "nobody@acme.example"],
        "dry_run": True,
    }
    shown = hr_admin.post(f"{page}enrollments/list/", body).json()
    assert (shown["count"], shown["left"], shown["unknown"]) == (
        1,
        ["Lea Left"],
        ["nobody@acme.example"],
    )
    stale = {**body, "dry_run": False, "expected": 2}
    assert refusal(hr_admin.post(f"{page}enrollments/list/", stale))[0] == "list-changed"
    done = hr_admin.post(f"{page}enrollments/list/", {**stale, "expected": 1}).json()
    assert done["count"] == 1
    undone = hr_admin.post(f"{page}batches/{done['batch']}/undo/").json()
    assert undone["undone_at"] is not None
    with cast.inside():
        assert not Enrollment.objects.filter(
            person=cast.director.person, role="mentee", state="active"
        ).exists()


def test_preview_of_a_rule_tells_whom_else_it_meets(cast, hr_admin, page):
    with cast.inside():
        Person.objects.create(name="Grit", attributes={"Grade": "B2"})
    body = {"role": "participant", "group": {"column": "Grade", "value": "B2"}, "dry_run": True}
    told = hr_admin.post(f"{page}enrollments/", body).json()
    assert (told["count"], told["preview"]["unreachable"]) == (1, 1)
    assert (told["preview"]["free"], told["preview"]["warnings"]) == (None, [])


def test_people_are_paused_brought_back_and_why_is_for_hr(cast, program, hr_admin, page):
    with cast.inside():
        own = Enrollment.objects.get(program=program, person=cast.employee.person)
        mentor = Enrollment.objects.create(
            program=program, person=cast.mentor.person, role="mentor"
        )
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    chosen = {"enrollments": [str(own.id)]}
    assert hr_admin.post(f"{page}pauses/", {**chosen, "returns_on": day}).json() == {"count": 1}
    past = {**chosen, "returns_on": "2020-01-01"}
    assert refusal(hr_admin.post(f"{page}pauses/", past))[0] == "wrong-state"
    silly = {**chosen, "returns_on": "9999-01-01"}
    assert list(pointers(hr_admin.post(f"{page}pauses/", silly))) == ["/returns_on"]
    assert hr_admin.post(f"{page}returns/", chosen).json() == {"count": 1}
    assert hr_admin.post(f"{page}returns/", chosen).json() == {"count": 0}
    places = {"enrollments": [str(mentor.id), str(own.id)], "capacity": 4}
    assert hr_admin.post(f"{page}capacities/", places).json() == {"count": 1}
    steps = f"me/enrollments/{own.id}/steps/"
    caller(cast.employee).post(steps, {"step": "leave", "reason": "time", "words": "Too much"})
    listed = f"{page}enrollments/?withdrawn=true"
    [gone] = hr_admin.get(listed).json()["results"]
    assert (gone["why"]["reason"], gone["why"]["words"]) == ("time", "Too much")
    [gone] = caller(cast.facilitator).get(listed).json()["results"]
    assert gone["why"] is None
    again = caller(cast.employee).post(steps, {"step": "undo_leave"}).json()
    assert again["state"] == "active"


def test_act_is_sent_again_by_hr_only(cast, program, hr_admin, facilitator, page):
    with cast.inside():
        batch = EnrollmentBatch.objects.create(program=program, act="enrolled", count=0, total=1)
    address = f"{page}batches/{batch.id}/again/"
    assert hr_admin.post(address).json()["state"] == "done"
    assert facilitator.post(address).status_code == 404


def test_own_budget_is_at_most_the_organizations(cast, hr_admin, employee):
    assert employee.get("me/load/").json()["budget"] == 6.0
    assert employee.put("me/load/", {"hours": "4.5"}).json()["budget"] == 4.5
    assert list(pointers(employee.put("me/load/", {"hours": "60"}))) == ["/hours"]
    person = f"people/{cast.employee.person.id}/load/"
    assert hr_admin.get(person).json()["budget"] == 4.5
    assert employee.get(person).status_code == 404
    assert employee.put("me/load/", {"hours": None}).json()["budget"] == 6.0


def test_conduct_begins_with_a_text_and_shows_what_changed(hr_admin, employee, page):
    base = hr_admin.get(f"{page}conduct/base/").json()["text"]
    assert base
    assert employee.get(f"{page}conduct/base/").status_code == 404
    for based_on, text in enumerate(("We ask.", "We ask twice.")):
        hr_admin.post(f"{page}conduct/", {"text": text, "based_on": based_on})
    second = employee.get(f"{page}conduct/2/changes/").json()
    assert {"kind": "new", "text": " twice"} in second["changes"]
    assert employee.get(f"{page}conduct/1/changes/").json()["changes"] == []
    assert employee.get(f"{page}conduct/3/changes/").status_code == 404
    said = employee.get(f"{page}conduct/acceptance/").json()
    assert (said["is_accepted"], said["accepted"], said["people"]) == (False, 0, 3)


def test_own_suggestion_is_taken_back_by_nobody_else(cast, hr_admin, employee, page):
    hr_admin.post(f"{page}conduct/", {"text": "We ask.", "based_on": 0})
    employee.post(f"{page}conduct/acceptance/", {"number": 1})
    made = employee.post(f"{page}conduct/suggestions/", {"text": "We ask!", "why": "Louder"})
    address = f"{page}conduct/suggestions/{made.json()['id']}/withdrawal/"
    assert hr_admin.post(address).status_code == 404
    assert employee.post(address).json()["state"] == "withdrawn"
    assert employee.post(address).json()["state"] == "withdrawn"


def test_readers_of_an_archived_program_are_not_named(cast, program, hr_admin, page):
    said = {"trusted_person": cast.mentor.person.id}
    assert hr_admin.put(f"{page}report-desk/", said).status_code == 200
    with cast.inside():
        Program.objects.filter(id=program.id).update(state="archived")
    assert hr_admin.put(f"{page}report-desk/", said).status_code == 404


def test_placeless_drafts_get_a_place(cast, program, lunch, hr_admin, page):
    with cast.inside():
        LearningSession.objects.update(state="draft", room="", video_url="")
    assert list(pointers(hr_admin.post(f"{page}launch/places/", {}))) == ["/room"]
    assert hr_admin.post(f"{page}launch/places/", {"room": "Blue"}).json() == {"count": 1}
