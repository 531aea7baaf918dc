"""Reviewers: found as managers are, each problem in words of its own, and no rings."""

import pytest

from peerlearn.people.imports.people import PersonRecord
from peerlearn.people.imports.plan import Change
from tests.people.imports.carrying_out import carry_out
from tests.people.imports.files import codes, plan_of
from tests.people.imports.test_columns import guessed


def reviewers(*lines: str, people: list[PersonRecord] | None = None) -> dict[str, str]:
    """Names of reviewers by name of person, once the file is in."""
    before = people or []
    after = carry_out(plan_of(*lines, people=before), before)
    names = {person.id: person.name for person in after}
    return {person.name: names.get(person.reviewer_id, "") for person in after}


@pytest.mark.parametrize(
    "header",
    [
        "Reviewer",
        "Appraiser",
        "Performance reviewer",
        "Second-level reviewer",
        "Reviewer e-mail",
        "Reviewing manager",
        "Beurteilende Führungskraft",
        "Évaluateur",
        "Evaluador",
    ],
)
def test_heading_is_guessed(header: str) -> None:
    found = guessed(f"Name,Manager,{header}", "Anna Berg,,", "Ben Costa,Anna Berg,Anna Berg")
    assert (found["Manager"], found[header]) == ("manager", "reviewer")


def test_is_reviewer_yes_or_no_names_nobody() -> None:
    assert guessed("Name,Is reviewer", "Anna,yes", "Ben,no")["Is reviewer"] == ""


def test_reviewer_is_found_by_address_number_and_name() -> None:
    assert reviewers(
        "Employee ID,Name,E-mail,Reviewer",
        "0012,Anna Berg,anna@x.example,",
        "0013,Ben Costa,,anna@x.example",
        "0014,Cleo Dahl,,0012",
        '0015,Di Erto,,"Berg, Anna"',
        "0016,Ed Fox,,12",
    ) == {
        "Anna Berg": "",
        **dict.fromkeys(("Ben Costa", "Cleo Dahl", "Di Erto", "Ed Fox"), "Anna Berg"),
    }


def test_two_may_review_each_other() -> None:
    lines = ("Name,Reviewer", "Anna Berg,Ben Costa", "Ben Costa,Anna Berg")
    assert codes(plan_of(*lines)) == {}
    assert reviewers(*lines) == {"Anna Berg": "Ben Costa", "Ben Costa": "Anna Berg"}


def test_what_is_wrong_with_a_reviewer_is_said_in_its_own_words() -> None:
    gone = PersonRecord("gone", "Old Boss", has_left=True)
    plan = plan_of(
        "Employee ID,Name,E-mail,Reviewer",
        "1,Anna Berg,anna@x.example,Nobody",
        "2,Ben Costa,ben@x.example,Ben Costa",
        "3,Cleo Dahl,cleo@x.example,Old Boss",
        "4,Di Erto,di@x,",
        "5,Ed Fox,ed@x.example,Di Erto",
        "06,Ed Fox,ed2@x.example,Ed Fox",
        "07,Flo Gil,flo@x.example,6",
        people=[gone],
    )
    found = codes(plan)
    assert found.pop(5)
    assert found == {
        2: ["reviewer_unknown"],
        3: ["reviewer_self"],
        4: ["reviewer_left"],
        6: ["reviewer_row_wrong"],
        7: ["reviewer_ambiguous"],
        8: ["reviewer_zeros"],
    }
    assert plan.counts()["new"] == 6


def test_change_of_reviewer_is_shown_and_an_empty_cell_keeps_it() -> None:
    anna = PersonRecord("anna", "Anna Berg", "anna@x.example")
    ben = PersonRecord("ben", "Ben Costa", "ben@x.example", reviewer_id="anna")
    cleo = PersonRecord("cleo", "Cleo Dahl", "cleo@x.example")
    people = [anna, ben, cleo]
    plan = plan_of("E-mail,Name,Reviewer", "ben@x.example,Ben Costa,Cleo Dahl", people=people)
    assert plan.rows[0].changes == (Change("reviewer", "Anna Berg", "Cleo Dahl"),)
    again = plan_of("E-mail,Name,Reviewer", "ben@x.example,Ben Costa,", people=people)
    assert again.counts()["unchanged"] == 1
