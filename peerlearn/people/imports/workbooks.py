"""Workbooks (.xlsx, .xls, .ods) → records of typed cells, read by `open_workbook`."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from peerlearn.people.imports.extents import Archive, check_archive
from peerlearn.people.imports.limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    MAX_WORKBOOK_MEMORY,
    MAX_WORKBOOK_SECONDS,
    MAX_WORKBOOKS_AT_ONCE,
)
from peerlearn.people.imports.problems import FileProblem, Problem, problem
from peerlearn.people.imports.table import BareFormula, Cell, ErrorValue

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_READER = Path(__file__).with_name("open_workbook.py")
# What Python needs to start, and no secrets of ours.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
_open_now = threading.BoundedSemaphore(MAX_WORKBOOKS_AT_ONCE)


def is_workbook(data: bytes) -> bool:
    """By its first bytes: names of files lie."""
    return data.startswith((ZIP_MAGIC, OLE_MAGIC))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Records of one sheet, its name, and the names of all that hold something."""

    records: list[list[Cell]]
    name: str
    names: tuple[str, ...]
    notices: tuple[Problem, ...] = ()


def read_sheet(data: bytes, sheet: str = "") -> Sheet:
    """One sheet of a workbook. Raises FileProblem.

    Without `sheet` the visible one with the most filled cells is taken: notes and pivots are
    smaller than the list of people.
    """
    archive = None
    if data.startswith(ZIP_MAGIC):
        archive = check_archive(data)
    elif _ENCRYPTED_STREAM in data:
        raise FileProblem("password_protected")
    answer = _opened_elsewhere(data, sheet)
    if code := answer.get("problem"):
        is_wide = code == "too_many_columns"
        limit = str(MAX_COLUMNS if is_wide else MAX_UNPACKED_BYTES // (1024 * 1024))
        raise FileProblem(code, sheet=sheet, limit=limit)
    records = [[_cell(value) for value in record] for record in answer["records"]]
    name, names = answer["sheet"], tuple(answer["sheets"])
    notices = _mark_formulas(records, archive, name) if archive and archive.sheets else ()
    if len(records) > MAX_ROWS + 100:
        raise FileProblem("too_many_rows", limit=str(MAX_ROWS))
    return Sheet(records, name, names, notices)


def _mark_formulas(records: list[list[Cell]], archive: Archive, name: str) -> tuple[Problem, ...]:
    """Puts a mark into each cell whose formula has no value: the reader shows it empty."""
    formulas = archive.formulas_of(name)
    if formulas is None:
        return (problem("formulas_unseen"),)
    if len(formulas) > MAX_ROWS:
        raise FileProblem("formulas_not_computed", limit=str(MAX_ROWS))
    for row, column in formulas.bare():
        _put(records, row, column, BareFormula())
    for row, column in formulas.errors():
        _put(records, row, column, ErrorValue())
    return ()


def _put(records: list[list[Cell]], row: int, column: int, mark: Cell) -> None:
    records.extend([] for _ in range(len(records), row))
    record = records[row - 1]
    record.extend("" for _ in range(len(record), column))
    if record[column - 1] == "":
        record[column - 1] = mark


def _opened_elsewhere(data: bytes, sheet: str) -> dict[str, Any]:
    """What the reader's process says. It may run out of its memory or time, or be ended."""
    limits = (MAX_WORKBOOK_MEMORY, MAX_UNPACKED_BYTES, MAX_ROWS + 200, MAX_COLUMNS)
    if not _open_now.acquire(timeout=2):
        raise FileProblem("server_busy")
    try:
        done = subprocess.run(  # noqa: S603 (our own script; the sheet's name is one argument)
            [sys.executable, "-I", str(_READER), sheet, *map(str, limits)],
            input=data,
            capture_output=True,
            timeout=MAX_WORKBOOK_SECONDS,
            check=True,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise FileProblem("workbook_takes_too_much") from None
    finally:
        _open_now.release()
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        if "day" in value:
            return date.fromisoformat(value["day"])
        return datetime.fromisoformat(value["moment"])
    cell: Cell = value
    return cell
