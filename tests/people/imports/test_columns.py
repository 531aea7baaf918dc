"""Which column is which of our fields."""

import pytest

from peerlearn.people.imports.bad_row_headers import MEND, ROW, WRONG
from peerlearn.people.imports.columns import (
    describe_columns,
    fingerprint,
    guess_targets,
    is_private,
    mapping_problems,
    recall,
    remember,
)
from peerlearn.people.imports.reading import read_table
from tests.people.imports.files import CIVIL_SERVICE, table_of


def guessed(*lines: str) -> dict[str, str]:
    table = table_of(*lines)
    return dict(zip(table.headers, guess_targets(table), strict=True))


def test_english_headers() -> None:
    assert guessed(
        "Employee ID,First Name,Last Name,Work Email,Job Title,Department,Office Location,"
        "Hire Date,Termination Date,Employment Status,Line Manager,Skills,Time Zone",
        "7,Anna,Berg,a@x.example,CEO,Sales,Berlin,2020-01-31,,Active,Ben Costa,Excel,UTC+1",
    ) == {
        "Employee ID": "employee_number",
        "First Name": "first_name",
        "Last Name": "last_name",
        "Work Email": "email",
        "Job Title": "title",
        "Department": "department",
        "Office Location": "location",
        "Hire Date": "start_date",
        "Termination Date": "end_date",
        "Employment Status": "status",
        "Line Manager": "manager",
        "Skills": "known_topics",
        "Time Zone": "time_zone",
    }


def test_german_headers() -> None:
    assert guessed(
        "Personal-Nr.;Name;Vorname;E-Mail-Adresse;Stellenbezeichnung;Abteilung;Standort;"
        "Eintrittsdatum;Austritt;Vorgesetzte(r);Kenntnisse;Lernziele;Gehalt",
        "7;Berg;Anna;a@x.example;Leiterin;Vertrieb;Köln;31.01.2020;;Costa, Ben;Excel;SQL;5000",
    ) == {
        "Personal-Nr.": "employee_number",
        "Name": "last_name",
        "Vorname": "first_name",
        "E-Mail-Adresse": "email",
        "Stellenbezeichnung": "title",
        "Abteilung": "department",
        "Standort": "location",
        "Eintrittsdatum": "start_date",
        "Austritt": "end_date",
        "Vorgesetzte(r)": "manager",
        "Kenntnisse": "known_topics",
        "Lernziele": "wanted_topics",
        "Gehalt": "",
    }


def test_french_and_spanish_headers() -> None:
    french = guessed(
        "Matricule;Nom;Prénom;Adresse e-mail;Poste;Service;Lieu de travail;Date d’embauche;"
        "Supérieur hiérarchique;Compétences",
        "7;Berg;Anna;a@x.example;Chef;Ventes;Lyon;31/01/2020;b@x.example;Excel",
    )
    assert list(french.values()) == [
        "employee_number",
        "last_name",
        "first_name",
        "email",
        "title",
        "department",
        "location",
        "start_date",
        "manager",
        "known_topics",
    ]
    spanish = guessed(
        "Nº de empleado;Nombre;Apellidos;Correo electrónico;Puesto;Departamento;Ciudad;"
        "Fecha de ingreso;Jefe directo;Estado",
        "7;Ana;Ruiz;a@x.example;Jefa;Ventas;Madrid;31/01/2020;b@x.example;Activo",
    )
    assert list(spanish.values())[1:] == [
        "first_name",
        "last_name",
        "email",
        "title",
        "department",
        "location",
        "start_date",
        "manager",
        "status",
    ]


@pytest.mark.parametrize("header", ["fullName", "FULL NAME", "full_name", "Display name", "Name"])
def test_header_in_any_spelling(header: str) -> None:
    assert guessed(header, "Anna Berg") == {header: "full_name"}


def test_full_name_beside_first_and_last_is_left_out() -> None:
    assert guessed("Display Name,First,First Name,Last Name", "Anna Berg,1,Anna,Berg") == {
        "Display Name": "",
        "First": "",
        "First Name": "first_name",
        "Last Name": "last_name",
    }


def test_name_that_contains_the_first_name_stays_the_full_name() -> None:
    assert guessed("Name,Preferred first name", "Anna Berg,Anna", "Ben Costa,Ben") == {
        "Name": "full_name",
        "Preferred first name": "",
    }


def test_content_belies_a_header() -> None:
    assert guessed("Name,Start,Status", "Anna,North gate,blue", "Ben,South gate,red") == {
        "Name": "full_name",
        "Start": "",
        "Status": "",
    }


@pytest.mark.parametrize(
    "header",
    [
        *("Starts", "Start", "Started", "Joined", "Joining date", "First day", "Entry date"),
        *("Starts on", "Eintritt", "Eintrittsdatum", "Erster Arbeitstag", "Dienstantritt"),
        *("Entrée", "Date d'embauche", "Ingreso", "Mystery"),
    ],
)
def test_day_on_which_people_start_in_its_many_names(header: str) -> None:
    found = guessed(f"Name,{header}", "Anna,2026-11-02", "Ben,03.12.2026")
    assert found[header] == "start_date"


