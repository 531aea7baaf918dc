"""Sessions of a program that isn't open yet: planned by HR, unknown to those who will come."""

import pytest

from programs.models import Program
from sessions.actions.booking import book_seat
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking
from sessions.rules.seats import ProgramNotLaunchedError


@pytest.fixture
def draft(cast, program, lunch):
    """Emil is enrolled; Mina presents; Fay facilitates."""
    with cast.inside():
        Program.objects.update(state=Program.State.DRAFT)
    return lunch


def page(player, path):
    return player.client().get(player.url(path))


def test_session_of_a_draft_is_not_there_for_who_is_enrolled(cast, draft):
    assert page(cast.employee, f"sessions/{draft.id}/").status_code == 404
    assert draft.title not in page(cast.employee, "sessions/").content.decode()
    assert draft.title not in page(cast.employee, "").content.decode()


@pytest.mark.parametrize("path", ["seat/", "waitlist/"])
def test_session_of_a_draft_takes_no_booking(cast, draft, path):
    url = cast.employee.url(f"sessions/{draft.id}/{path}")
    assert cast.employee.client().post(url).status_code == 404
    with cast.inside():
        draft.program.refresh_from_db()
        for act in (book_seat, join_waitlist):
            with pytest.raises(ProgramNotLaunchedError):
                act(draft, person=cast.employee.person, by=cast.employee.person)
        assert not Booking.objects.exists()


def test_session_of_a_draft_is_known_to_those_who_lead_it(cast, draft):
    for player in (cast.mentor, cast.facilitator):
        assert page(player, f"sessions/{draft.id}/").status_code == 200


def test_hr_admin_is_told_who_does_not_see_it(cast, draft):
    said = "see this session yet"
    assert said in page(cast.hr_admin, f"sessions/{draft.id}/").content.decode()
    assert said not in page(cast.mentor, f"sessions/{draft.id}/").content.decode()


def test_opening_the_program_brings_the_session(cast, draft):
    with cast.inside():
        Program.objects.update(state=Program.State.OPEN)
    assert page(cast.employee, f"sessions/{draft.id}/").status_code == 200
    hr_page = page(cast.hr_admin, f"sessions/{draft.id}/").content.decode()
    assert "see this session yet" not in hr_page
