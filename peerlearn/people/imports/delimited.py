"""Text with delimiters (CSV and its kin) → records; the delimiter is guessed."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from peerlearn.people.imports.limits import (
    MAX_CELL_CHARS,
    MAX_COLUMNS,
    MAX_RECORD_CHARS,
    MAX_ROWS,
)
from peerlearn.people.imports.problems import FileProblem

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_RECORDS = 60
_SAMPLE_CHARS = 256 * 1024
_SEP_LINE = re.compile(r'\A"?sep=(.)"?\r?\n')

csv.field_size_limit(MAX_CELL_CHARS)


def read_records(text: str, delimiter: str = "") -> tuple[list[list[str]], str]:
    """All records, blank ones too (a spreadsheet counts them), and the delimiter taken."""
    if (sep := _SEP_LINE.match(text)) and not delimiter:
        delimiter = sep.group(1)
    delimiter = delimiter or guess_delimiter(text)
    try:
        records = list(records_of(_lines(text), delimiter, strict=True))
    except csv.Error:  # written by something that did not know how to double a quote
        records = list(records_of(_lines(text), delimiter, strict=False))
    if sep:
        records[0] = []
    return records, delimiter


def records_of(lines: Iterable[str], delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    """One record after the other, as wide as people's lists are; no more lines are taken than
    that needs. Raises FileProblem at the first that is too much: nothing behind it is read;
    csv.Error, if `strict`, where a quotation mark stands as it should not.
    """
    feed = _Feed(lines, delimiter)
    reader = csv.reader(feed, delimiter=delimiter, strict=strict)
    try:
        for count, record in enumerate(reader, start=1):
            if count > MAX_ROWS + 100:
                raise FileProblem("too_many_rows", limit=str(MAX_ROWS))
            yield _narrow(record, count)
            feed.begin_record()
    except csv.Error as error:
        row = str(feed.row)
        if "unexpected end of data" in str(error):
            raise FileProblem("quote_open", row=row) from None
        if "field larger" in str(error):
            raise FileProblem("cell_too_long", row=row, limit=str(MAX_CELL_CHARS)) from None
        if strict:
            raise
        raise FileProblem("quote_open", row=row) from None


class _Feed:
    """Hands lines to the parser, and no more of them than a record may have characters.

    The parser makes a record of millions of fields before it hands it out, so a look at its
    width comes too late.
    """

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self._lines = iter(lines)
        self._delimiter = delimiter
        self._chars = self._delimiters = 0
        self.row = 1

    def begin_record(self) -> None:
        self._chars = self._delimiters = 0
        self.row += 1

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._chars += len(line)
        self._delimiters += line.count(self._delimiter)
        if self._chars <= MAX_RECORD_CHARS:
            return line
        row = str(self.row)
        if self._delimiters >= MAX_COLUMNS:
            raise FileProblem("row_too_wide", row=row, limit=str(MAX_COLUMNS))
        raise FileProblem("row_too_large", row=row, limit=str(MAX_RECORD_CHARS))


def _narrow(record: list[str], row: int) -> list[str]:
    """Without the blank cells that spreadsheets append up to their last column."""
    if len(record) <= MAX_COLUMNS:
        return record
    if "".join(record[MAX_COLUMNS:]).strip():
        raise FileProblem("row_too_wide", row=str(row), limit=str(MAX_COLUMNS))
    return record[:MAX_COLUMNS]


def _lines(text: str) -> Iterator[str]:
    return io.StringIO(text, newline="")


def guess_delimiter(text: str) -> str:
    """The delimiter by which most records have the same number, above one, of fields.

    csv.Sniffer takes any character that repeats evenly, the "e" of a column of names among
    them; counting fields of real records does not, and quoted delimiters do not mislead it.
    """
    return max(DELIMITERS, key=lambda candidate: _evenness(text, candidate))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    records = records_of(_lines(text[:_SAMPLE_CHARS]), delimiter, strict=False)
    try:
        sample = [record for record in islice(records, _SAMPLE_RECORDS) if record]
    except FileProblem as refused:
        too_wide = refused.problem.code == "row_too_wide"
        return (0.5, MAX_COLUMNS + 1) if too_wide else (0.0, 0)
    widths = Counter(len(record) for record in sample)
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return (0.0, 0)
    count, width = max(wide)
    return (round(count / len(sample), 1), width)
