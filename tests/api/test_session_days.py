"""A day outside of the program's days must be meant."""

from datetime import timedelta

from sessions.models import LearningSession
from tests.api.test_sessions import plan


def test_day_outside_of_the_program_needs_a_word(cast, program, hr_admin):
    days = (program.ends_on - program.starts_on).days
    start = f"{program.ends_on + timedelta(days=1)}T12:00:00Z"
    end = f"{program.ends_on + timedelta(days=1)}T13:00:00Z"
    body = plan(program) | {"starts_at": start, "ends_at": end}
    refused = hr_admin.post("sessions/", body)
    assert (refused.status_code, days) == (422, 960)
    assert refused.json()["errors"][0]["pointer"] == "/starts_at"
    made = hr_admin.post("sessions/", body | {"outside_program": True})
    assert made.status_code == 201
    changed = hr_admin.patch(f"sessions/{made.json()['id']}/", {"title": "Renamed"})
    assert changed.status_code == 200
    with cast.inside():
        assert LearningSession.objects.get().title == "Renamed"


def test_year_that_makes_no_sense_is_refused(program, hr_admin):
    late = {"starts_at": "9999-12-31T23:00:00Z", "ends_at": "9999-12-31T23:59:00Z"}
    refused = hr_admin.post("sessions/", plan(program) | late)
    assert refused.status_code == 422
    pointers = [error["pointer"] for error in refused.json()["errors"]]
    assert pointers == ["/starts_at", "/ends_at"]
    body = {"name": "Late", "starts_on": "9999-12-31"}
    assert hr_admin.post("programs/", body).status_code == 422
