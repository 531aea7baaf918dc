"""Records of a file → Table: finds the header, names its columns, evens out the rows."""

import re
from collections.abc import Sequence
from datetime import date

from peerlearn.people.imports import header_words
from peerlearn.people.imports.extents import column_letters
from peerlearn.people.imports.limits import HEADER_SEARCH_ROWS, MAX_COLUMNS, MAX_ROWS
from peerlearn.people.imports.problems import FileProblem, Problem, problem
from peerlearn.people.imports.table import BareFormula, Cell, Table, TableRow, text_of
from peerlearn.people.imports.values.text import clean

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_KNOWN_HEADERS = frozenset(
    word
    for words in (header_words.STRONG, header_words.WEAK)
    for alternatives in words.values()
    for word in alternatives
).union(header_words.ALONE)


def to_table(records: Sequence[Sequence[Cell]]) -> Table:
    """Raises FileProblem for no rows at all, no header, or too many rows or columns."""
    at = _find_header(records)
    header_record = records[at]
    width = _width(header_record, records[at + 1 :])
    if width > MAX_COLUMNS:
        raise FileProblem("too_many_columns", limit=str(MAX_COLUMNS))
    headers, notices = _name_columns([text_of(cell) for cell in header_record[:width]])
    rows = tuple(
        TableRow(number, _even(record, width))
        for number, record in enumerate(records[at + 1 :], start=at + 2)
        if _is_data(record, header_record)
    )
    if not rows:
        raise FileProblem("no_rows")
    if len(rows) > MAX_ROWS:
        raise FileProblem("too_many_rows", limit=str(MAX_ROWS))
    return Table(tuple(headers), rows, tuple(notices))


def _find_header(records: Sequence[Sequence[Cell]]) -> int:
    """The line among the first with most known headers, else the first that is no title."""
    filled = [index for index, record in enumerate(records) if _filled(record)]
    if not filled:
        raise FileProblem("file_empty")
    search = filled[:HEADER_SEARCH_ROWS]
    best = max(search, key=lambda index: (_known_headers(records[index]), -index))
    if not _known_headers(records[best]):
        several = [index for index in search if _filled(records[index]) > 1]
        best = several[0] if several else search[0]
        if _looks_like_data(records[best]):
            raise FileProblem("header_missing", row=str(best + 1), value=_excerpt(records[best]))
    return best


def _filled(record: Sequence[Cell]) -> int:
    return sum(1 for cell in record if clean(text_of(cell)))


def _known_headers(record: Sequence[Cell]) -> int:
    if _looks_like_data(record):
        return 0
    return sum(
        1
        for cell in record
        if isinstance(cell, str) and header_words.normal(cell) in _KNOWN_HEADERS
    )


def _looks_like_data(record: Sequence[Cell]) -> bool:
    """Headers hold no addresses, dates or numbers."""
    return any(
        isinstance(cell, (date, float)) or (isinstance(cell, str) and _EMAIL.search(cell))
        for cell in record
    )


def _excerpt(record: Sequence[Cell]) -> str:
    return ", ".join(clean(text_of(cell)) for cell in record if clean(text_of(cell)))[:80]


def _width(header: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> int:
    """Up to the last column of the header record that has a name or a value below it."""
    for index in range(len(header) - 1, -1, -1):
        if clean(text_of(header[index])):
            return index + 1
        if any(index < len(record) and clean(text_of(record[index])) for record in below):
            return index + 1
    return 0


def _name_columns(raw: list[str]) -> tuple[list[str], list[Problem]]:
    """Blank headers get the column's letter; a repeated one gets a number."""
    headers: list[str] = []
    notices: list[Problem] = []
    taken: set[str] = set()
    for index, text in enumerate(raw):
        letter = column_letters(index + 1)
        name = header = clean(text)[:100]
        if not name:
            name = f"({letter})"
            notices.append(problem("header_blank", letter, renamed=name))
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"{header or letter} ({count})"
        if count > 1 and header:
            notices.append(problem("header_repeated", header, renamed=name))
        taken.add(name.casefold())
        headers.append(name)
    return headers, notices


def _is_data(record: Sequence[Cell], header: Sequence[Cell]) -> bool:
    """Blank lines are none, and neither is the header once more (exports pasted together)."""
    if any(isinstance(cell, BareFormula) for cell in record):
        return True
    return bool(_filled(record)) and list(record) != list(header)


def _even(record: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    """As wide as the header; wider only where the surplus holds something."""
    cells = list(record)
    while len(cells) > width and not clean(text_of(cells[-1])):
        cells.pop()
    return tuple(cells + [""] * (width - len(cells)))
