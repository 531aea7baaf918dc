"""From rows to a plan: outcomes, identity, changes, leavers, repeats."""

from dataclasses import replace
from datetime import date

from peerlearn.people.imports.columns import guess_targets
from peerlearn.people.imports.people import PersonRecord
from peerlearn.people.imports.plan import Change
from peerlearn.people.imports.planning import make_plan
from peerlearn.people.imports.reading import read_table
from tests.people.imports.carrying_out import carry_out
from tests.people.imports.files import CIVIL_SERVICE, TODAY, codes, outcomes, plan_of, table_of

ANNA = PersonRecord("anna", "Anna Berg", "anna@x.example", "1", department="Sales")


BEN = PersonRecord("ben", "Ben Costa", "ben@x.example", "2", department="IT")


DESKLESS = PersonRecord("di", "Di Erto", department="Logistics")


def test_new_changed_and_unchanged_people_are_told_apart() -> None:
    plan = plan_of(
        "Employee ID,Name,E-mail,Department",
        "1,Anna Berg,anna@x.example,Sales",
        "2,Ben Costa,ben@x.example,Security",
        "3,Cleo Dahl,,Sales",
        people=[ANNA, BEN, DESKLESS],
    )
    assert outcomes(plan) == {2: "unchanged", 3: "changed", 4: "new"}
    assert plan.rows[1].changes == (Change("department", "IT", "Security"),)
    assert plan.counts() == {
        "new": 1,
        "changed": 1,
        "unchanged": 1,
        "leaver": 0,
        "skipped": 0,
        "error": 0,
        "not_reachable": 1,
    }


def test_missing_are_those_whom_no_row_is_or_might_be_about() -> None:
    left = replace(DESKLESS, id="left", employee_number="9", name="Gone", has_left=True)
    lines = ("Name,E-mail,Start date", "Anna Berg,anna@x.example,", "Ben Costa,,2024-99-99")
    plan = plan_of(*lines, people=[ANNA, BEN, DESKLESS, left])
    assert outcomes(plan) == {2: "unchanged", 3: "error"}
    assert plan.missing == [DESKLESS.id]


def test_empty_cells_change_nothing() -> None:
    plan = plan_of("Name,E-mail,Department", "Anna Berg,anna@x.example,", people=[ANNA])
    assert outcomes(plan) == {2: "unchanged"}


def test_person_is_known_by_number_then_email_then_name() -> None:
    plan = plan_of(
        "Employee ID,Name,E-mail,Department",
        "1,Anna Berg-Ruiz,a.new@x.example,Sales",
        ",Benjamin Costa,BEN@x.example,IT",
        ",Erto  Di,,Logistics".replace("Erto  Di", '"Erto, Di"'),
        people=[ANNA, BEN, DESKLESS],
    )
    assert [row.record and row.record.id for row in plan.rows] == ["anna", "ben", "di"]


def test_deskless_person_gets_an_address_and_a_number_later() -> None:
    plan = plan_of(
        "Employee ID,Name,E-mail,Department", "9,Di Erto,di@x.example,Logistics", people=[DESKLESS]
    )
    assert {change.field for change in plan.rows[0].changes} == {"email", "employee_number"}


def test_namesake_in_another_department_is_somebody_else() -> None:
    plan = plan_of("Name,Department", "Di Erto,Sales", people=[DESKLESS])
    assert outcomes(plan) == {2: "new"}
    assert codes(plan) == {2: ["namesake"]}


def test_name_that_fits_two_people_is_an_error() -> None:
    twins = [PersonRecord("one", "Di Erto"), PersonRecord("two", "Di Erto")]
    plan = plan_of("Name,Department", "Di Erto,Sales", people=twins)
    assert codes(plan) == {2: ["person_ambiguous"]}


def test_start_date_tells_namesakes_apart() -> None:
    twins = [
        PersonRecord("one", "Di Erto", start_date=date(2020, 1, 1)),
        PersonRecord("two", "Di Erto", start_date=date(2024, 1, 1)),
    ]
    plan = plan_of("Name,Start date", "Di Erto,2024-01-01", people=twins)
    assert plan.rows[0].record == twins[1]
    assert outcomes(plan) == {2: "unchanged"}


