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
