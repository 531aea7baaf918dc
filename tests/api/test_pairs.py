"""The life of a pair over the API: the same acts as in the pages, for the two alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.models import Match, PairMeeting, PairVerdict
from peerlearn.notifications.models import Notification
from tests.api.caller import caller, refusal
from tests.matching.builders import enroll, make_program


@pytest.fixture
def pair(cast) -> str:
    """The path of the employee's pair with the mentor."""
    with cast.inside():
        program = make_program("Spring", ends_on=timezone.localdate() + timedelta(days=90))
        enroll(program, cast.mentor.person, "mentor")
        enroll(program, cast.employee.person, "mentee")
        match = Match.objects.create(
            program=program,
            mentor=cast.mentor.person,
            mentee=cast.employee.person,
            state="active",
            score=1,
            published_at=timezone.now(),
        )
    return f"matches/{match.id}/"


def own(caller):
    return caller.get("me/matches/").json()["results"][0]


def test_pair_is_paused_seen_and_back(employee, pair):
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert employee.put(f"{pair}pause/", {"returns_on": day}).json()["paused_until"] == day
    assert own(employee)["health"] == "paused"
    assert employee.delete(f"{pair}pause/").status_code == 204
    assert own(employee)["health"] == "too_early"
    assert refusal(employee.put(f"{pair}pause/", {"returns_on": "2026-01-01"}))[0] == "pause-day"


def test_meetings_are_planned_noted_and_taken_back(employee, pair):
    at = (timezone.now() + timedelta(days=3)).replace(microsecond=0).isoformat()
    assert employee.put(f"{pair}next-meeting/", {"starts_at": at}).json()["state"] == "planned"
    assert own(employee)["next_meeting_at"] is not None
    assert employee.delete(f"{pair}next-meeting/").status_code == 204
    now = timezone.now().isoformat()
    held = employee.post(f"{pair}meetings/", {"held_at": now}).json()
    assert own(employee)["health"] == "on_track"
    assert employee.get(f"{pair}meetings/").json()["count"] == 1
    assert employee.delete(f"{pair}meetings/{held['id']}/").status_code == 204
    assert own(employee)["first_met_at"] is None


def test_goals_are_added_ticked_and_removed(employee, pair):
    goal = employee.post(f"{pair}goals/", {"text": "Run payroll"}).json()
    ticked = employee.post(f"{pair}goals/{goal['id']}/tick/").json()
    assert ticked["done_by"]["id"] is not None
    assert employee.delete(f"{pair}goals/{goal['id']}/tick/").status_code == 204
    assert employee.delete(f"{pair}goals/{goal['id']}/").status_code == 204
    assert employee.get(f"{pair}goals/").json()["count"] == 0
    assert employee.post(f"{pair}goals/{goal['id']}/").json()["text"] == "Run payroll"


def test_pair_ends_without_a_word_to_others(cast, employee, hr_admin, pair):
    said = {"reason": "contact", "again": False, "find_another": True}
    assert employee.post(f"{pair}end/", said).json()["match"]["state"] == "ended_early"
    assert employee.put(f"{pair}verdict/", {"again": True}).status_code == 204
    shown = hr_admin.get(pair).json()
    assert shown["state"] == "ended_early"
    assert not {"reason", "again", "by", "how"} & set(shown)
    with cast.inside():
        assert PairVerdict.objects.get().again is True
        assert all(mail.is_private for mail in Notification.objects.filter(kind="matching.ended"))


def test_pair_is_closed_by_both(employee, pair):
    closed = employee.put(f"{pair}closing/", {"thanks": "Thank you", "again": True}).json()
    assert (closed["state"], closed["thanks"]) == ("active", "Thank you")


def test_pair_of_others_is_not_there_not_even_for_hr(hr_admin, pair):
    for rest in ("meetings/", "goals/"):
        assert hr_admin.get(f"{pair}{rest}").status_code == 404
    assert hr_admin.post(f"{pair}end/", {}).status_code == 404


def test_hr_reads_health_and_sets_terms(cast, employee, hr_admin, pair):
    with cast.inside():
        program = Match.objects.get().program_id
    [row] = hr_admin.get(f"programs/{program}/pair-health/").json()["results"]
    assert (row["health"], row["reason"]) == ("too_early", "The first meeting isn't due yet.")
    assert hr_admin.get(f"programs/{program}/pair-health/?health=on_track").json()["count"] == 0
    said = {"first_meeting_days": 3, "check_in_weeks": 2}
    assert hr_admin.put(f"programs/{program}/pair-terms/", said).json() == said
    assert hr_admin.get(f"programs/{program}/waiting-mentees/").json()["count"] == 0
    assert employee.get(f"programs/{program}/pair-health/").status_code == 404


def test_times_are_found_proposed_taken_back_and_taken(cast, employee, pair):
    mentor = caller(cast.mentor)
    free = employee.get(f"{pair}free-times/?minutes=45").json()["results"]
    starts = [one["starts_at"] for one in free[:3]]
    made = employee.post(f"{pair}proposed-times/", {"starts": starts, "minutes": 45})
    assert made.status_code == 201
    one = f"{pair}proposed-times/{made.json()['id']}/"
    assert employee.delete(one).status_code == 204
    assert employee.post(one).json()["state"] == "open"
    assert mentor.post(f"{one}refusal/").json()["state"] == "declined"
    assert mentor.post(one).json()["state"] == "open"
    assert refusal(employee.post(f"{one}refusal/"))[0] == "times-over"
    met = mentor.post(f"{one}acceptance/", {"starts_at": starts[0]}).json()
    assert (met["state"], met["starts_at"], met["minutes"]) == ("planned", starts[0], 45)
    listed = employee.get(f"{pair}proposed-times/").json()["results"]
    assert [found["state"] for found in listed] == ["accepted"]


def test_odd_times_are_refused_before_anything_is_written(employee, pair):
    def propose(*starts):
        return employee.post(f"{pair}proposed-times/", {"starts": list(starts)})

    assert propose().status_code == 422
    assert propose(*["2026-01-05T10:00:00Z"] * 4).status_code == 422
    assert refusal(propose("2026-01-05T10:00:00Z"))[0] == "meeting-time"
    assert employee.get(f"{pair}proposed-times/").json()["count"] == 0


def test_times_of_others_are_not_there(hr_admin, pair):
    for rest in ("free-times/", "proposed-times/"):
        assert hr_admin.get(pair + rest).status_code == 404


def test_outcome_of_a_planned_meeting_is_said_and_taken_back(cast, employee, pair):
    with cast.inside():
        match = Match.objects.get(mentee=cast.employee.person)
        PairMeeting.objects.create(match=match, starts_at=timezone.now() - timedelta(hours=1))
    planned = employee.get(f"{pair}next-meeting/").json()
    one = f"{pair}meetings/{planned['id']}/outcome/"
    assert employee.put(one, {"met": True}).json()["state"] == "held"
    assert refusal(employee.put(one, {"met": False}))[0] == "meeting-time"
    assert employee.delete(one).status_code == 204
    assert employee.put(one, {"met": False}).json()["state"] == "cancelled"
    assert employee.get(f"{pair}next-meeting/").status_code == 404
