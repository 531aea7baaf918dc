"""A file as the company has it → Table. The one door to `delimited` and `workbooks`."""

from dataclasses import replace

from peerlearn.people.imports.delimited import read_records
from peerlearn.people.imports.header_row import to_table
from peerlearn.people.imports.limits import MAX_FILE_BYTES
from peerlearn.people.imports.problems import FileProblem
from peerlearn.people.imports.table import Table, text_of
from peerlearn.people.imports.text_decoding import decode
from peerlearn.people.imports.workbooks import is_workbook, read_sheet

_FOREIGN = {
    b"%PDF": "not_a_table",
    b"\x89PNG": "not_a_table",
    b"\xff\xd8\xff": "not_a_table",
    b"\x1f\x8b": "not_a_table",
    b"{\\rtf": "not_a_table",
}


def read_table(data: bytes, *, sheet: str = "", encoding: str = "", delimiter: str = "") -> Table:
    """Read CSV (any delimiter and encoding), XLSX, XLS or ODS, told apart by content.

    `sheet`, `encoding` and `delimiter` override what would be guessed. Raises FileProblem.
    """
    _refuse_size(data)
    if is_workbook(data):
        found = read_sheet(data, sheet)
        table = to_table(found.records)
        notices = (*found.notices, *table.notices)
        return replace(table, sheet=found.name, sheet_names=found.names, notices=notices)
    text, taken = _text(data, encoding)
    records, separator = read_records(text, delimiter)
    return replace(to_table(records), encoding=taken, delimiter=separator)


def read_rows(data: bytes) -> list[list[str]]:
    """The rows of a file, or of what was pasted, that may have no heading. Raises FileProblem."""
    _refuse_size(data)
    if is_workbook(data):
        return [[text_of(cell) for cell in row] for row in read_sheet(data, "").records]
    text, _taken = _text(data, "")
    return read_records(text)[0]


def _refuse_size(data: bytes) -> None:
    if len(data) > MAX_FILE_BYTES:
        raise FileProblem("file_too_large", limit=str(MAX_FILE_BYTES // (1024 * 1024)))
    if not data.strip():
        raise FileProblem("file_empty")


def _text(data: bytes, encoding: str) -> tuple[str, str]:
    for magic, code in _FOREIGN.items():
        if data.startswith(magic):
            raise FileProblem(code)
    text, taken = decode(data, encoding)
    _refuse_markup(text)
    return text, taken


def _refuse_markup(text: str) -> None:
    """Some HR systems write a web page or old XML and call it .xls."""
    head = text[:2000].lstrip("\ufeff \t\r\n").casefold()
    if head.startswith(("<html", "<!doctype", "<table", "<meta")):
        raise FileProblem("html_table")
    if head.startswith("<?xml"):
        raise FileProblem("xml_file")
    if head.startswith(("{", "[{")):
        raise FileProblem("not_a_table")