def test_sure_row_claims_its_person_before_a_namesake_above_it() -> None:
    plan = plan_of(
        "Employee ID,Name,Department", ",Anna Berg,Sales", "1,Anna Berg,Sales", people=[ANNA]
    )
    assert outcomes(plan) == {2: "new", 3: "unchanged"}


def test_address_of_somebody_else_is_an_error() -> None:
    plan = plan_of(
        "Employee ID,Name,E-mail",
        "1,Anna Berg,ben@x.example",
        "7,Cleo Dahl,ben@x.example",
        people=[ANNA, BEN],
    )
    assert codes(plan)[2] == ["email_of_another"]
    assert codes(plan)[3] == ["email_taken"]
    new = plan_of("Employee ID,Name,E-mail", "7,Cleo Dahl,ben@x.example", people=[BEN])
    assert codes(new) == {2: ["email_of_another"]}


def test_two_people_may_swap_addresses() -> None:
    plan = plan_of(
        "Employee ID,Name,E-mail",
        "1,Anna Berg,ben@x.example",
        "2,Ben Costa,anna@x.example",
        people=[ANNA, BEN],
    )
    assert outcomes(plan) == {2: "changed", 3: "changed"}


def test_repeated_person_counts_once_and_contradictions_are_listed() -> None:
    plan = plan_of(
        "Employee ID,Name,E-mail,Job title",
        "1,Anna Berg,anna@x.example,CEO",
        "1,Anna Berg,anna@x.example,CEO",
        "1,Anna Berg,anna@x.example,CFO",
        "3,Cleo Dahl,anna@x.example,COO",
        ",Anna,ANNA@x.example,CEO",
    )
    assert outcomes(plan) == {2: "new", 3: "skipped", 4: "error", 5: "error", 6: "error"}
    assert codes(plan) == {
        3: ["row_repeated"],
        4: ["person_repeated"],
        5: ["email_taken"],
        6: ["person_repeated"],
    }
    assert plan.rows[2].problems[0].detail == {"row": "2", "fields": "title"}


def test_row_without_a_name_is_an_error_unless_the_person_is_known() -> None:
    plan = plan_of("Employee ID,Name,Department", "1,,Marketing", "8,,Marketing", people=[ANNA])
    assert outcomes(plan) == {2: "changed", 3: "error"}
    assert codes(plan) == {3: ["name_missing"]}


def test_known_leavers_are_marked_and_unknown_ones_passed_over() -> None:
    plan = plan_of(
        "Name,E-mail,Status,End date",
        "Anna Berg,anna@x.example,terminated,2026-01-31",
        "Ben Costa,ben@x.example,active,2026-03-01",
        "Cleo Dahl,cleo@x.example,left,",
        "Di Erto,di@x.example,active,2027-01-01",
        people=[ANNA, BEN],
    )
    assert outcomes(plan) == {2: "leaver", 3: "leaver", 4: "skipped", 5: "new"}
    assert codes(plan) == {3: ["status_contradicts"], 4: ["leaver_unknown"]}


def test_end_date_today_is_not_yet_past() -> None:
    plan = plan_of("Name,End date", f"Cleo Dahl,{TODAY.isoformat()}")
    assert outcomes(plan) == {2: "new"}


def test_leaver_comes_back_when_the_file_says_so() -> None:
    gone = PersonRecord(
        "anna", "Anna Berg", "anna@x.example", end_date=date(2025, 1, 1), has_left=True
    )
    back = plan_of("Name,E-mail,Status", "Anna Berg,anna@x.example,active", people=[gone])
    assert {change.field for change in back.rows[0].changes} == {"end_date", "left"}
    unsaid = plan_of("Name,E-mail", "Anna Berg,anna@x.example", people=[gone])
    assert (outcomes(unsaid), codes(unsaid)) == ({2: "unchanged"}, {2: ["left_before"]})


def test_topics_and_details_are_added_and_never_taken_away() -> None:
    anna = PersonRecord(
        "anna",
        "Anna Berg",
        "anna@x.example",
        known_topics=frozenset({"Excel", "Python"}),
        attributes={"Badge": "7"},
    )
    table = table_of("Name,E-mail,Skills,Badge,Shoe", 'Anna Berg,anna@x.example,"excel; SQL",8,40')
    targets = ("full_name", "email", "known_topics", "attribute", "attribute")
    plan = make_plan(table, targets, [anna], today=TODAY)
    assert plan.rows[0].changes == (
        Change("known_topics", "", "SQL"),
        Change("attribute:Badge", "7", "8"),
        Change("attribute:Shoe", "", "40"),
    )


