"""Rules of a program and one's private list by the interface for programs."""

import pytest

from matching.models import MatchRules, NotWith
from tests.api.caller import caller, pointers
from tests.matching.builders import make_mentee, make_mentor, make_program

CHOSEN = {
    "hard": {"other_location": {}, "too_few_shared_hours": {"hours": 3}},
    "soft": {"same_site": 0.5, "same:Team": 0.25},
}


@pytest.fixture
def page(cast) -> str:
    with cast.inside():
        program = make_program()
        make_mentor(program, "Mia", location="Rome", attributes={"Team": "Blue", "Gender": "f"})
        make_mentor(program, "Max", location="Oslo", attributes={"Team": "Red", "Gender": "m"})
        make_mentee(program, "Ana", location="Rome", attributes={"Team": "Red", "Gender": "f"})
        make_mentee(program, "Bo", location="Lima")
    return f"programs/{program.id}/match-rules/"


def test_rules_are_shown_set_taken_back_and_reset(cast, hr_admin, page):
    first = hr_admin.get(page).json()
    assert (first["version"], first["is_usual"], first["columns"]) == (0, True, ["Team"])
    told = hr_admin.put(page, CHOSEN).json()
    assert (told["version"], told["hard"], told["soft"]) == (1, CHOSEN["hard"], CHOSEN["soft"])
    assert hr_admin.delete(page).json()["is_usual"]
    assert hr_admin.post(f"{page}1/undo/").status_code == 409
    assert hr_admin.post(f"{page}2/undo/").json()["soft"] == CHOSEN["soft"]
    with cast.inside():
        assert MatchRules.objects.count() == 3


def test_rules_are_not_overwritten_unseen(cast, hr_admin, page):
    tag = hr_admin.get(page)["ETag"]
    hr_admin.put(page, CHOSEN)
    stale = hr_admin.put(page, {**CHOSEN, "hard": {}}, **{"If-Match": tag})
    assert stale.status_code == 412
    assert hr_admin.get(page).json()["hard"] == CHOSEN["hard"]


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"hard": {"zodiac": {}}}, "/rules"),
        ({"hard": {"reporting_line": {}}}, "/rules"),
        ({"soft": {}}, "/rules"),
        ({"soft": {"shared_struggles": 1}}, "/rules"),
        ({"soft": {"same_site": 2}}, "/soft/same_site"),
    ],
)
def test_rules_that_make_no_sense_are_refused(hr_admin, page, changes, at):
    answer = hr_admin.put(page, {**CHOSEN, **changes})
    assert (answer.status_code, list(pointers(answer))) == (422, [at])


@pytest.mark.parametrize("kind", ["hard", "soft"])
def test_more_rules_than_there_can_be_are_one_error(hr_admin, page, kind):
    rules = {"hard": {}, "soft": {}, kind: {f"same:{n}": "no" for n in range(61)}}
    refused = hr_admin.post(f"{page}effect/", rules)
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"pointer": f"/{kind}", "message": "At most 60 rules."}]


def test_effect_is_counted_and_nothing_is_kept(cast, hr_admin, page):
    told = hr_admin.post(f"{page}effect/", CHOSEN).json()
    assert (told["can_be_matched_now"], told["can_be_matched"]) == (2, 1)
    assert [(one["name"], one["rules"]) for one in told["stuck"]] == [("Bo", ["other_location"])]
    assert [(one["rule"], one["more"]) for one in told["reliefs"]] == [("other_location", 1)]
    assert [one["mentee"] for one in told["sample"]] == ["Ana", "Bo"]
    with cast.inside():
        assert not MatchRules.objects.exists()


def test_own_list_is_ones_own(cast, page):
    employee, mentor = caller(cast.employee), caller(cast.mentor)
    said = employee.post("me/not-with/", {"who": cast.mentor.person.name})
    assert (said.status_code, said.json()["name"]) == (201, cast.mentor.person.name)
    assert employee.get("me/not-with/").json()["count"] == 1
    assert mentor.get("me/not-with/").json()["count"] == 0
    one = f"me/not-with/{said.json()['id']}/"
    assert mentor.delete(one).status_code == 404
    assert list(pointers(employee.post("me/not-with/", {"who": "Nobody Atall"}))) == ["/who"]
    assert employee.delete(one).status_code == 204
    with cast.inside():
        assert not NotWith.objects.exists()
