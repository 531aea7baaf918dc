"""How much an archived workbook unpacks to, and how far its cells reach, before it is opened.

A workbook of 5 kB may hold a cell in the last row and column. The reader keeps a sheet as one
rectangle, and asks for 500 GB. So the cells are counted here first, by streaming through the XML,
and the person hears what is wrong. What hides from this count (a sheet under another name, .xls)
ends the process that opens the file, no other: see open_workbook.

On the way it is noted which cells hold a formula without a value, for the reader shows them empty.
"""

import io
import re
import zipfile
from abc import ABC, abstractmethod
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
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


_COLUMN_STEP = 1_000
"""A place is one number, row * _COLUMN_STEP + column: a sheet may have very many."""


@dataclass(slots=True)
class Formulas:
    """Places (row, column; from 1) of one sheet whose formula has no value, or is an error."""

    _bare: "array[int]" = field(default_factory=lambda: array("Q"))
    _errors: "array[int]" = field(default_factory=lambda: array("Q"))

    def add(self, row: int, column: int, *, is_error: bool) -> None:
        places = self._errors if is_error else self._bare
        places.append(row * _COLUMN_STEP + column)

    def bare(self) -> Iterator[tuple[int, int]]:
        return (divmod(place, _COLUMN_STEP) for place in self._bare)

    def errors(self) -> Iterator[tuple[int, int]]:
        return (divmod(place, _COLUMN_STEP) for place in self._errors)

    def __len__(self) -> int:
        return len(self._bare) + len(self._errors)


@dataclass(slots=True)
class Archive:
    """What was seen of a workbook's sheets. Parts are files inside, as `part_name` calls them."""

    formulas: dict[str, Formulas] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    """Relation by name of a sheet."""
    relations: dict[str, str] = field(default_factory=dict)
    """Part by relation."""

    def formulas_of(self, sheet: str) -> Formulas | None:
        """None where the sheet is not one that was looked at."""
        part = self.relations.get(self.sheets.get(sheet, ""), "")
        return self.formulas.get(part)


def part_name(filename: str) -> str:
    return filename.casefold().replace("\\", "/").lstrip("/")


def check_archive(data: bytes) -> Archive:
    """Raise FileProblem unless the archive is sound, small when unpacked, and not too far-reaching.

    What the archive says of its sizes is not believed: everything is unpacked and counted.
    """
    seen = Archive()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ARCHIVE_ENTRIES:
                raise FileProblem("file_unpacks_too_large", limit=_megabytes(MAX_UNPACKED_BYTES))
            left = MAX_UNPACKED_BYTES
            for entry in entries:
                left = _check_entry(archive, entry, left, seen)
    # zipfile says NotImplementedError of a way to compress that it doesn't know.
    except (zipfile.BadZipFile, NotImplementedError, EOFError, expat.ExpatError):
        raise FileProblem("workbook_broken") from None
    except RuntimeError:  # zipfile's way to say that an entry is encrypted
        raise FileProblem("password_protected") from None
    return seen


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, seen: Archive) -> int:
    scan = _scan_for(part_name(entry.filename), seen)
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


def _scan_for(name: str, seen: Archive) -> "_Scan | None":
    if name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        return _PartsScan(seen)
    if name.startswith("xl/") and name.endswith(".xml") and "sheet" in name:
        return _XlsxScan(seen.formulas.setdefault(name, Formulas()))
    return _OdsScan() if name == "content.xml" else None


class _Scan(ABC):
    """Follows the cells of one sheet as its XML streams by."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EntityDeclHandler = self._refuse_entity

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keywords

    @abstractmethod
    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def _refuse_entity(self, *_: object) -> None:
        raise FileProblem("workbook_broken")

    @staticmethod
    def _reached(row: int, column: int) -> None:
        if row > _ROWS_ALLOWED or column > _COLUMNS_ALLOWED:
            where = f"{column_letters(column)}{row}"
            raise FileProblem("sheet_reaches_too_far", where=where, limit=str(MAX_ROWS))


class _XlsxScan(_Scan):
    """Cells name their place (r="C7") or follow the one before; empty ones don't count."""

    def __init__(self, formulas: Formulas) -> None:
        super().__init__()
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._formulas = formulas
        self._row = 0
        self._column = 0
        self._type = self._tag = ""
        self._has_formula = self._has_value = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._tag = name.rpartition(":")[2]
        if tag == "row":
            self._row = _number(attributes.get("r"), self._row + 1)
            self._column = 0
        elif tag == "c":
            self._column += 1
            self._type = attributes.get("t", "")
            self._has_formula = self._has_value = False
            if place := _REFERENCE.fullmatch(attributes.get("r", "")):
                self._column = column_number(place.group(1))
                self._row = int(place.group(2))
        elif tag in ("v", "is", "f"):
            self._reached(self._row, self._column)
            self._has_formula |= tag == "f"
            # What a formula came to may be a text without a letter.
            self._has_value |= tag == "is" or (tag == "v" and self._type == "str")

    def _text(self, text: str) -> None:
        if self._tag == "v" and text.strip():
            self._has_value = True

    def _end(self, name: str) -> None:
        self._tag = ""
        if name.rpartition(":")[2] != "c":
            return
        is_error = self._type == "e"
        if is_error or (self._has_formula and not self._has_value):
            self._formulas.add(self._row, self._column, is_error=is_error and self._has_value)


class _PartsScan(_Scan):
    """How the sheets are called, and which part of the archive each is."""

    def __init__(self, seen: Archive) -> None:
        super().__init__()
        self._seen = seen

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        told = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if tag == "sheet" and len(self._seen.sheets) < MAX_ARCHIVE_ENTRIES:
            self._seen.sheets[told.get("name", "")] = told.get("id", "")
        elif tag == "Relationship" and len(self._seen.relations) < MAX_ARCHIVE_ENTRIES:
            target = told.get("Target", "")
            inside = target if target.startswith("/") else f"xl/{target}"
            self._seen.relations[told.get("Id", "")] = part_name(inside)


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