def test_unknown_header_over_dates_alone_is_the_start_date() -> None:
    assert guessed("Name,Day X", "Anna,2026-11-02", "Ben,2020-01-31")["Day X"] == "start_date"
    assert guessed("Name,Day X,Eintritt", "Anna,2026-11-02,2020-01-01") == {
        "Name": "full_name",
        "Day X": "",
        "Eintritt": "start_date",
    }


def test_dates_of_something_else_are_no_start_date() -> None:
    line = "Anna,2026-11-02"
    for header in ("Last review", "Probation until", "Geburtstag", "Befristet bis", "Exported"):
        assert guessed(f"Name,{header}", line)[header] == ""
    several = guessed("Name,Day X,Day Y", "Anna,2026-11-02,2026-11-03")
    assert (several["Day X"], several["Day Y"]) == ("", "")


def test_figures_and_half_filled_dates_are_no_start_date() -> None:
    assert guessed("Name,PLZ", "Anna,20095", "Ben,44137")["PLZ"] == ""
    assert guessed("Name,Day X", "Anna,2026-11-02", "Ben,soon", "Cy,later")["Day X"] == ""


def test_unknown_header_over_addresses_is_the_email() -> None:
    assert guessed("Name,Kontakt", "Anna,a@x.example", "Ben,b@x.example")["Kontakt"] == "email"


def test_private_columns_are_left_out_and_marked() -> None:
    table = table_of(
        "Name,Private e-mail,Date of birth,Salary,Gender", "Anna,a@x.example,1.1.80,9,f"
    )
    assert guess_targets(table)[1:] == ("", "", "", "")
    assert [column.is_private for column in describe_columns(table)] == [False, *[True] * 4]


def test_word_that_is_private_elsewhere_is_not_inside_a_field_of_ours() -> None:
    assert not is_private("Personal-Nr.")
    assert is_private("Personal e-mail")


def test_several_columns_of_topics_and_managers() -> None:
    found = guessed("Name,Skills,Expertise,Manager,Manager email", "Anna,a,b,Ben,b@x.example")
    assert list(found.values()) == [
        "full_name",
        "known_topics",
        "known_topics",
        "manager",
        "manager",
    ]


def test_is_manager_yes_or_no_names_nobody() -> None:
    assert guessed("Name,Is manager", "Anna,yes", "Ben,no")["Is manager"] == ""


def test_columns_are_described_with_samples() -> None:
    column = describe_columns(table_of("Name,Dept", "Anna,", "Ben,IT", "Cleo,IT", "Di,HR"))[1]
    assert (column.header, column.samples, column.filled) == ("Dept", ("IT", "HR"), 3)


def test_fingerprint_ignores_order_case_and_our_own_columns() -> None:
    first = fingerprint(["Name", "E-Mail", "Abteilung"])
    assert fingerprint(["abteilung", "name", "e mail", ROW, WRONG, MEND]) == first
    assert fingerprint(["Name", "E-Mail"]) != first


def test_remembered_mapping_is_laid_on_columns_in_another_order() -> None:
    kept = remember(["Name", "Mail", "X"], ("full_name", "email", "attribute"))
    assert recall(["X", "NAME", "mail", WRONG], kept) == ("attribute", "full_name", "email", "")


def test_mapping_needs_a_name_and_each_field_once() -> None:
    headers = ["A", "B", "C"]
    assert mapping_problems(headers, ("full_name", "known_topics", "known_topics")) == []
    assert [each.code for each in mapping_problems(headers, ("email", "email", "salary"))] == [
        "mapped_twice",
        "target_unknown",
        "name_not_mapped",
    ]


def test_civil_service_files_need_next_to_no_hand() -> None:
    mentors = read_table((CIVIL_SERVICE / "mentors.csv").read_bytes())
    assert dict(zip(mentors.headers, guess_targets(mentors), strict=True)) == {
        "first name": "first_name",
        "last name": "last_name",
        "email address": "email",
        "both mentor and mentee": "",
        "job title": "title",
        "grade": "level",
        "organisation": "department",
        "profession": "known_topics",
        "characteristics": "known_topics",
        "biography": "about",
    }
    mentees = read_table((CIVIL_SERVICE / "mentees.csv").read_bytes())
    assert dict(zip(mentees.headers, guess_targets(mentees), strict=True)) == {
        "first name": "first_name",
        "last name": "last_name",
        "email address": "email",
        "both mentor and mentee": "",
        "job title": "title",
        "grade": "level",
        "organisation": "department",
        "profession": "known_topics",
        "match with similar identity": "",
        "identity to match": "wanted_topics",
        "biography": "about",
    }


def test_first_and_last_alone_are_names_and_beside_other_words_are_not() -> None:
    table = table_of("First,Last,Last login,Kann erklären", "Anna,Berg,yesterday,Excel")
    assert guess_targets(table) == ("first_name", "last_name", "", "known_topics")
