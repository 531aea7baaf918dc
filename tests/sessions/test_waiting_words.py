"""What people who wait for a seat read before, during and after the session."""

from datetime import UTC, datetime, timedelta

import pytest

from sessions.actions.booking import book_seat
from sessions.actions.rooms import finish_session, open_room
from sessions.actions.scheduling import cancel_session
from sessions.actions.waitlist import join_waitlist
from sessions.models import LearningSession, WaitlistEntry
from sessions.queries.waitlist import positions
from sessions.rules.waiting import CANCELLED, IN_LINE, OVER, STARTED, wait_of
from tests.api.caller import caller
from tests.sessions.test_pages import page, text

START = datetime(2026, 5, 4, 12, tzinfo=UTC)
END = START + timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("state", "now", "stage"),
    [
        ("published", START - SECOND, IN_LINE),
        ("live", START - SECOND, IN_LINE),
        ("published", START, STARTED),
        ("live", END + SECOND, STARTED),
        ("published", END, OVER),
        ("finished", START - SECOND, OVER),
        ("cancelled", START - SECOND, CANCELLED),
        ("cancelled", END, CANCELLED),
    ],
)
def test_wait_stands_as_state_and_clock_say(state, now, stage):
    assert wait_of(1, state=state, starts_at=START, ends_at=END, now=now).stage == stage


def test_only_a_line_that_moves_has_numbers():
    def title(state, now):
        return wait_of(3, state=state, starts_at=START, ends_at=END, now=now).title

    assert title("published", START - SECOND) == "Number 3 in line"
    assert title("live", START) == title("finished", END) == "No seat came free"
    assert title("cancelled", START) == "You waited for a seat"


@pytest.fixture
def waited(cast, lunch):
    """The employee is first in line for two seats that others have."""
    with cast.inside():
        LearningSession.objects.filter(pk=lunch.pk).update(capacity=1)
        lunch.refresh_from_db()
        book_seat(lunch, person=cast.manager.person, by=cast.manager.person)
        join_waitlist(lunch, person=cast.employee.person, by=cast.employee.person)
    return lunch


def shift(cast, lunch, **fields):
    with cast.inside():
        LearningSession.objects.filter(pk=lunch.pk).update(**fields)


def begin(cast, lunch, *, ago):
    start = lunch.starts_at - timedelta(days=3) - ago
    shift(cast, lunch, starts_at=start, ends_at=start + timedelta(hours=1))


def shown_on(cast, lunch, query=""):
    client = cast.employee.client()
    return [
        text(client.get(page(cast, lunch))),
        text(client.get(cast.employee.url(f"sessions/{query}"))),
        text(client.get(cast.employee.url(""))) if not query else "",
    ]


def test_in_line_all_pages_say_the_number(cast, waited):
    for shown in shown_on(cast, waited):
        assert "Number 1 in line" in shown


def test_begun_all_pages_say_that_no_seat_came_free(cast, waited):
    begin(cast, waited, ago=timedelta(minutes=10))
    for shown in shown_on(cast, waited):
        assert "No seat came free" in shown
        assert "in line" not in shown
        assert "Leave the line" in shown
    listed = text(cast.employee.client().get(cast.employee.url("sessions/?tab=mine")))
    assert "No seat came free" in listed


def test_finished_closes_the_line_and_the_pages_say_so(cast, waited):
    with cast.inside():
        room = open_room(waited, by=cast.facilitator.person)
        finish_session(room, by=cast.facilitator.person, before_start=True)
        assert WaitlistEntry.objects.get().state == WaitlistEntry.State.EXPIRED
        assert positions(cast.employee.person, [waited.pk]) == {waited.pk: 0}
    for shown in shown_on(cast, waited, "?tab=past")[:2]:
        assert "The session is over, and so is the waiting." in shown
        assert "in line" not in shown
        assert "Leave the line" not in shown


def test_never_opened_and_over_says_so(cast, waited):
    begin(cast, waited, ago=timedelta(hours=2))
    for shown in shown_on(cast, waited, "?tab=past")[:2]:
        assert "The session is over, and so is the waiting." in shown
        assert "Leave the line" not in shown


def test_cancelled_says_so(cast, waited):
    with cast.inside():
        cancel_session(waited, by=cast.hr_admin.person, reason="Ill")
    for shown in shown_on(cast, waited)[:2]:
        assert "With the session the waiting list was closed." in shown
        assert "in line" not in shown


def test_api_gives_a_position_only_in_a_line_that_moves(cast, waited):
    employee = caller(cast.employee)
    assert employee.get(f"sessions/{waited.id}/").json()["mine"]["waitlist_position"] == 1
    begin(cast, waited, ago=timedelta(minutes=10))
    assert employee.get(f"sessions/{waited.id}/").json()["mine"]["waitlist_position"] is None
    assert len(employee.get("waitlist/").json()["results"]) == 1
    begin(cast, waited, ago=timedelta(hours=2))
    assert employee.get("waitlist/").json()["results"] == []
