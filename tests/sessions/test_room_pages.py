"""The list of rooms, and what the form of a session says about one that is taken."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sessions.actions.meeting_rooms import add_room
from sessions.models import LearningSession, MeetingRoom
from tests.sessions.making import in_days, make_session
from tests.sessions.test_planning_pages import text, typed

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def noon(cast, program):
    """A session in a listed room, at noon in five days."""
    with cast.inside():
        for name in ("Ada", "Zuse"):
            add_room(name, by=cast.hr_admin.person)
        day = datetime.combine(in_days(5).date(), datetime.min.time(), BERLIN)
        start = day + timedelta(hours=12)
        return make_session(program, cast.hr_admin, room="Ada", starts_at=start, title="First")


def taken(noon, **changes):
    day = noon.starts_at.astimezone(BERLIN).date().isoformat()
    return typed(day=day, room="Ada", **changes)


def test_hr_keeps_the_list(cast):
    client, page = cast.hr_admin.client(), cast.hr_admin.url("sessions/rooms/")
    assert "No room is on the list yet" in text(client.get(page))
    made = client.post(f"{page}new/", {"name": "Ada", "site": "Berlin", "seats": "8"}, follow=True)
    assert "“Ada, Berlin” is on the list." in text(made)
    again = client.post(f"{page}new/", {"name": "ada", "site": "berlin"})
    assert again.status_code == 422
    with cast.inside():
        room = MeetingRoom.objects.get()
    form = client.get(f"{page}{room.id}/").context["form"]
    seen = {"name": "Ada", "site": "Berlin", "seats": "9", "seen": form["seen"].value()}
    assert client.post(f"{page}{room.id}/", seen).status_code == 302
    late = client.post(f"{page}{room.id}/", seen | {"seats": "10"})
    assert "Nothing was overwritten" in text(late)
    assert "9" in text(late)
    assert client.post(f"{page}{room.id}/remove/").status_code == 302
    with cast.inside():
        assert not MeetingRoom.objects.exists()


def test_adding_a_room_names_what_overlaps_there(cast, program):
    with cast.inside():
        for title in ("First", "Second"):
            make_session(program, cast.hr_admin, room="Ada", title=title, starts_at=in_days(3))
    page = cast.hr_admin.url("sessions/rooms/new/")
    said = text(cast.hr_admin.client().post(page, {"name": "Ada"}, follow=True))
    assert "1 session to come overlaps another one there: “Second”." in said


def test_room_names_are_one_line_and_have_letters(cast):
    client, page = cast.hr_admin.client(), cast.hr_admin.url("sessions/rooms/new/")
    assert client.post(page, {"name": "\u200b\u3164"}).status_code == 422
    client.post(page, {"name": "Ada\r\nBcc: x"})
    with cast.inside():
        assert MeetingRoom.objects.get().name == "Ada Bcc: x"


def test_taken_room_is_refused_with_the_session_and_ways_out(cast, program, noon):
    new = cast.hr_admin.url(f"sessions/new/?program={program.id}")
    client = cast.hr_admin.client()
    refused = client.post(new, taken(noon))
    page = text(refused)
    assert refused.status_code == 422
    assert f'<a href="{cast.hr_admin.url(f"sessions/{noon.id}/")}">First</a>' in page
    assert 'name="take_room" value="Zuse"' in page
    assert 'name="take_clock" value="13:00"' in page
    assert client.post(new, taken(noon, take_room="Zuse")).status_code == 302
    assert client.post(new, taken(noon, take_clock="13:00")).status_code == 302
    with cast.inside():
        rooms = LearningSession.objects.exclude(pk=noon.pk).order_by("starts_at")
        assert [(one.room, one.starts_at - noon.starts_at) for one in rooms] == [
            ("Zuse", timedelta(minutes=30)),
            ("Ada", timedelta(hours=1)),
        ]


def test_list_takes_as_many_queries_for_three_rooms_as_for_one(cast, program):
    client, page = cast.hr_admin.client(), cast.hr_admin.url("sessions/rooms/")
    counts = []
    for names in (["A"], ["B", "C"]):
        with cast.inside():
            for name in names:
                add_room(name, by=cast.hr_admin.person)
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            client.get(page)
        counts.append(len(captured))
    assert counts[0] == counts[1]
