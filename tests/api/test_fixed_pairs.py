"""Pairs that HR fixes by hand, over the API."""

from types import SimpleNamespace

import pytest

from matching.models import Match
from matching.tasks import run_matching
from tests.api.caller import Caller, refusal
from tests.cast import Cast
from tests.matching.builders import make_mentee, make_mentor
from tests.matching.fixing import same_place_only


@pytest.fixture
def scene(cast: Cast, program) -> SimpleNamespace:
    with cast.inside():
        mia = make_mentor(program, "Mia Sol", location="Rome")
        max_ = make_mentor(program, "Max Lee", location="Oslo")
        bo = make_mentee(program, "Bo New", location="Oslo")
        ana = make_mentee(program, "Ana New", location="Rome")
    path = f"programs/{program.id}/fixed-pairs/"
    people = {"mia": mia, "max": max_, "bo": bo, "ana": ana}
    return SimpleNamespace(program=program, path=path, cast=cast, **people)


def body(mentee, mentor, **more):
    return {"mentee": str(mentee.id), "mentor": str(mentor.id), **more}


def test_pair_is_fixed_listed_freed_and_fixed_again(cast, hr_admin, scene):
    answer = hr_admin.post(scene.path, body(scene.bo, scene.mia))
    assert answer.status_code == 201
    made = answer.json()
    assert (made["mentee"]["name"], made["mentor"]["name"]) == ("Bo New", "Mia Sol")
    [one] = hr_admin.get(scene.path).json()["results"]
    assert (one["id"], one["problem"], one["against"]) == (made["id"], "", "")
    assert one["fixed_by"]["id"] == str(cast.hr_admin.person.id)
    assert hr_admin.delete(f"fixed-pairs/{made['id']}/").status_code == 204
    assert hr_admin.delete(f"fixed-pairs/{made['id']}/").status_code == 204
    assert hr_admin.get(scene.path).json()["results"] == []
    again = hr_admin.post(f"fixed-pairs/{made['id']}/again/")
    assert again.json()["freed_at"] is None
    assert len(hr_admin.get(scene.path).json()["results"]) == 1


def test_refusals_say_whether_a_reason_would_help(hr_admin, scene):
    with scene.cast.inside():
        same_place_only(scene)
    kind, words = refusal(hr_admin.post(scene.path, body(scene.bo, scene.mia)))
    assert (kind, "different places of work" in words) == ("reason-needed", True)
    answer = hr_admin.post(scene.path, body(scene.bo, scene.mia, reason="They asked"))
    assert answer.status_code == 201
    [one] = hr_admin.get(scene.path).json()["results"]
    assert (one["reason"], one["against"]) == ("They asked", "different places of work")
    kind, _words = refusal(hr_admin.post(scene.path, body(scene.mia, scene.bo)))
    assert kind == "not-fixable"


def test_nobody_of_this_id_is_said_of_the_field(hr_admin, scene):
    answer = hr_admin.post(scene.path, {**body(scene.bo, scene.mia), "mentor": scene.program.id})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/mentor"]


def test_list_is_fixed_and_taken_back_together(hr_admin, scene):
    pairs = [
        {"mentee": "bo.new@acme.example", "mentor": "Mia Sol"},
        {"mentee": "Ana New", "mentor": "Max Lee"},
        {"mentee": "Zoe", "mentor": "Max Lee"},
    ]
    done = hr_admin.post(f"{scene.path}list/", {"pairs": pairs}).json()
    assert [one["mentee"]["name"] for one in done["fixed"]] == ["Bo New", "Ana New"]
    assert [one["mentee"] for one in done["refused"]] == ["Zoe"]
    first = done["fixed"][0]["id"]
    assert hr_admin.delete(f"fixed-pairs/{first}/list/").json() == {"freed": 2}
    assert hr_admin.post(f"{scene.path}list/", {"pairs": []}).status_code == 422


def test_run_says_who_fixed_a_pair_and_what_it_could_not_keep(cast, hr_admin, scene):
    hr_admin.post(scene.path, body(scene.bo, scene.mia, reason="They asked"))
    hr_admin.post(scene.path, body(scene.ana, scene.max))
    with scene.cast.inside():
        scene.max.enrollments.update(state="paused")
    made = hr_admin.post(f"programs/{scene.program.id}/match-runs/").json()
    run_matching(organization_id=str(cast.organization.id), run_id=made["id"])
    run = f"match-runs/{made['id']}/"
    assert hr_admin.get(run).json()["missed"] == [
        "Max Lee and Ana New: one of them did not take part."
    ]
    [pair] = hr_admin.get(f"{run}pairs/").json()["results"]
    assert (pair["fixed_by"], pair["fixed_because"]) == ("Hanna Admin", "They asked")


@pytest.mark.parametrize("who", ["employee", "facilitator", "outsider"])
def test_fixed_pairs_are_not_there_for_others(hr_admin, scene, request, who):
    made = hr_admin.post(scene.path, body(scene.bo, scene.mia)).json()
    other: Caller = request.getfixturevalue(who)
    assert other.get(scene.path).status_code == 404
    assert other.post(scene.path, body(scene.ana, scene.max)).status_code == 404
    assert other.delete(f"fixed-pairs/{made['id']}/").status_code == 404
    with scene.cast.inside():
        assert not Match.objects.exists()
