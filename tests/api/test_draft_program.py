"""The API keeps sessions of a draft from those who are enrolled, as the pages do."""

import pytest

from programs.models import Program


@pytest.fixture
def draft(cast, lunch):
    with cast.inside():
        Program.objects.update(state=Program.State.DRAFT)
    return lunch


def test_session_of_a_draft_is_not_there_for_who_is_enrolled(draft, employee, hr_admin):
    assert employee.get(f"sessions/{draft.id}/").status_code == 404
    assert employee.get("sessions/").json()["results"] == []
    assert hr_admin.get(f"sessions/{draft.id}/").status_code == 200


@pytest.mark.parametrize("path", ["bookings/", "waitlist/"])
def test_session_of_a_draft_takes_no_booking(draft, employee, path):
    refused = employee.post(path, {"session": str(draft.id)})
    assert refused.status_code == 422
