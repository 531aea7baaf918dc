"""Text with delimiters (CSV and its kin) → records; the delimiter is guessed."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from peerlearn.people.imports.limits import MAX_ROWS
from peerlearn.people.imports.problems import FileProblem

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_RECORDS = 60
_FIELD_CHARS = 1_000_000
_SEP_LINE = re.compile(r'\A"?sep=(.)"?\r?\n')

csv.field_size_limit(_FIELD_CHARS)


def read_records(text: str, delimiter: str = "") -> tuple[list[list[str]], str]:
    """All records, blank ones too (a spreadsheet counts them), and the delimiter taken."""
    if (sep := _SEP_LINE.match(text)) and not delimiter:
        delimiter = sep.group(1)
    delimiter = delimiter or guess_delimiter(text)
    records: list[list[str]] = []
    try:
        for record in _parse(text, delimiter, strict=True):
            records.append(record)
            _refuse_too_many(records)
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise FileProblem("quote_open", row=str(len(records) + 1)) from None
        records = _parse_leniently(text, delimiter)
    if sep:
        records[0] = []
    return records, delimiter


def _parse_leniently(text: str, delimiter: str) -> list[list[str]]:
    """For files whose writer did not know how to double a quote."""
    records: list[list[str]] = []
    try:
        for record in _parse(text, delimiter, strict=False):
            records.append(record)
            _refuse_too_many(records)
    except csv.Error:
        raise FileProblem("quote_open", row=str(len(records) + 1)) from None
    return records


def _parse(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _refuse_too_many(records: list[list[str]]) -> None:
    if len(records) > MAX_ROWS + 100:
        raise FileProblem("too_many_rows", limit=str(MAX_ROWS))


def guess_delimiter(text: str) -> str:
    """The delimiter by which most records have the same number, above one, of fields.

    csv.Sniffer takes any character that repeats evenly, the "e" of a column of names among
    them; counting fields of real records does not, and quoted delimiters do not mislead it.
    """
    return max(DELIMITERS, key=lambda candidate: _evenness(text, candidate))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    try:
        records = [r for r in islice(_parse(text, delimiter, strict=False), _SAMPLE_RECORDS) if r]
    except csv.Error:
        return (0.0, 0)
    widths = Counter(len(record) for record in records)
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return (0.0, 0)
    count, width = max(wide)
    return (round(count / len(records), 1), width)
