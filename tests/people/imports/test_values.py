"""What single cells say."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.people.imports.problems import Problem
from peerlearn.people.imports.values.dates import DateOrder, order_of, parse_date
from peerlearn.people.imports.values.emails import parse_email
from peerlearn.people.imports.values.names import full_name, parse_full_name
from peerlearn.people.imports.values.statuses import Status, parse_status
from peerlearn.people.imports.values.text import clean, defuse, fused, is_formula, value_of
from peerlearn.people.imports.values.topics import parse_topics
from peerlearn.people.imports.values.zones import parse_zone, zone_of_place
from tests.people.imports.files import TODAY


def day_first(text: str) -> date | Problem | None:
    return parse_date(text, order=DateOrder.DAY_FIRST, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-31",
        "2024/3/31",
        "2024.03.31",
        "20240331",
        "31.03.2024",
        "31.3.24",
        "31/03/2024",
        "31-3-2024",
        "31. 3. 2024",
        "31 March 2024",
        "31-Mar-2024",
        "31-Mar-24",
        "March 31, 2024",
        "Mar 31 2024",
        "31st March 2024",
        "31. März 2024",
        "31 mars 2024",
        "31 de marzo de 2024",
        "Sunday, 31 March 2024",
        "2024-03-31T08:15:00Z",
        "2024-03-31 00:00:00",
        "31/03/2024 9:30 PM",
        "45382",
        "45382.5",
        " 31.03.2024 ",
    ],
)
def test_date_in_usual_forms(text: str) -> None:
    assert day_first(text) == date(2024, 3, 31)


def test_day_that_its_month_does_not_have_is_said_to_be_none() -> None:
    for text in ("31.02.2024", "2024-02-30"):
        found = day_first(text)
        assert isinstance(found, Problem)
        assert (found.code, found.value) == ("date_not_there", text)


@pytest.mark.parametrize("text", ["soon", "31/31/2024", "12", "3.2024", "99999", "Q1"])
def test_date_that_is_none_is_a_problem(text: str) -> None:
    found = day_first(text)
    assert isinstance(found, Problem)
    assert (found.code, found.value) == ("date_unreadable", text)


def test_date_of_an_impossible_year_is_a_problem() -> None:
    found = day_first("01.01.1066")
    assert isinstance(found, Problem)
    assert (found.code, found.detail) == ("date_out_of_range", {"year": "1066"})


@pytest.mark.parametrize("text", ["", "  ", "-", "n/a", "#N/A"])
def test_date_of_an_empty_cell_is_none(text: str) -> None:
    assert day_first(text) is None


def test_month_first_reads_the_american_way_but_never_with_dots() -> None:
    read = {
        text: parse_date(text, order=DateOrder.MONTH_FIRST, today=TODAY)
        for text in ("3/4/2024", "03-04-24", "3.4.2024")
    }
    assert read == {
        "3/4/2024": date(2024, 3, 4),
        "03-04-24": date(2024, 3, 4),
        "3.4.2024": date(2024, 4, 3),
    }


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["01/02/2024", "13/02/2024"], (DateOrder.DAY_FIRST, False)),
        (["01/02/2024", "02/13/2024"], (DateOrder.MONTH_FIRST, False)),
        (["01/02/2024", "03/04/2024"], (DateOrder.DAY_FIRST, True)),
        (["01.02.2024"], (DateOrder.DAY_FIRST, False)),
        (["02/02/2024", "2024-01-31", ""], (DateOrder.DAY_FIRST, False)),
        (["13/02/2024", "02/14/2024", "02/15/2024"], (DateOrder.MONTH_FIRST, False)),
    ],
)
def test_order_of_day_and_month_is_the_columns(
    column: list[str], expected: tuple[DateOrder, bool]
) -> None:
    assert order_of(column) == expected


@given(st.dates(min_value=date(1935, 1, 1), max_value=date(2099, 12, 31)))
def test_every_date_survives_every_writing(day: date) -> None:
    serial = str((day - date(1899, 12, 30)).days)
    writings = [day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}", f"{day:%d %B %Y}"]
    if int(serial) > 18_000:
        writings.append(serial)
    assert {day_first(text) for text in writings} == {day}


def test_two_digit_years_lie_in_the_past_or_near_ahead() -> None:
    soon = TODAY + timedelta(days=400)
    assert day_first(f"{soon:%d.%m.%y}") == soon
    assert day_first("01.05.87") == date(1987, 5, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" Anna.Berg@Firm.Example ", "anna.berg@firm.example"),
        ("Anna Berg <anna@firm.example>", "anna@firm.example"),
        ("mailto:anna@firm.example", "anna@firm.example"),
        ("anna@firm.example;", "anna@firm.example"),
        ("anna\u200b@firm.example\u00a0", "anna@firm.example"),
        ("o'neil+hr@sub.firm.co.uk", "o'neil+hr@sub.firm.co.uk"),
        ("", ""),
        ("n/a", ""),
    ],
)
def test_email_is_cleaned(text: str, expected: str) -> None:
    assert parse_email(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("anna.firm.example", "email_no_at"),
        ("anna@firm", "email_no_domain"),
        ("anna@firm,example", "email_comma"),
        ("a@x.example, b@x.example", "email_two"),
        ("anna berg@firm.example", "email_space"),
        ("anna..b@firm.example", "email_invalid"),
        ("änna@firm.example", "email_invalid"),
        ("@firm.example", "email_invalid"),
        (f"{'a' * 250}@firm.example", "too_long"),
    ],
)
def test_email_that_is_none_names_the_fault(text: str, code: str) -> None:
    found = parse_email(text, column="E-mail")
    assert isinstance(found, Problem)
    assert (found.code, found.column) == (code, "E-mail")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Anna   Berg ", "Anna Berg"),
        ("Berg, Anna", "Anna Berg"),
        ("van der Berg, Anna Maria", "Anna Maria van der Berg"),
        ("Sam Jones, Jr.", "Sam Jones, Jr."),
        ("Berg,", "Berg"),
        ("Null", "Null"),
        ("-", ""),
        ("A\u00a0B\ufeff", "A B"),
        ("\u202eAnna\u202c \u2066Berg\u2069", "Anna Berg"),
        ("Anna\u3164Berg\u2800", "Anna Berg"),
        ("\u3164", ""),
        ("…", ""),
    ],
)
def test_full_name_is_put_in_order(text: str, expected: str) -> None:
    assert parse_full_name(text) == expected


@pytest.mark.parametrize("text", ["\u202eSales", "Sa\u200bles\u3164", "\u115fSales"])
def test_cell_has_no_blank_letters_and_no_marks_that_turn_it_round(text: str) -> None:
    assert value_of(text) == "Sales"
    assert parse_topics(f"{text}, \u202e") == ("Sales",)


def test_full_name_of_two_columns() -> None:
    assert full_name(" Anna ", "Berg") == "Anna Berg"
    assert full_name("", "Madonna") == "Madonna"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Active", Status.ACTIVE),
        ("on leave", Status.ACTIVE),
        ("Full-time", Status.ACTIVE),
        ("TRUE", Status.ACTIVE),
        ("Elternzeit", Status.ACTIVE),
        ("terminated", Status.LEFT),
        ("Ausgeschieden", Status.LEFT),
        ("de baja", Status.LEFT),
        ("Parti(e)", None),
        ("", None),
    ],
)
def test_status_words(text: str, expected: Status | None) -> None:
    found = parse_status(text)
    assert found == expected or (expected is None and isinstance(found, Problem))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        ("UTC+1", "Etc/GMT-1"),
        ("GMT -05:00", "Etc/GMT+5"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("UTC", "Etc/UTC"),
        ("CET", "Europe/Paris"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern", "Europe/Amsterdam"),
        ("Germany", "Europe/Berlin"),
        ("Lisbon", "Europe/Lisbon"),
        ("", ""),
    ],
)
def test_zone_in_usual_forms(text: str, expected: str) -> None:
    found = parse_zone(text)
    assert found == expected
    assert not expected or ZoneInfo(expected)


@pytest.mark.parametrize("text", ["Mars", "UTC+99", "+", "local"])
def test_zone_that_is_none_is_a_problem(text: str) -> None:
    found = parse_zone(text)
    assert isinstance(found, Problem)
    assert found.code == "zone_unknown"


@pytest.mark.parametrize(
    ("location", "zone"),
    [
        ("München", "Europe/Berlin"),
        ("HQ Munich", "Europe/Berlin"),
        ("San Francisco, CA", "America/Los_Angeles"),
        ("Bangalore - Tower 2", "Asia/Kolkata"),
        ("France", "Europe/Paris"),
        ("Office (London)", "Europe/London"),
        ("Remote", ""),
        ("Building 7", ""),
        ("", ""),
    ],
)
def test_zone_of_a_location(location: str, zone: str) -> None:
    assert zone_of_place(location) == zone


def test_every_place_we_know_names_a_real_zone() -> None:
    from peerlearn.people.imports.values.places import ZONE_OF_PLACE  # noqa: PLC0415

    assert {zone for zone in set(ZONE_OF_PLACE.values()) if not ZoneInfo(zone)} == set()


def test_topics_are_split_and_named_once() -> None:
    text = "Python, excel;Public speaking | EXCEL\nn/a,,"
    assert parse_topics(text) == ("Python", "excel", "Public speaking")


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "=1+1", "@SUM(A1)", "+cmd|x", "-2+3+cmd|' /C calc'!A0"]
)
def test_formula_is_recognised(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize("text", ["+49 30 1234", "-5", "- none -", "Anna = Berg", "anna@x.example"])
def test_text_that_only_resembles_a_formula_is_not_one(text: str) -> None:
    assert not is_formula(text)


@given(st.text(max_size=40))
def test_defused_text_never_starts_a_formula_and_comes_back(text: str) -> None:
    written = defuse(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert fused(written) == text or text.startswith("'")


@given(st.text(max_size=40))
def test_clean_is_stable(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\0" not in once
    assert value_of(text) in ("", fused(once))
