"""The code of conduct, suggestions and quiet reports by the API."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client

from peerlearn.people.models import ApiToken, Person
from programs.actions.conduct import accept_conduct, publish_conduct
from programs.models import QuietReport
from programs.queries.reports import opened
from tests.programs.conftest import program as program_fixture
from tests.programs.reporting import SECRET, name_fay_and_mina

KIND = "urn:peerlearn:problem:"
program = program_fixture


@pytest.fixture
def callers(hr_admin, employee, outsider):
    return SimpleNamespace(hr_admin=hr_admin, employee=employee, outsider=outsider)


@pytest.fixture
def version(cast, program):
    with cast.inside():
        return publish_conduct(program, text="Be kind.", by=cast.hr_admin.person)


def test_conduct_is_published_accepted_and_changed_by_a_suggestion(callers, program, version):
    hr, employee = callers.hr_admin, callers.employee
    at = f"programs/{program.id}/conduct/"
    said = employee.get(f"{at}acceptance/").json()
    assert (said["number"], said["is_accepted"]) == (1, False)
    body = {"text": "Be kind and clear.", "why": "Both."}
    refused = employee.post(f"{at}suggestions/", body)
    assert (refused.status_code, refused.json()["type"]) == (409, KIND + "conduct-not-accepted")
    assert employee.post(f"{at}acceptance/", {"number": 2}).status_code == 409
    assert employee.post(f"{at}acceptance/", {"number": 1}).json()["is_accepted"] is True
    made = employee.post(f"{at}suggestions/", body)
    assert made.status_code == 201
    one = f"{at}suggestions/{made.json()['id']}/"
    assert hr.post(f"{one}support/").json()["supporters"] == 1
    assert hr.delete(f"{one}support/").json()["supporters"] == 0
    assert employee.post(f"{one}decline/", {"reason": "x"}).status_code == 404
    taken = {"text": "Be kind and clear.", "based_on": 1, "suggestion": made.json()["id"]}
    assert employee.post(at, taken).status_code == 404
    assert hr.post(at, taken).json()["number"] == 2
    assert [row["number"] for row in employee.get(at).json()["results"]] == [2, 1]
    late = hr.post(at, {"text": "Another.", "based_on": 1})
    assert (late.status_code, late.json()["type"]) == (409, KIND + "conduct-changed")


def test_suggestion_is_declined_with_a_reason(cast, callers, program, version):
    with cast.inside():
        accept_conduct(version, by=cast.employee.person)
    at = f"programs/{program.id}/conduct/suggestions/"
    made = callers.employee.post(at, {"text": "Be kind.", "why": "What is kind?"}).json()
    assert made["text"] == ""
    said = callers.hr_admin.post(f"{at}{made['id']}/decline/", {"reason": "Said above."})
    assert (said.json()["state"], said.json()["decline_reason"]) == ("declined", "Said above.")


def test_hr_names_who_reads(cast, callers, program):
    at = f"programs/{program.id}/report-desk/"
    fay, mina = str(cast.facilitator.person.id), str(cast.mentor.person.id)
    assert callers.employee.get(at).status_code == 404
    body = {"trusted_person": fay, "stand_in": mina, "external_contact": "Ombuds"}
    assert callers.employee.put(at, body).status_code == 404
    assert callers.hr_admin.put(at, body).json()["stand_in"]["name"] == "Mina Mentor"
    refused = callers.hr_admin.put(at, {"trusted_person": str(cast.hr_admin.person.id)})
    assert (refused.status_code, refused.json()["type"]) == (409, KIND + "report-desk")
    assert callers.employee.get(at).json()["trusted_person"]["name"] == "Fay Facilitator"


def test_reader_near_to_hr_is_named_only_by_who_knows_it(cast, callers, program):
    with cast.inside():
        Person.objects.filter(pk=cast.mentor.person.pk).update(manager=cast.hr_admin.person)
    at = f"programs/{program.id}/report-desk/"
    body = {"trusted_person": str(cast.mentor.person.id)}
    refused = callers.hr_admin.put(at, body)
    assert refused.status_code == 422
    assert "Mina Mentor reports to HR" in refused.content.decode()
    done = callers.hr_admin.put(at, {**body, "near_hr_is_known": True})
    assert done.json()["trusted_person"]["name"] == "Mina Mentor"
    assert callers.hr_admin.put(at, body).status_code == 200


def test_report_is_sent_without_identity_and_followed_by_its_code(cast, callers, program):
    with cast.inside():
        name_fay_and_mina(cast, program)
    at = f"programs/{program.id}/quiet-reports/"
    way = callers.employee.post(f"{at}route/", {"concerned": [str(cast.manager.person.id)]}).json()
    assert way["reader"]["name"] == "Fay Facilitator"
    assert way["promise"].startswith("Only Fay Facilitator")
    body = {"text": SECRET, "reader": way["reader"]["id"], "key": str(uuid4())}
    sent = callers.employee.post(at, body)
    assert sent.status_code == 201
    assert callers.employee.post(at, body).json() == sent.json()
    with cast.inside():
        assert QuietReport.objects.count() == 1
        assert opened(QuietReport.objects.get())[0][0].text == SECRET
        used = ApiToken.objects.filter(membership__person=cast.employee.person)
        assert [one.last_used_at for one in used] == [None]
    stranger = Client()

    def follow(path="", **said):
        return stranger.post(f"/api/v1/quiet-report/{path}", said, content_type="application/json")

    assert follow(**sent.json()).json()["state"] == "received"
    more = follow("messages/", text="On Monday.", **sent.json()).json()
    assert [line["text"] for line in more["lines"]] == [SECRET, "On Monday."]
    assert more["reader"] == "Fay Facilitator"
    assert follow(code="BCDF-GHJK-MNPQ-RSTV").status_code == 404


def test_report_is_refused_when_nobody_may_read_or_somebody_else_would(cast, callers, program):
    with cast.inside():
        name_fay_and_mina(cast, program)
    fay, mina = str(cast.facilitator.person.id), str(cast.mentor.person.id)
    at = f"programs/{program.id}/quiet-reports/"
    way = callers.employee.post(f"{at}route/", {"concerned": [fay, mina]}).json()
    assert (way["reader"], way["external_contact"]) == (None, "Ombuds office, 030 123")
    body = {"text": SECRET, "key": str(uuid4()), "reader": fay}
    refused = callers.employee.post(at, {**body, "concerned": [fay, mina]})
    assert (refused.status_code, refused.json()["type"]) == (409, KIND + "nobody-to-read")
    refused = callers.employee.post(at, {**body, "concerned": [fay]})
    assert (refused.status_code, refused.json()["type"]) == (409, KIND + "reader-changed")
    assert callers.outsider.post(at, body).status_code == 404
