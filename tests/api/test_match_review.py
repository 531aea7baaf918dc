"""What a review of a run shows beside its pairs, by the interface for programs."""

import pytest

from matching.actions import proposals as act
from matching.actions.rules import set_rules
from matching.models import Match, MatchRun
from matching.rules.configuration import RuleSet
from peerlearn.people.models import Person
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


def test_run_says_of_how_many_no_topics_are_known(hr_admin, run):
    told = hr_admin.get(f"match-runs/{run.id}/").json()["without_topics"]
    assert told.startswith("1 of 3 people told no topics openly.")


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


def test_another_mentor_is_found_chosen_and_swapped(cast, hr_admin, run):
    with cast.inside():
        mentor = make_mentor(run.program, "Max", department="IT", location="Oslo")
        later = run_now(run.program, cast.hr_admin.person)
        ana, bo = Person.objects.get(name="Ana"), Person.objects.get(name="Bo")
    assert hr_admin.get(f"match-runs/{run.id}/mentees/{ana.id}/mentors/").status_code == 409
    of_ana = f"match-runs/{later.id}/mentees/{ana.id}/"
    first, second = hr_admin.get(f"{of_ana}mentors/").json()["results"]
    assert (first["mentor"]["name"], first["is_proposed"], first["why_not"]) == ("Mia", True, [])
    assert (first["places"], first["places_taken"]) == (1, 1)
    assert second["why_not"] == ["no place left"]
    assert not second["can_be_insisted_on"]
    swapped = hr_admin.post(f"{of_ana}swap/", {"other": str(bo.id)}).json()
    assert swapped["mentor"]["name"] == "Max"
    taken = hr_admin.put(f"{of_ana}mentor/", {"mentor": first["mentor"]["id"]})
    assert taken.status_code == 409
    same = hr_admin.put(f"{of_ana}mentor/", {"mentor": str(mentor.id)}).json()
    assert same["mentor"]["name"] == "Max"
    assert caller(cast.facilitator).get(f"{of_ana}mentors/").status_code == 404


def test_hr_insists_on_a_mentor_with_a_reason(cast, hr_admin, run):
    with cast.inside():
        rules = RuleSet(hard={"same_location": {}})
        set_rules(run.program, rules, by=cast.hr_admin.person)
        later = run_now(run.program, cast.hr_admin.person)
        ana, mia = Person.objects.get(name="Ana"), Person.objects.get(name="Mia")
        act.set_aside(Match.objects.get(run=later, mentor=mia), by=cast.hr_admin.person)
    of_ana = f"match-runs/{later.id}/mentees/{ana.id}/"
    [only] = hr_admin.get(f"{of_ana}mentors/").json()["results"]
    assert only["can_be_insisted_on"]
    body = {"mentor": str(mia.id)}
    assert hr_admin.put(f"{of_ana}mentor/", body).status_code == 409
    insisted = hr_admin.put(f"{of_ana}mentor/", {**body, "against_rules": "Both asked"})
    assert insisted.json()["state"] == "proposed"
    told = hr_admin.get(f"proposals/{insisted.json()['id']}/").json()
    assert any("“Both asked”" in text for text in told["warnings"])
