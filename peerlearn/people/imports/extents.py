"""How much an archived workbook unpacks to, and how far its cells reach, before it is opened.

A workbook of 5 kB may hold a cell in the last row and column. The reader keeps a sheet as one
rectangle, and asks for 500 GB. So the cells are counted here first, by streaming through the XML,
and the person hears what is wrong. What hides from this count (a sheet under another name, .xls)
ends the process that opens the file, no other: see open_workbook.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from peerlearn.people.imports.limits import (
    MAX_ARCHIVE_ENTRIES,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
)
from peerlearn.people.imports.problems import FileProblem

_CHUNK = 256 * 1024
_ROWS_ALLOWED = MAX_ROWS + 1_000
_COLUMNS_ALLOWED = MAX_COLUMNS + 100
_REFERENCE = re.compile(r"([A-Za-z]{1,4})([0-9]{1,9})")


def check_archive(data: bytes) -> None:
    """Raise FileProblem unless the archive is sound, small when unpacked, and not too far-reaching.

    What the archive says of its sizes is not believed: everything is unpacked and counted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ARCHIVE_ENTRIES:
                raise FileProblem("file_unpacks_too_large", limit=_megabytes(MAX_UNPACKED_BYTES))
            left = MAX_UNPACKED_BYTES
            for entry in entries:
                left = _check_entry(archive, entry, left)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, expat.ExpatError):
        raise FileProblem("workbook_broken") from None
    except RuntimeError:  # zipfile's way to say that an entry is encrypted
        raise FileProblem("password_protected") from None


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    scan = _scan_for(entry.filename)
    for chunk in _unpack(archive, entry):
        left -= len(chunk)
        if left < 0:
            raise FileProblem("file_unpacks_too_large", limit=_megabytes(MAX_UNPACKED_BYTES))
        if scan:
            scan.feed(chunk)
    return left


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    entry.file_size = 2 * MAX_UNPACKED_BYTES  # else reading stops at what the entry claims
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _scan_for(filename: str) -> "_Scan | None":
    name = filename.casefold().replace("\\", "/").lstrip("/")
    if name.startswith("xl/") and name.endswith(".xml") and "sheet" in name:
        return _XlsxScan()
    return _OdsScan() if name == "content.xml" else None


class _Scan:
    """Follows the cells of one sheet as its XML streams by."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EntityDeclHandler = self._refuse_entity

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keywords

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _refuse_entity(self, *_: object) -> None:
        raise FileProblem("workbook_broken")

    @staticmethod
    def _reached(row: int, column: int) -> None:
        if row > _ROWS_ALLOWED or column > _COLUMNS_ALLOWED:
            where = f"{column_letters(column)}{row}"
            raise FileProblem("sheet_reaches_too_far", where=where, limit=str(MAX_ROWS))


class _XlsxScan(_Scan):
    """Cells name their place (r="C7") or follow the one before; empty ones don't count."""

    def __init__(self) -> None:
        super().__init__()
        self._row = 0
        self._column = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self._row = _number(attributes.get("r"), self._row + 1)
            self._column = 0
        elif tag == "c":
            self._column += 1
            if place := _REFERENCE.fullmatch(attributes.get("r", "")):
                self._column = column_number(place.group(1))
                self._row = int(place.group(2))
        elif tag in ("v", "is", "f"):
            self._reached(self._row, self._column)


class _OdsScan(_Scan):
    """Rows and cells may say that they repeat; only what stands before a filled cell counts."""

    def __init__(self) -> None:
        super().__init__()
        self._row = self._next_row = 0
        self._column = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._row = self._next_row = 0
        elif name == "table:table-row":
            self._row = self._next_row
            self._next_row += _number(attributes.get("table:number-rows-repeated"), 1)
            self._column = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._column += _number(attributes.get("table:number-columns-repeated"), 1)
            if "office:value-type" in attributes:
                self._reached(self._next_row, self._column)
        elif name == "text:p":
            self._reached(self._next_row, self._column)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else default


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27: how spreadsheets name a column."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _megabytes(size: int) -> str:
    return str(size // (1024 * 1024))
