"""What a review of a run shows beside its pairs, by the interface for programs."""

import pytest

from matching.models import MatchRun
from tests.api.caller import caller
from tests.matching.builders import make_mentee, make_mentor, make_program, run_now


@pytest.fixture
def run(cast) -> MatchRun:
    with cast.inside():
        program = make_program()
        make_mentor(program, "Mia", knows="Law", department="IT", location="Rome")
        make_mentee(program, "Ana", wants="Law", department="HR", location="Rome")
        make_mentee(program, "Bo", department="HR", location="Oslo")
        return run_now(program, cast.hr_admin.person)


def test_coverage_says_who_waits(hr_admin, run):
    told = hr_admin.get(f"match-runs/{run.id}/coverage/").json()
    assert (told["mentees"], told["waiting"], told["full"], told["idle"]) == (2, 1, 1, 0)
    assert told["load"] == [{"name": "0 mentees", "count": 0}, {"name": "1 mentee", "count": 1}]
    assert told["by_department"] == [{"name": "HR", "mentees": 2, "waiting": 1, "percent": 50}]
    assert told["mix"] == [{"mentee_department": "HR", "mentor_department": "IT", "pairs": 1}]


def test_pair_is_shown_side_by_side(hr_admin, run):
    [pair] = hr_admin.get(f"match-runs/{run.id}/pairs/").json()["results"]
    told = hr_admin.get(f"proposals/{pair['id']}/").json()
    assert told["pair"] == pair
    [place] = [one for one in told["side_by_side"] if one["what"] == "Location"]
    assert (place["mentee"], place["mentor"], place["common"]) == (["Rome"], ["Rome"], ["Rome"])
    assert sum(one["points"] for one in told["adds_up"]) == pytest.approx(pair["points"], abs=3)


def test_runs_are_compared(cast, hr_admin, run):
    path = f"match-runs/{run.id}/comparison/"
    assert hr_admin.get(path).status_code == 404
    with cast.inside():
        later = run_now(run.program, cast.hr_admin.person)
    told = hr_admin.get(f"{path}?other={later.id}").json()
    assert (told["before"]["id"], told["after"]["id"]) == (str(run.id), str(later.id))
    assert (told["changes"], told["unchanged"], told["same_rules"]) == ([], 1, True)
    assert hr_admin.get(f"{path}?other={run.id}").status_code == 404


def test_nobody_else_sees_any_of_it(cast, hr_admin, run):
    [pair] = hr_admin.get(f"match-runs/{run.id}/pairs/").json()["results"]
    for path in (
        f"match-runs/{run.id}/coverage/",
        f"match-runs/{run.id}/comparison/",
        f"proposals/{pair['id']}/",
    ):
        assert caller(cast.facilitator).get(path).status_code == 404


def test_changes_are_tried_out(cast, hr_admin, run):
    [pair] = hr_admin.get(f"match-runs/{run.id}/pairs/").json()["results"]
    path = f"match-runs/{run.id}/what-if/"
    told = hr_admin.get(path).json()
    assert (told["effect"], told["is_too_large"], len(told["one_more_place"])) == (None, False, 1)
    assert (told["one_more_place"][0]["waiting"], told["one_more_place"][0]["mentor"]["name"]) == (
        0,
        "Mia",
    )
    two = f"?mentee={pair['mentee']['id']}&mentor={pair['mentor']['id']}&way=without"
    effect = hr_admin.get(path + two).json()["effect"]
    assert (effect["waiting_now"], effect["waiting"]) == (1, 1)
    assert [
        (one["mentee"]["name"], one["after"] and one["after"]["name"]) for one in effect["moved"]
    ] == [
        ("Ana", None),
        ("Bo", "Mia"),
    ]
    assert hr_admin.get(f"{path}?mentee={pair['mentee']['id']}").status_code == 422
    hr_admin.post(f"match-runs/{run.id}/publication/")
    assert hr_admin.get(path).status_code == 409
