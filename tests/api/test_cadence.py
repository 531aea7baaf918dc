"""Votes on how and when to meet, by the API."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions.models import LearningSession
from tests.api.caller import caller
from tests.sessions.making import make_program

BALLOT = {"formats": ["lunch_and_learn"], "slots": ["1-12:00"], "frequencies": [2]}


def open_vote(player, program):
    body = {
        "program": str(program.id),
        "starts_on": str(timezone.localdate() + timedelta(weeks=4)),
        "hours": ["12:00"],
        "closes_at": (timezone.now() + timedelta(days=7)).isoformat(),
    }
    return player.post("cadence-polls/", body)


def test_vote_is_opened_cast_counted_and_sets_sessions(cast, hr_admin, employee, program):
    made = open_vote(hr_admin, program)
    assert made.status_code == 201, made.json()
    address = f"cadence-polls/{made.json()['id']}/"
    mentor = caller(cast.mentor)
    assert mentor.get(address).json()["count"] is None
    said = mentor.call("PUT", f"{address}ballot/", BALLOT).json()
    assert said["own"] == BALLOT
    assert said["outcome"]["every_weeks"] == 2
    assert employee.get(address).json()["outcome"] is None
    assert hr_admin.post(f"{address}sessions/").json()["state"] == "set"
    with cast.inside():
        assert LearningSession.objects.count() == 7
    assert hr_admin.delete(f"{address}sessions/").json()["state"] == "open"
    with cast.inside():
        assert LearningSession.objects.count() == 0


def test_list_takes_the_same_queries_for_any_number_of_votes(cast, hr_admin, program):
    open_vote(hr_admin, program)
    one = queries_of(hr_admin)
    for number in range(2):
        with cast.inside():
            other = make_program(cast, f"Other {number}")
        open_vote(hr_admin, other)
    assert queries_of(hr_admin) == one
    assert [vote["has_voted"] for vote in hr_admin.get("cadence-polls/").json()["results"]] == [
        False,
        False,
        False,
    ]


def queries_of(player):
    player.get("cadence-polls/")
    with CaptureQueriesContext(connection) as captured:
        player.get("cadence-polls/")
    return len(captured)


def test_second_vote_is_a_conflict_and_employees_open_none(cast, hr_admin, employee, program):
    first = open_vote(hr_admin, program).json()
    assert open_vote(hr_admin, program).status_code == 409
    assert open_vote(employee, program).status_code == 404
    assert hr_admin.delete(f"cadence-polls/{first['id']}/").status_code == 204
    assert hr_admin.get(f"cadence-polls/{first['id']}/").status_code == 404


def test_ended_vote_takes_no_ballots(cast, hr_admin, employee, program):
    address = f"cadence-polls/{open_vote(hr_admin, program).json()['id']}/"
    hr_admin.post(f"{address}end/")
    late = employee.call("PUT", f"{address}ballot/", BALLOT)
    assert (late.status_code, late.json()["type"].rsplit(":", 1)[-1]) == (409, "vote-over")
