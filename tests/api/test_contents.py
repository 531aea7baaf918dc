"""Agenda and materials of sessions through the API."""

from tests.api.test_series import body as series_body
from tests.api.test_sessions import plan

TALK = {"stage": "talk", "title": "Reading a lease", "minutes": 75, "who": "Mia"}
SLIDES = {"title": "Slides", "url": "https://files.example/slides", "audience": "seat"}


def test_agenda_is_saved_and_undone(hr_admin, employee, program):
    one = hr_admin.post("sessions/", plan(program)).json()["id"]
    address = f"sessions/{one}/agenda/"
    empty = hr_admin.get(address).json()
    assert empty["items"] == []
    assert sum(row["minutes"] for row in empty["usual"]) == empty["length_minutes"]
    done = hr_admin.put(address, {"items": [TALK], "seen": empty["seen"]})
    assert (done.status_code, len(done.json()["sessions"])) == (200, 1)
    shown = employee.get(address).json()
    assert shown["items"][0]["title"] == "Reading a lease"
    assert shown["is_too_long"] is True
    stale = hr_admin.put(address, {"items": [], "seen": empty["seen"]})
    assert (stale.status_code, stale.json()["type"].split(":")[-1]) == (409, "contents-seen")
    undo = f"contents-changes/{done.json()['change']}/undo/"
    assert employee.post(undo).status_code == 404
    assert hr_admin.post(undo).status_code == 200
    assert hr_admin.post(undo).status_code == 409
    assert hr_admin.get(address).json()["items"] == []


def test_materials_are_shown_to_those_they_are_for(hr_admin, employee, program):
    one = hr_admin.post("sessions/", plan(program)).json()["id"]
    address = f"sessions/{one}/materials/"
    assert hr_admin.put(address, {"items": [SLIDES]}).status_code == 200
    before = employee.get(address).json()
    assert (before["items"], before["with_seat"], before["seen"]) == ([], 1, None)
    assert employee.post("bookings/", {"session": one}).status_code == 201
    assert employee.get(address).json()["items"][0]["url"] == SLIDES["url"]
    assert employee.put(address, {"items": []}).status_code == 404


def test_what_cannot_be_kept_is_refused_at_its_field(hr_admin, program):
    one = hr_admin.post("sessions/", plan(program)).json()["id"]
    plain = SLIDES | {"url": "http://files.example/slides"}
    refused = hr_admin.put(f"sessions/{one}/materials/", {"items": [plain]})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/items/0/url"
    refused = hr_admin.put(f"sessions/{one}/agenda/", {"items": [TALK | {"minutes": 0}]})
    assert refused.json()["errors"][0]["pointer"] == "/items/0/minutes"


def test_series_share_it(hr_admin, program):
    series = hr_admin.post("series/", series_body(program)).json()
    first, *rest = [one["id"] for one in series["sessions"]]
    hr_admin.put(f"sessions/{rest[0]}/agenda/", {"items": [TALK | {"title": "Own"}]})
    done = hr_admin.put(f"sessions/{first}/agenda/", {"items": [TALK], "scope": "all"}).json()
    assert [one["id"] for one in done["kept"]] == rest[:1]
    assert len(done["sessions"]) == len(rest)
