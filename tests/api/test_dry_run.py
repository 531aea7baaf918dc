"""The dry run by the interface for programs."""

import pytest

from peerlearn.notifications.models import Notification
from tests.api.caller import pointers, refusal


@pytest.fixture
def page(program, lunch):
    return f"programs/{program.id}/"


def test_dry_run_tells_mails_needs_and_hours(cast, hr_admin, facilitator, page):
    with cast.inside():
        before = Notification.objects.count()
    found = hr_admin.get(f"{page}dry-run/").json()
    assert found["people"] == 3
    assert found["needs"] == [
        {
            "label": "Reading a balance sheet",
            "places": 2,
            "wanted": 3,
            "is_short": True,
            "note": "",
        }
    ]
    assert found["costs"][0]["total"] == found["hours_a_month"] == 3.0
    assert found["mails"][0]["readers"]["names"]
    assert facilitator.get(f"{page}dry-run/").status_code == 404
    with cast.inside():
        assert Notification.objects.count() == before


def test_planned_mail_is_read_and_sent_to_oneself_alone(cast, hr_admin, page, monkeypatch):
    key = hr_admin.get(f"{page}dry-run/").json()["mails"][0]["key"]
    mail = hr_admin.get(f"{page}planned-mails/{key}/").json()
    assert mail["subject"]
    assert "Reading a balance sheet" in mail["body"]
    assert hr_admin.post(f"{page}planned-mails/{key}/test/").status_code == 204
    with cast.inside():
        [sent] = Notification.objects.filter(kind="home.test_mail")
        assert sent.person_id == cast.hr_admin.person.id
    monkeypatch.setattr("peerlearn.home.trial_mails.TESTS_AN_HOUR", 0)
    refused = hr_admin.post(f"{page}planned-mails/{key}/test/")
    assert refusal(refused)[0] == "too-many-tests"
    assert hr_admin.get(f"{page}planned-mails/none/").status_code == 404


def test_template_is_dated_from_a_first_day(hr_admin, employee):
    page = "program-templates/peer-circles/"
    found = hr_admin.get(f"{page}?starts_on=2027-03-01").json()
    assert (found["starts_on"], found["ends_on"]) == ("2027-03-01", "2027-07-18")
    assert len(found["sessions"]) == 6
    assert found["sessions"][0]["day"] >= "2027-03-01"
    assert list(pointers(hr_admin.get(f"{page}?starts_on=9999-03-01"))) == ["?starts_on"]
    assert employee.get(page).status_code == 404
    assert hr_admin.get("program-templates/none/").status_code == 404
