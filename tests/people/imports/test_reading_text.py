"""Text files: encodings, delimiters, and what is wrong with damaged ones."""

from collections.abc import Iterator

import pytest

from peerlearn.people.imports.delimited import records_of
from peerlearn.people.imports.limits import (
    MAX_CELL_CHARS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_RECORD_CHARS,
    MAX_ROWS,
)
from peerlearn.people.imports.problems import FileProblem
from peerlearn.people.imports.reading import read_table
from tests.people.imports.files import csv_bytes, table_of

PEOPLE = ("Name,Ort", "Jürgen Groß,Köln", "Françoise Lefèvre,Orléans")


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
        ("cp850", "cp850"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_encoding_is_guessed_and_accents_survive(encoding: str, named: str) -> None:
    table = read_table(csv_bytes(*PEOPLE, encoding=encoding))
    assert table.headers == ("Name", "Ort")
    assert [row.cells for row in table.rows] == [
        ("Jürgen Groß", "Köln"),
        ("Françoise Lefèvre", "Orléans"),
    ]
    assert table.encoding == named


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1250", ["Łukasz Wiśniewski", "Żaneta Gęś", "Małgorzata Wójcik"]),
        ("cp1251", ["Иван Петров", "Анна Смирнова", "Ольга Кузнецова"]),
        ("cp1253", ["Γιώργος Παπαδόπουλος", "Μαρία Νικολάου", "Ελένη Δημητρίου"]),
        ("shift_jis", ["山田太郎さん", "鈴木花子さん", "佐藤次郎（営業部）"]),
        ("gb18030", ["王小明,销售部", "李华,人力资源部", "张伟,财务部"]),
    ],
)
def test_encoding_of_other_scripts_is_guessed(encoding: str, names: list[str]) -> None:
    table = read_table(csv_bytes("Name", *names, encoding=encoding), delimiter=";")
    assert [row.cells[0] for row in table.rows] == names


def test_encoding_told_by_a_person_overrides_the_guess() -> None:
    data = csv_bytes("Name;Ort", "Řehoř Dvořák;Praha", encoding="cp1250")
    assert read_table(data, encoding="cp1250").rows[0].cells[0] == "Řehoř Dvořák"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_guessed(delimiter: str) -> None:
    lines = (["Name", "Title", "Note"], ["Anna Berg", "CEO", "x"], ["Ben Costa", "CFO", ""])
    table = table_of(*(delimiter.join(line) for line in lines))
    assert table.delimiter == delimiter
    assert table.headers == ("Name", "Title", "Note")
    assert table.rows[1].cells == ("Ben Costa", "CFO", "")


def test_delimiter_inside_values_does_not_mislead() -> None:
    table = table_of("Name;Topics", '"Berg, Anna";"a, b, c"', '"Costa, Ben";"d, e"')
    assert table.delimiter == ";"
    assert table.rows[0].cells == ("Berg, Anna", "a, b, c")


def test_sep_line_of_excel_names_the_delimiter() -> None:
    table = table_of("sep=|", "Name|Title", "Anna|CEO")
    assert table.headers == ("Name", "Title")
    assert table.rows[0].number == 3


def test_one_column_is_a_table_too() -> None:
    table = table_of("Name", "Anna Berg", "Ben Costa")
    assert [row.cells for row in table.rows] == [("Anna Berg",), ("Ben Costa",)]


def test_quoted_line_breaks_stay_in_their_cell_and_rows_count_as_a_spreadsheet_does() -> None:
    table = table_of("Name,About", '"Anna","two\nlines"', "", "Ben,one")
    assert table.rows[0].cells == ("Anna", "two\nlines")
    assert table.rows[1].number == 4


