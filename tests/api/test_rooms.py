"""The list of rooms through the API."""

from tests.api.test_sessions import plan


def test_rooms_are_kept_and_hold_one_session_at_a_time(hr_admin, program):
    made = hr_admin.post("rooms/", {"name": "Ada", "site": "Berlin", "seats": 30})
    assert (made.status_code, made.json()["label"]) == (201, "Ada, Berlin")
    assert hr_admin.post("rooms/", {"name": "ADA", "site": "Berlin"}).status_code == 409
    body = plan(program) | {"room": "Ada, Berlin"}
    assert hr_admin.post("sessions/", body).status_code == 201
    refused = hr_admin.post("sessions/", body)
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert error["pointer"] == "/room"
    assert error["message"].startswith("Ada, Berlin is taken from")
    assert [room["ahead"] for room in hr_admin.get("rooms/").json()["results"]] == [1]
    address = f"rooms/{made.json()['id']}/"
    assert hr_admin.patch(address, {"seats": 40}).json()["seats"] == 40
    assert hr_admin.delete(address).status_code == 204
    assert hr_admin.get("rooms/").json()["results"] == []
    assert hr_admin.post("sessions/", body).status_code == 201


def test_rooms_are_hr_s(employee):
    assert employee.get("rooms/").status_code == 404
    assert employee.post("rooms/", {"name": "Ada"}).status_code == 404
