"""Workbooks (.xlsx, .xls, .ods) → records of typed cells."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, load_workbook

from peerlearn.people.imports.extents import check_archive
from peerlearn.people.imports.limits import MAX_ROWS
from peerlearn.people.imports.problems import FileProblem
from peerlearn.people.imports.table import Cell

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def is_workbook(data: bytes) -> bool:
    """By its first bytes: names of files lie."""
    return data.startswith((ZIP_MAGIC, OLE_MAGIC))


def read_sheets(data: bytes, sheet: str = "") -> tuple[list[list[Cell]], str, list[str]]:
    """Records of one sheet, its name, and the names of all that hold something.

    Without `sheet` the visible one with the most filled cells is taken: notes and pivots are
    smaller than the list of people.
    """
    if data.startswith(ZIP_MAGIC):
        check_archive(data)
    elif _ENCRYPTED_STREAM in data:
        raise FileProblem("password_protected")
    try:
        book = load_workbook(io.BytesIO(data))
        return _pick(book, sheet)
    except PasswordError:
        raise FileProblem("password_protected") from None
    except (CalamineError, ValueError, OSError):
        raise FileProblem("workbook_broken") from None


def _pick(book: CalamineWorkbook, sheet: str) -> tuple[list[list[Cell]], str, list[str]]:
    sheets: dict[str, list[list[Cell]]] = {}
    for meta in book.sheets_metadata:
        if str(meta.typ).endswith("WorkSheet") and str(meta.visible).endswith(".Visible"):
            records = _records(book, meta.name)
            if any(any(cell != "" for cell in record) for record in records):
                sheets[meta.name] = records
    if not sheets:
        raise FileProblem("file_empty")
    if sheet and sheet not in sheets:
        raise FileProblem("sheet_missing", sheet=sheet)
    name = sheet or max(sheets, key=lambda each: _filled(sheets[each]))
    if len(sheets[name]) > MAX_ROWS + 100:
        raise FileProblem("too_many_rows", limit=str(MAX_ROWS))
    return sheets[name], name, list(sheets)


def _records(book: CalamineWorkbook, name: str) -> list[list[Cell]]:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 200)
    return [[_cell(value) for value in row] for row in rows]


def _filled(records: list[list[Cell]]) -> int:
    return sum(1 for record in records for cell in record if cell != "")


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, (str, bool, date)):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, (time, timedelta)):
        return str(value)
    return ""
