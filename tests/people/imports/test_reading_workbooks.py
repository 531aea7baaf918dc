"""Workbooks: typed cells, several sheets, and files made to break the reader."""

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from peerlearn.people.imports import workbooks
from peerlearn.people.imports.columns import guess_targets
from peerlearn.people.imports.limits import MAX_ARCHIVE_ENTRIES
from peerlearn.people.imports.planning import make_plan
from peerlearn.people.imports.problems import FileProblem
from peerlearn.people.imports.reading import read_table
from peerlearn.people.imports.workbooks import read_sheet
from tests.people.imports.files import TODAY, codes, outcomes, saved, xlsx_bytes


def refused_code(data: bytes, **told: str) -> str:
    with pytest.raises(FileProblem) as refused:
        read_table(data, **told)
    return refused.value.problem.code


SEEN = datetime(2024, 5, 6, 7, 8)  # noqa: DTZ001 - workbooks know no zones


def test_dates_and_numbers_keep_their_kind() -> None:
    data = xlsx_bytes(
        [
            ["Name", "Number", "Start", "Seen"],
            ["Anna Berg", 1001, date(2024, 1, 31), SEEN],
        ]
    )
    assert read_table(data).rows[0].cells == (
        "Anna Berg",
        1001.0,
        date(2024, 1, 31),
        SEEN,
    )


def test_largest_visible_sheet_is_taken_and_another_can_be_chosen() -> None:
    data = xlsx_bytes(
        [["Name"], ["only one"]],
        Staff=[["Name", "Dept"], ["Anna", "Sales"], ["Ben", "IT"]],
        Empty=[],
    )
    table = read_table(data)
    assert (table.sheet, table.sheet_names) == ("Staff", ("People", "Staff"))
    assert read_table(data, sheet="People").rows[0].cells == ("only one",)
    assert refused_code(data, sheet="Gone") == "sheet_missing"


def test_hidden_sheet_is_not_read() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name"])
    book.active.append(["Anna"])
    hidden = book.create_sheet("Salaries")
    for number in range(9):
        hidden.append(["Name", number])
    hidden.sheet_state = "hidden"
    assert read_table(saved(book)).sheet_names == ("Sheet",)


def test_empty_first_rows_and_columns_keep_row_numbers() -> None:
    book = openpyxl.Workbook()
    for place, text in (("B4", "Name"), ("C4", "Dept"), ("B6", "Anna"), ("C6", "Sales")):
        book.active[place] = text
    table = read_table(saved(book))
    assert [(row.number, row.cells[1]) for row in table.rows] == [(6, "Anna")]


def test_formula_without_a_stored_result_is_an_empty_cell() -> None:
    table = read_table(xlsx_bytes([["Name", "Dept"], ["Anna", "=A1&A2"]]))
    assert table.rows[0].cells == ("Anna", "")


def test_formula_without_a_value_is_an_error_of_its_row_and_column() -> None:
    """`=CMD() | Jot` must not come in as somebody called Jot."""
    rows = [["First name", "Last name", "Dept"], ["=CMD()", "Jot"], ["Ann", "Ek", "=A1"], ["=1+1"]]
    table = read_table(xlsx_bytes([["Team"]], People2=rows, Other=[["=A1", "x"]]), sheet="People2")
    plan = make_plan(table, guess_targets(table), (), today=TODAY)
    found = [(row.number, p.code, p.column) for row in plan.rows for p in row.problems]
    assert found[:2] == [(2, "formula_bare", "First name"), (3, "formula_bare", "Dept")]
    assert found[2] == (4, "formula_bare", "First name")
    assert set(outcomes(plan).values()) == {"error"}
    assert table.notices == ()


def _with_cell(cell: bytes) -> bytes:
    """A sheet whose cell A2 is this one."""
    data = xlsx_bytes([["First name", "Last name"], ["=CMD()", "Jot"]])
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, re.sub(rb'<c r="A2".*?</c>', cell, content))
    return made.getvalue()


def test_formula_with_a_value_is_read_and_an_empty_text_is_one() -> None:
    for cell, name in (
        (b'<c r="A2" t="str"><f>X()</f><v>Ann</v></c>', "Ann"),
        (b'<c r="A2" t="str"><f>X()</f><v></v></c>', ""),
    ):
        table = read_table(_with_cell(cell))
        plan = make_plan(table, guess_targets(table), (), today=TODAY)
        assert (table.rows[0].cells[0], codes(plan)) == (name, {})


