"""Seats by approval over the API."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from sessions.models import LearningSession
from tests.api.caller import caller, refusal
from tests.sessions.making import in_days, make_program, make_session


@pytest.fixture
def chosen(cast):
    """One seat by approval, in ten days."""
    with cast.inside():
        return make_session(
            make_program(cast),
            cast.hr_admin,
            facilitator=cast.facilitator.person,
            needs_approval=True,
            capacity=1,
            starts_at=in_days(10),
        )


def test_seat_is_asked_for_approved_or_put_in_line(cast, employee, facilitator, chosen):
    body = {"session": str(chosen.id)}
    assert refusal(employee.post("bookings/", body))[0] == "approval-needed"
    assert refusal(employee.post("waitlist/", body))[0] == "approval-needed"
    asked = [employee.post("seat-requests/", body) for _twice in range(2)]
    assert [one.status_code for one in asked] == [201, 200]
    first = asked[0].json()
    assert (first["state"], first["position"]) == ("requested", None)
    second = caller(cast.manager).post("seat-requests/", body).json()
    requests = f"sessions/{chosen.id}/requests/"
    assert facilitator.get(requests).json()["count"] == 2
    ids = {"requests": [second["id"], first["id"]]}
    assert facilitator.post(f"{requests}approval/", ids).json() == {"seated": 1, "in_line": 1}
    mine = employee.get(f"sessions/{chosen.id}/").json()["mine"]
    assert mine["state"] == "confirmed"
    fresh = facilitator.post(f"{requests}{second['id']}/reopening/")
    assert fresh.json()["state"] == "requested"
    facilitator.post(f"{requests}approval/", {"requests": [second["id"]]})
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        told = facilitator.post(f"{requests}{second['id']}/reopening/")
    assert refusal(told)[0] == "answer-told"
    assert facilitator.post(f"{requests}approval/", ids).status_code == 422


def test_no_has_a_reason_and_is_taken_back(employee, facilitator, chosen):
    made = employee.post("seat-requests/", {"session": str(chosen.id)}).json()
    requests = f"sessions/{chosen.id}/requests/"
    said = {"requests": [made["id"]]}
    assert facilitator.post(f"{requests}refusal/", said).status_code == 422
    no = said | {"reason": "Planners first"}
    assert facilitator.post(f"{requests}refusal/", no).status_code == 204
    assert employee.get("waitlist/").json()["count"] == 0
    again = facilitator.post(f"{requests}{made['id']}/reopening/")
    assert again.json()["state"] == "requested"
    assert employee.delete(f"waitlist/{made['id']}/").status_code == 204


def test_requests_are_for_those_who_look_after_the_line(cast, employee, chosen):
    made = employee.post("seat-requests/", {"session": str(chosen.id)}).json()
    requests = f"sessions/{chosen.id}/requests/"
    assert employee.get(requests).status_code == 404
    approval = employee.post(f"{requests}approval/", {"requests": [made["id"]]})
    assert approval.status_code == 404
    with cast.inside():
        assert LearningSession.objects.get(pk=chosen.pk).booked == 0
