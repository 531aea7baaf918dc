"""Programs, enrollments and nominations."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import Enrollment, FacilitatorNomination, Program
from tests.api.caller import Caller, caller, names, pointers, refusal
from tests.sessions.making import make_program, make_session

SPRING = {"name": "Spring", "starts_on": "2026-12-01", "ends_on": "2027-03-01"}


@pytest.fixture
def draft(cast) -> Program:
    with cast.inside():
        return Program.objects.create(
            name="Draft", starts_on="2026-12-01", ends_on="2027-03-01", owner=cast.hr_admin.person
        )


def test_programs_are_listed_to_those_who_see_them(cast, program, draft, hr_admin, employee):
    assert names(hr_admin.get("programs/")) == ["Draft", "Onboarding spring"]
    assert names(employee.get("programs/")) == ["Onboarding spring"]
    assert names(caller(cast.director).get("programs/")) == []
    row = hr_admin.get("programs/?q=onboarding").json()["results"][0]
    assert row["people_count"] == 3
    assert row["owner"]["name"] == "Hanna Admin"


def test_program_of_others_is_not_there(cast, program, outsider):
    assert caller(cast.director).get(f"programs/{program.id}/").status_code == 404
    assert outsider.get(f"programs/{program.id}/").status_code == 404


def test_program_is_created_changed_and_opened(cast, hr_admin):
    made = hr_admin.post("programs/", SPRING)
    assert made.status_code == 201
    path = f"programs/{made.json()['id']}/"
    changed = hr_admin.patch(path, {"goal": "Everybody knows somebody."}).json()
    assert (changed["name"], changed["goal"]) == ("Spring", "Everybody knows somebody.")
    assert changed["owner"]["name"] == "Hanna Admin"
    assert refusal(hr_admin.post(f"{path}state/", {"state": "open"}))[0] == "not-ready-to-open"
    hr_admin.post(f"{path}enrollments/", {"role": "mentee", "departments": ["Sales"]})
    assert hr_admin.post(f"{path}state/", {"state": "open"}).json()["state"] == "open"
    assert hr_admin.post(f"{path}state/", {"state": "archived"}).json()["state"] == "archived"
    assert hr_admin.post(f"{path}state/", {"state": "restored"}).json()["state"] == "open"


@pytest.mark.parametrize("who", ["employee", "facilitator"])
def test_program_is_not_changed_by_others(program, request, who):
    other: Caller = request.getfixturevalue(who)
    path = f"programs/{program.id}/"
    assert other.post("programs/", SPRING).status_code == 404
    assert other.patch(path, {"name": "Mine"}).status_code == 404
    assert other.post(f"{path}state/", {"state": "finished"}).status_code == 404
    assert other.post(f"{path}enrollments/", {"role": "mentee"}).status_code == 404
    assert other.get(f"{path}nominations/").status_code == 404


def test_rules_of_the_form_hold(hr_admin, program):
    early = {**SPRING, "ends_on": "2026-11-30"}
    assert list(pointers(hr_admin.post("programs/", early))) == ["/ends_on"]
    taken = hr_admin.post("programs/", {**SPRING, "name": program.name})
    assert refusal(taken)[0] == "program-name-taken"
    owner = hr_admin.patch(f"programs/{program.id}/", {"owner": str(program.id)})
    assert list(pointers(owner)) == ["/owner"]


def test_people_are_counted_enrolled_and_taken_back(cast, draft, hr_admin):
    path, rule = f"programs/{draft.id}/enrollments/", {"role": "mentee", "departments": ["Sales"]}
    told = hr_admin.post(path, {**rule, "dry_run": True}).json()
    assert (told["count"], told["batch"]) == (3, None)
    refused = hr_admin.post(path, {**rule, "expected": 2})
    assert refusal(refused)[0] == "list-changed"
    done = hr_admin.post(path, {**rule, "expected": 3}).json()
    assert done["count"] == 3
    assert [row["person"]["name"] for row in hr_admin.get(path).json()["results"]] == [
        "Dora Director",
        "Emil Employee",
        "Marco Manager",
    ]
    assert hr_admin.post(path, rule).json() == {"count": 0, "batch": None, "preview": None}
    undone = hr_admin.post(f"programs/{draft.id}/batches/{done['batch']}/undo/")
    assert undone.json()["undone_at"] is not None
    with cast.inside():
        assert not Enrollment.objects.filter(program=draft).exists()


def test_people_of_a_program_at_the_same_time_are_told_and_left_out(cast, program, draft, hr_admin):
    path = f"programs/{draft.id}/enrollments/"
    rule = {"role": "mentee", "departments": ["Sales"], "leaves_out_busy": True}
    seen = hr_admin.post(path, {**rule, "dry_run": True}).json()
    assert seen["preview"]["elsewhere"] == {
        "people": 2,
        "programs": [{"id": str(program.id), "name": program.name, "people": 2}],
    }
    done = hr_admin.post(path, {**rule, "expected": seen["count"]}).json()
    assert done["count"] == 1
    batch = hr_admin.get(f"programs/{draft.id}/batches/{done['batch']}/").json()
    assert (batch["total"], batch["left_out"]) == (1, 2)


def test_people_are_withdrawn(cast, program, hr_admin):
    path = f"programs/{program.id}/"
    listed = hr_admin.get(f"{path}enrollments/?q=emil").json()["results"]
    done = hr_admin.post(f"{path}withdrawals/", {"enrollments": [listed[0]["id"]]}).json()
    assert done["count"] == 1
    gone = hr_admin.get(f"{path}enrollments/?withdrawn=true").json()["results"]
    assert [row["person"]["name"] for row in gone] == ["Emil Employee"]


def test_people_of_a_program_are_shown_to_hr_and_facilitators(program, facilitator, employee):
    assert facilitator.get(f"programs/{program.id}/enrollments/").json()["count"] == 3
    assert employee.get(f"programs/{program.id}/enrollments/").status_code == 404


def test_neutrality_is_said_in_words_and_kept(cast, program, hr_admin):
    director = cast.director.person.id
    check = hr_admin.get(f"programs/{program.id}/neutrality/{director}/").json()
    assert check["is_neutral"] is False
    assert "manages 2 people here" in check["sentences"][0]
    path = f"programs/{program.id}/nominations/"
    refused = hr_admin.post(path, {"person": str(director)})
    assert refusal(refused)[0] == "not-neutral"
    asked = hr_admin.post(path, {"person": str(director), "override_reason": "Nobody else."})
    assert asked.status_code == 201
    assert asked.json()["override_reason"] == "Nobody else."


def test_nomination_is_answered_by_its_nominee_alone(cast, draft, hr_admin, employee):
    asked = hr_admin.post(
        f"programs/{draft.id}/nominations/", {"person": str(cast.facilitator.person.id)}
    ).json()
    nominee = caller(cast.facilitator)
    assert [row["id"] for row in nominee.get("me/nominations/").json()["results"]] == [asked["id"]]
    path = f"me/nominations/{asked['id']}/answer/"
    assert employee.post(path, {"answer": "accept"}).status_code == 404
    assert nominee.post(path, {"answer": "accept"}).json()["state"] == "accepted"
    assert nominee.post(path, {"answer": "accept"}).json()["state"] == "accepted"
    assert refusal(nominee.post(path, {"answer": "decline"}))[0] == "nomination-answered"
    revoked = hr_admin.post(f"programs/{draft.id}/nominations/{asked['id']}/revocation/")
    assert revoked.json()["state"] == "revoked"
    with cast.inside():
        assert FacilitatorNomination.objects.get().state == "revoked"


def test_nominee_does_not_read_why_hr_overrode(cast, program, hr_admin):
    hr_admin.post(
        f"programs/{program.id}/nominations/",
        {"person": str(cast.director.person.id), "override_reason": "Secret."},
    )
    assert "Secret" not in caller(cast.director).get("me/nominations/").content.decode()


def test_batch_of_another_program_is_not_there(cast, program, draft, hr_admin):
    with cast.inside():
        other = make_program(cast, "Other", players=[])
    done = hr_admin.post(f"programs/{draft.id}/enrollments/", {"role": "mentee"}).json()
    answer = hr_admin.post(f"programs/{other.id}/batches/{done['batch']}/undo/")
    assert answer.status_code == 404


def test_program_is_shortened_over_published_sessions_only_when_that_is_said(
    cast, program, hr_admin
):
    with cast.inside():
        late = timezone.now() + timedelta(days=60)
        make_session(program, cast.hr_admin, title="Late lunch", starts_at=late)
    path = f"programs/{program.id}/"
    before = hr_admin.get(path).json()["ends_on"]
    sooner = (timezone.localdate() + timedelta(days=30)).isoformat()
    code, said = refusal(hr_admin.patch(path, {"ends_on": sooner}))
    assert (code, "Late lunch" in said) == ("strands-sessions", True)
    another = {"ends_on": sooner, "strands": before}
    assert refusal(hr_admin.patch(path, another))[0] == "strands-sessions"
    assert hr_admin.get(path).json()["ends_on"] == before
    confirmed = hr_admin.patch(path, {"ends_on": sooner, "strands": sooner})
    assert confirmed.json()["ends_on"] == sooner


def test_program_begins_later_than_published_sessions_only_when_that_is_said(
    cast, program, hr_admin
):
    with cast.inside():
        soon = timezone.now() + timedelta(days=10)
        make_session(program, cast.hr_admin, title="Early lunch", starts_at=soon)
    path = f"programs/{program.id}/"
    before = hr_admin.get(path).json()["starts_on"]
    later = (timezone.localdate() + timedelta(days=30)).isoformat()
    code, said = refusal(hr_admin.patch(path, {"starts_on": later}))
    assert (code, "Early lunch" in said) == ("strands-sessions", True)
    assert hr_admin.get(path).json()["starts_on"] == before
    confirmed = hr_admin.patch(path, {"starts_on": later, "strands_before": later})
    assert confirmed.json()["starts_on"] == later


def test_change_that_changes_nothing_makes_no_new_version_and_the_state_has_its_own_address(
    program, hr_admin
):
    path = f"programs/{program.id}/"
    before = hr_admin.get(path).json()
    same = {name: before[name] for name in ("name", "goal", "starts_on", "ends_on", "owner")}
    same["owner"] = (before["owner"] or {}).get("id")
    for said in ({}, {"name": before["name"]}, same):
        assert hr_admin.patch(path, said).json() == before
    for _again in range(2):
        refused = pointers(hr_admin.patch(path, {"state": "finished", "goal": "Other"}))
        assert list(refused) == ["/state"]
    assert hr_admin.get(path).json() == before
    assert hr_admin.patch(path, {"goal": "Other"}).json()["version"] == before["version"] + 1