def test_formula_that_came_to_an_error_is_no_half_name() -> None:
    table = read_table(_with_cell(b'<c r="A2" t="e"><f>CMD()</f><v>#NAME?</v></c>'))
    plan = make_plan(table, guess_targets(table), (), today=TODAY)
    assert (outcomes(plan), codes(plan)) == ({2: "error"}, {2: ["name_is_error"]})


def test_sheet_that_cannot_be_scanned_for_formulas_is_said_so() -> None:
    table = read_table(sheet_under_another_name(xlsx_bytes([["Name"], ["Anna"]])))
    assert [notice.code for notice in table.notices] == ["formulas_unseen"]


def test_styled_but_empty_last_cell_does_no_harm() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name"])
    book.active.append(["Anna"])
    book.active["XFD1048576"].fill = PatternFill("solid", fgColor="FFFF0000")
    assert len(read_table(saved(book)).rows) == 1


def test_cell_in_the_last_corner_is_refused_before_the_reader_sees_it() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Name"
    book.active["XFD1048576"] = "boo"
    assert refused_code(saved(book)) == "sheet_reaches_too_far"


def _zip(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


def sheet_under_another_name(data: bytes, place: bytes = b"A2") -> bytes:
    """The relationships may call a sheet anything, so that a count by names passes it over."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"worksheets/sheet1.xml", b"list.dat")
            far = content.replace(b'r="A2"', b'r="%s"' % place)
            new.writestr(name.replace("worksheets/sheet1.xml", "list.dat"), far)
    return made.getvalue()


def test_sheet_that_asks_for_all_memory_ends_only_its_reader() -> None:
    data = sheet_under_another_name(xlsx_bytes([["Name"], ["Anna"]]), b"XFD1048576")
    assert refused_code(data) == "workbook_takes_too_much"


def test_sheet_of_more_columns_than_we_take_is_refused_where_it_is_read() -> None:
    assert refused_code(xlsx_bytes([[f"C{n}" for n in range(201)], ["x"]])) == "too_many_columns"
    assert len(read_sheet(xlsx_bytes([[f"C{n}" for n in range(200)], ["x"]])).records[0]) == 200


def test_third_workbook_at_once_is_asked_to_wait() -> None:
    with workbooks._open_now, workbooks._open_now:
        assert refused_code(xlsx_bytes([["Name"], ["Anna"]])) == "server_busy"
    assert read_sheet(xlsx_bytes([["Name"], ["Anna"]])).records == [["Name"], ["Anna"]]


def test_text_that_is_referred_to_very_often_is_refused() -> None:
    """Kept once in the file, it is there once for each cell that refers to it."""
    row = ["x" * 30_000] * 100
    assert refused_code(xlsx_bytes([row] * 40)) == "file_unpacks_too_large"


def test_zip_bomb_is_refused() -> None:
    assert refused_code(_zip(xl__media=b"0" * 60_000_000)) == "file_unpacks_too_large"


def test_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(_zip(xl__media=b"0" * 60_000_000))
    central = data.index(b"PK\x01\x02")
    for start in (22, central + 24):
        data[start : start + 4] = (10).to_bytes(4, "little")
    assert refused_code(bytes(data)) in ("file_unpacks_too_large", "workbook_broken")


def test_archive_of_very_many_entries_is_refused() -> None:
    many = {f"f{number}": b"" for number in range(MAX_ARCHIVE_ENTRIES + 1)}
    assert refused_code(_zip(**many)) == "file_unpacks_too_large"


def test_entities_in_a_sheet_are_refused() -> None:
    lol = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'
    assert refused_code(_zip(xl__worksheets__sheet1=lol)) == "workbook_broken"


def test_ods_that_repeats_a_filled_row_a_million_times_is_refused() -> None:
    content = (
        b'<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table>'
        b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell'
        b' office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>'
        b"</table:table></office:document-content>"
    )
    assert refused_code(_zip(content=content)) == "sheet_reaches_too_far"


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 not really a zip", _zip(readme=b"<a/>"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9],
)
def test_broken_workbook_is_a_named_problem(data: bytes) -> None:
    assert refused_code(data) == "workbook_broken"


def test_password_protected_workbook_is_named() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refused_code(data) == "password_protected"


def test_truncated_workbook_is_a_named_problem() -> None:
    data = xlsx_bytes([["Name"], ["Anna"]])
    assert refused_code(data[: len(data) // 2]) == "workbook_broken"