def test_zone_is_guessed_from_the_location_only_where_there_is_none() -> None:
    placed = PersonRecord("anna", "Anna Berg", location="Berlin", time_zone="Asia/Tokyo")
    plan = plan_of(
        "Name,Location,Time zone",
        "Anna Berg,Berlin,",
        "Ben Costa,Lisbon,Marsian",
        people=[placed],
    )
    assert outcomes(plan) == {2: "unchanged", 3: "new"}
    assert codes(plan) == {3: ["zone_unknown"]}
    assert plan.rows[1].person.guessed_zone == "Europe/Lisbon"


def test_dates_that_could_be_either_way_are_said_once() -> None:
    plan = plan_of("Name,Start date", "Anna,01/02/2024", "Ben,03/04/2024")
    assert [notice.code for notice in plan.notices] == ["dates_ambiguous"]
    assert plan.rows[0].person.start_date == date(2024, 2, 1)


def test_same_file_twice_is_all_unchanged() -> None:
    lines = (
        "Employee ID,Name,E-mail,Department,Location,Start date,End date,Status,Manager,Skills",
        '1,"Berg, Anna",anna@x.example,Sales,Berlin,01.02.2020,,active,,"Excel; SQL"',
        "2,Ben Costa,,Sales,Lisbon,03.04.2024,,active,Anna Berg,",
        ",Cleo Dahl,,IT,,,31.12.2026,active,2,Python",
        ",Cleo Dahl,,HR,,,,active,nobody,python",
        ",Cleo Dahl,cleo@x.example,HR,,,,active,,",
        "7,Di Erto,di@x.example,IT,,,01.01.2026,left,,",
    )
    first = plan_of(*lines)
    people = carry_out(first)
    second = plan_of(*lines, people=people)
    assert outcomes(first) == {2: "new", 3: "new", 4: "new", 5: "new", 6: "new", 7: "skipped"}
    assert outcomes(second) == {
        **dict.fromkeys(range(2, 7), "unchanged"),
        7: "skipped",
    }


def test_civil_service_files_are_imported_as_they_are() -> None:
    people: list[PersonRecord] = []
    for name in ("mentors.csv", "mentees.csv"):
        table = read_table((CIVIL_SERVICE / name).read_bytes())
        plan = make_plan(table, guess_targets(table), people, today=TODAY)
        assert (plan.counts()["new"], codes(plan)) == (50, {})
        people = carry_out(plan, people)
        again = make_plan(table, guess_targets(table), people, today=TODAY)
        assert again.counts()["unchanged"] == 50
    several = [person for person in people if len(person.known_topics) > 2]
    assert {"Gay", "Transgender", "DDaT"} <= {
        topic for person in people for topic in person.known_topics
    }
    assert several


def test_five_thousand_rows_come_again_unchanged() -> None:
    lines = ["Employee ID,Name,E-mail,Department,Location,Start date,Manager,Skills"]
    lines += [
        f"{n},Person {n},p{n}@x.example,Dept {n % 40},Berlin,{n % 28 + 1:02}.03.2020,"
        f"{n // 8 if n > 7 else ''},Topic {n % 90}; Topic {n % 7}"
        for n in range(1, 5001)
    ]
    plan = plan_of(*lines)
    again = plan_of(*lines, people=carry_out(plan))
    assert plan.counts()["new"] == 5000
    assert again.counts()["unchanged"] == 5000


def test_no_file_marks_whoever_imports_it_as_left() -> None:
    table = table_of("Name,E-mail,Status", "Anna Berg,anna@x.example,left")
    plan = make_plan(table, guess_targets(table), [ANNA], today=TODAY, importer_id="anna")
    assert (outcomes(plan), codes(plan)) == ({2: "error"}, {2: ["leaver_is_you"]})


def test_new_person_comes_with_everything_the_file_says() -> None:
    plan = plan_of("Name,E-mail,Manager", "Anna Berg,a@x.example,", "Ben Costa,,Anna Berg")
    assert plan.rows[1].changes == (
        Change("name", "", "Ben Costa"),
        Change("manager", "", "Anna Berg"),
    )