def test_sloppy_quotes_are_read_leniently() -> None:
    table = table_of("Name,Nick", '"Anna "Annie" Berg",x', "Ben,y")
    assert len(table.rows) == 2
    assert table.rows[1].cells == ("Ben", "y")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\r\n \r\n", "file_empty"),
        (b"\xef\xbb\xbf", "file_empty"),
        (b",,,\n,,,\n", "file_empty"),
        (b"Name,E-mail\n", "no_rows"),
        (b"Anna Berg,anna@firm.example\nBen Costa,ben@firm.example\n", "header_missing"),
        (b"Name,Title\nAnna,C\0EO\n", "nul_bytes"),
        (b'Name,Title\nAnna,"CEO\nBen,CFO\n', "quote_open"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (b'{"people": []}', "not_a_table"),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "html_table"),
        (b'<?xml version="1.0"?><Workbook/>', "xml_file"),
        (b"x" * (MAX_FILE_BYTES + 1), "file_too_large"),
        (b"Name\n" + b"Anna\n" * (MAX_ROWS + 1), "too_many_rows"),
        (
            b",".join(b"c%d" % i for i in range(300)) + b"\n" + b"x," * 299 + b"x",
            "row_too_wide",
        ),
        (
            b";".join(b"c%d" % i for i in range(300)) + b"\n" + b"x;" * 299 + b"x",
            "row_too_wide",
        ),
        (b"Name,Title\nAnna," + b"x" * (MAX_CELL_CHARS + 1) + b"\n", "cell_too_long"),
        (b"Name,Title\nAnna," + b"x" * MAX_RECORD_CHARS + b"\n", "row_too_large"),
        (b"Name,Title\nAnna" + b',"\nx"' * 200_001 + b"\n", "row_too_wide"),
    ],
)
def test_file_that_cannot_be_read_is_a_named_problem(data: bytes, code: str) -> None:
    with pytest.raises(FileProblem) as refused:
        read_table(data)
    assert refused.value.problem.code == code


def lines_up_to(*lines: str) -> Iterator[str]:
    yield from lines
    pytest.fail("read on behind what was too much")


@pytest.mark.parametrize(
    "row",
    [
        ",".join("x" * (MAX_COLUMNS + 1)) + "\n",
        "x," * MAX_RECORD_CHARS,
        "x" * (MAX_CELL_CHARS + 1) + "\n",
        "x" * (MAX_RECORD_CHARS + 1),
    ],
    ids=["columns", "very many columns", "cell", "very long cell"],
)
def test_reading_stops_at_the_row_that_is_too_much(row: str) -> None:
    records = records_of(lines_up_to("Name\n", row), ",", strict=True)
    assert next(records) == ["Name"]
    with pytest.raises(FileProblem) as refused:
        next(records)
    assert refused.value.problem.detail["row"] == "2"


def test_reading_stops_inside_a_record_of_many_lines() -> None:
    lines = ["Name\n", '"Anna\n', *["x" * 10_000 + "\n"] * (MAX_CELL_CHARS // 10_000 + 1)]
    with pytest.raises(FileProblem) as refused:
        list(records_of(lines_up_to(*lines), ",", strict=True))
    assert refused.value.problem.code == "cell_too_long"


def test_reading_stops_behind_the_most_rows() -> None:
    rows = ["Anna\n"] * (MAX_ROWS + 101)
    with pytest.raises(FileProblem) as refused:
        list(records_of(lines_up_to(*rows), ",", strict=True))
    assert refused.value.problem.code == "too_many_rows"


def test_blank_cells_up_to_the_last_column_of_a_spreadsheet_do_no_harm() -> None:
    blank = "," * 16_382
    table = table_of(f"Name,Dept{blank}", f"Anna,Sales{blank}")
    assert table.headers == ("Name", "Dept")
    assert [row.cells for row in table.rows] == [("Anna", "Sales")]


def test_header_is_found_below_a_title() -> None:
    table = table_of(
        "Employees of Nordwind AG,,",
        "as of 2 March 2026,,",
        ",,",
        "Name,E-mail,Dept",
        "Anna,,Sales",
    )
    assert table.headers == ("Name", "E-mail", "Dept")
    assert [(row.number, row.cells[0]) for row in table.rows] == [(5, "Anna")]


def test_header_once_more_in_the_middle_is_passed_over() -> None:
    table = table_of("Name,Dept", "Anna,Sales", "Name,Dept", "Ben,IT")
    assert [row.cells[0] for row in table.rows] == ["Anna", "Ben"]


def test_repeated_and_blank_headers_get_names_and_notices() -> None:
    table = table_of("Name,Topic,Topic,", "Anna,a,b,c")
    assert table.headers == ("Name", "Topic", "Topic (2)", "(D)")
    assert [notice.code for notice in table.notices] == ["header_repeated", "header_blank"]


def test_blank_columns_at_the_end_are_dropped() -> None:
    table = table_of("Name,Dept,,", "Anna,Sales,,", "Ben,IT,,")
    assert table.headers == ("Name", "Dept")


def test_short_row_is_filled_up_and_long_row_keeps_its_surplus() -> None:
    table = table_of("Name,Dept,City", "Anna", "Ben,IT,Berlin,Germany", "Cleo,HR,Rome,,")
    assert [row.cells for row in table.rows] == [
        ("Anna", "", ""),
        ("Ben", "IT", "Berlin", "Germany"),
        ("Cleo", "HR", "Rome"),
    ]
