"""Sessions and their people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.models import LearningSession, LiveQuestion
from tests.api.caller import Caller, caller, names, pointers, refusal
from tests.sessions.making import in_days, make_session


def plan(program, **changes):
    start = changes.pop("starts_at", in_days(5))
    return {
        "program": str(program.id),
        "title": "Payroll explained",
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
        "room": "Room 7",
        "capacity": 10,
        **changes,
    }


def test_sessions_are_listed_by_tab(cast, lunch, employee, mentor_session):
    assert names(employee.get("sessions/"), "title") == [lunch.title, mentor_session.title]
    assert names(employee.get("sessions/?tab=mine"), "title") == []
    assert names(caller(cast.mentor).get("sessions/?tab=mine"), "title") == [lunch.title]
    assert names(employee.get("sessions/?tab=past"), "title") == []
    assert names(employee.get("sessions/?q=later"), "title") == [mentor_session.title]


@pytest.fixture
def mentor_session(cast, program) -> LearningSession:
    with cast.inside():
        return make_session(program, cast.hr_admin, title="Later", starts_at=in_days(9))


def test_session_is_not_there_for_people_outside_its_program(cast, lunch, outsider):
    for other in (caller(cast.director), outsider):
        assert other.get(f"sessions/{lunch.id}/").status_code == 404
        assert other.get("sessions/").json()["results"] == []


def test_times_are_utc(lunch, employee):
    said = employee.get(f"sessions/{lunch.id}/").json()
    assert said["starts_at"] == lunch.starts_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_video_link_is_in_no_list_and_shown_shortly_before(cast, lunch, employee, hr_admin):
    path = f"sessions/{lunch.id}/"
    assert employee.get(path).json()["video_url"] is None
    employee.post("bookings/", {"session": str(lunch.id), "mode": "remote"})
    assert employee.get(path).json()["video_url"] is None
    assert hr_admin.get(path).json()["video_url"] == lunch.video_url
    with cast.inside():
        LearningSession.objects.update(starts_at=timezone.now() + timedelta(minutes=59))
    assert employee.get(path).json()["video_url"] == lunch.video_url
    for one in (employee, hr_admin):
        assert [row["video_url"] for row in one.get("sessions/").json()["results"]] == [None]


def test_join_code_is_nowhere(lunch, employee, hr_admin):
    for one in (employee, hr_admin):
        assert lunch.join_code not in one.get(f"sessions/{lunch.id}/").content.decode()


def test_session_is_scheduled_changed_and_called_off(cast, program, hr_admin):
    made = hr_admin.post("sessions/", plan(program, facilitator=str(cast.facilitator.person.id)))
    assert made.status_code == 201, made.content
    said = made.json()
    assert said["time_zone"] == "Europe/Berlin"
    assert said["facilitator"]["name"] == "Fay Facilitator"
    path = f"sessions/{said['id']}/"
    changed = hr_admin.patch(path, {"capacity": 12}).json()
    assert (changed["capacity"], changed["title"]) == (12, "Payroll explained")
    off = hr_admin.post(f"{path}cancellation/", {"reason": "The speaker is ill."}).json()
    assert (off["state"], off["cancel_reason"]) == ("cancelled", "The speaker is ill.")
    assert refusal(hr_admin.patch(path, {"capacity": 14}))[0] == "session-over"


@pytest.mark.parametrize("who", ["employee", "facilitator"])
def test_session_is_not_planned_by_others(program, lunch, request, who):
    other: Caller = request.getfixturevalue(who)
    assert other.post("sessions/", plan(program)).status_code == 404
    assert other.patch(f"sessions/{lunch.id}/", {"capacity": 3}).status_code == 404
    answer = other.post(f"sessions/{lunch.id}/cancellation/", {"reason": "No."})
    assert answer.status_code == 404


def test_plan_is_refused_as_on_the_page(cast, program, hr_admin):
    assert list(pointers(hr_admin.post("sessions/", plan(program, starts_at=in_days(-1))))) == [
        "/starts_at"
    ]
    long = plan(program) | {"ends_at": in_days(8).isoformat(), "room": ""}
    assert set(pointers(hr_admin.post("sessions/", long))) == {"/ends_at", "/room"}
    wrong = plan(program, facilitator=str(cast.mentor.person.id))
    assert list(pointers(hr_admin.post("sessions/", wrong))) == ["/facilitator"]
    nobody = plan(program, presenter=str(program.id))
    assert list(pointers(hr_admin.post("sessions/", nobody))) == ["/presenter"]
    unsafe = plan(program, video_url="http://video.example/")
    assert list(pointers(hr_admin.post("sessions/", unsafe))) == ["/video_url"]
    elsewhere = plan(program, time_zone="Mars/Base")
    assert list(pointers(hr_admin.post("sessions/", elsewhere))) == ["/time_zone"]


def test_people_of_a_session_are_for_hr_and_those_who_lead(
    cast, lunch, employee, hr_admin, facilitator
):
    employee.post("bookings/", {"session": str(lunch.id)})
    for one in (hr_admin, facilitator, caller(cast.mentor)):
        seats = one.get(f"sessions/{lunch.id}/bookings/").json()["results"]
        assert [row["person"]["name"] for row in seats] == ["Emil Employee"]
        assert one.get(f"sessions/{lunch.id}/waitlist/").json()["results"] == []
    assert employee.get(f"sessions/{lunch.id}/bookings/").status_code == 404
    assert employee.get(f"sessions/{lunch.id}/waitlist/").status_code == 404


def test_questions_have_no_author_and_no_time(cast, lunch, employee, facilitator, hr_admin):
    with cast.inside():
        LiveQuestion.objects.create(learning_session=lunch, text="Who pays?", votes=2)
        LiveQuestion.objects.create(learning_session=lunch, text="Hidden?", state="held")
    path = f"sessions/{lunch.id}/questions/"
    rows = facilitator.get(path).json()["results"]
    assert [row["text"] for row in rows] == ["Who pays?", "Hidden?"]
    assert all(set(row) == {"id", "text", "state", "votes"} for row in rows)
    assert employee.get(path).status_code == 404
    assert hr_admin.get(path).status_code == 404


def test_questions_are_shown_to_those_in_the_room(cast, lunch, employee):
    employee.post("bookings/", {"session": str(lunch.id)})
    with cast.inside():
        LiveQuestion.objects.create(learning_session=lunch, text="Who pays?")
        LiveQuestion.objects.create(learning_session=lunch, text="Hidden?", state="held")
        LearningSession.objects.update(state="live")
        lunch.bookings.update(checked_in_at=in_days(0))
    rows = employee.get(f"sessions/{lunch.id}/questions/").json()["results"]
    assert [row["text"] for row in rows] == ["Who pays?"]


@pytest.mark.parametrize("said", [{"every_weeks": -1}, {"from_week": 3}, {"state": "finished"}])
def test_what_a_plan_cannot_change_is_refused_at_the_field(lunch, hr_admin, said):
    path = f"sessions/{lunch.id}/"
    for _again in range(2):
        assert list(pointers(hr_admin.patch(path, said))) == [f"/{next(iter(said))}"]
