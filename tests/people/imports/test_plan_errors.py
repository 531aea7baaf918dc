"""What a row can't be, and what is said of it."""

import pytest

from tests.people.imports.files import codes, outcomes, plan_of


def test_every_error_names_row_column_and_value() -> None:
    plan = plan_of(
        "Name,E-mail,Start date,End date,Employment status",
        "Anna,anna@x,31.02.2024,,blue",
        "Ben,ben@x.example,2024-05-01,2024-04-01,",
    )
    assert [(each.code, each.column, each.value) for each in plan.rows[0].problems] == [
        ("date_not_there", "Start date", "31.02.2024"),
        ("email_no_domain", "E-mail", "anna@x"),
        ("status_unknown", "Employment status", "blue"),
    ]
    assert codes(plan)[3] == ["end_before_start"]


def test_surplus_cells_are_an_error_of_the_row() -> None:
    plan = plan_of("Name,Department", "Anna,Sales", "Costa, Ben,IT")
    assert codes(plan) == {3: ["row_too_long"]}


def test_formula_is_kept_as_text_with_a_warning() -> None:
    plan = plan_of("Name,Job title", "Anna,=cmd|' /C calc'!A0")
    assert (outcomes(plan), codes(plan)) == ({2: "new"}, {2: ["formula_text"]})
    assert plan.rows[0].person.title == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+CMD", "@SUM(1)", "-2+3|x", "-2+3", "'=1+1", "＝1+1", "+49 151", " =1+1"],
)
def test_formula_is_nobodys_name(name: str) -> None:
    for plan, column in (
        (plan_of("Name,E-mail", f"{name},a@x.example"), "Name"),
        (plan_of("First name,Last name", f"Anna,{name}"), "Last name"),
    ):
        found = [(each.code, each.column) for each in plan.rows[0].problems]
        assert (outcomes(plan), found) == ({2: "error"}, [("name_is_formula", column)])


@pytest.mark.parametrize("value", ["#NAME?", "#REF!", "#DIV/0!", "#N/A"])
def test_error_of_a_spreadsheet_is_nobodys_name(value: str) -> None:
    plan = plan_of("First name,Last name,Department", f"{value},Jot,", f"Anna,Ek,{value}")
    assert (outcomes(plan)[2], codes(plan)) == ("error", {2: ["name_is_error"]})


def test_names_with_marks_inside_or_an_apostrophe_stay_names() -> None:
    lines = ("'t Hooft", "Anna-Lena Berg", "O'Neil", "Sam (Sales)", "Ng")
    plan = plan_of("Name", *lines)
    assert ([row.name for row in plan.rows], codes(plan)) == (list(lines), {})


def test_language_that_is_a_sentence_is_an_error_of_the_row() -> None:
    plan = plan_of("Name,Languages", f"Anna,German; {'x' * 81}", f"Ben,German; {'x' * 80}")
    assert (outcomes(plan), codes(plan)) == ({2: "error", 3: "new"}, {2: ["too_long"]})


def test_name_without_anything_to_read_is_missing() -> None:
    plan = plan_of("Name,Department", "\u3164\u202e,Sales")
    assert (outcomes(plan), codes(plan)) == ({2: "error"}, {2: ["name_missing"]})
