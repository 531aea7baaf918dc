"""Plans that can't be, or are sent twice, by the API."""

from datetime import timedelta

import pytest

from sessions.actions.booking import book_seat
from sessions.models import LearningSession, SessionSeries
from tests.api.caller import pointers
from tests.api.test_series import body
from tests.api.test_sessions import plan
from tests.sessions.making import in_days

HIDDEN = ["\u202e", "\u2066", "\u200b", "\ufeff", "\u2069", "\r\n", "\t"]


def refused_at(answer):
    assert answer.status_code == 422, answer.content
    return list(pointers(answer))


@pytest.mark.parametrize("length", [timedelta(), timedelta(hours=-1), timedelta(hours=13)])
def test_end_before_the_start_is_refused(hr_admin, program, length):
    start = in_days(5)
    told = plan(program, starts_at=start) | {"ends_at": (start + length).isoformat()}
    assert refused_at(hr_admin.post("sessions/", told)) == ["/ends_at"]


def test_seats_below_those_booked_are_refused(cast, lunch, hr_admin):
    with cast.inside():
        for player in (cast.employee, cast.manager):
            book_seat(lunch, person=player.person, by=player.person)
    assert refused_at(hr_admin.patch(f"sessions/{lunch.id}/", {"capacity": 1})) == ["/capacity"]
    with cast.inside():
        lunch.refresh_from_db()
        assert (lunch.capacity, lunch.booked) == (2, 2)


@pytest.mark.parametrize("field", ["title", "room"])
@pytest.mark.parametrize("mark", HIDDEN)
def test_text_of_one_line_with_marks_that_nobody_sees_is_refused(hr_admin, program, field, mark):
    assert refused_at(hr_admin.post("sessions/", plan(program, **{field: f"A{mark}B"}))) == [
        f"/{field}"
    ]


@pytest.mark.parametrize("mark", HIDDEN)
def test_name_of_a_room_with_such_marks_is_refused(hr_admin, mark):
    assert refused_at(hr_admin.post("rooms/", {"name": f"A{mark}B"})) == ["/name"]


def test_families_of_emoji_are_a_title(hr_admin, program):
    assert hr_admin.post("sessions/", plan(program, title="👩\u200d👧 ❤\ufe0f")).status_code == 201


@pytest.mark.parametrize("link", ["http://video.example/", "javascript:alert(1)", "video"])
def test_link_that_is_none_of_https_is_refused(hr_admin, program, link):
    assert refused_at(hr_admin.post("sessions/", plan(program, video_url=link))) == ["/video_url"]


def test_same_key_plans_one_session_and_one_series(cast, hr_admin, program):
    for path, told in (("sessions/", plan(program)), ("series/", body(program))):
        headers = {"Idempotency-Key": path}
        first, again = (hr_admin.post(path, told, **headers) for _twice in range(2))
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json()["id"] == again.json()["id"]
    with cast.inside():
        assert SessionSeries.objects.count() == 1
        assert LearningSession.objects.filter(repeats=None).count() == 1
