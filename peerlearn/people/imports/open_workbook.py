"""Opens a workbook in a process of its own; `workbooks` starts it.

Run as a script, never imported: ``python -I open_workbook.py SHEET MEMORY CHARS ROWS COLUMNS``, the
file on standard input. A file made for it lets the reader ask for hundreds of gigabytes, and a
failed allocation aborts the process: better this one than one that serves pages. It gets no more
than MEMORY bytes, writes no more than CHARS characters in ROWS rows of COLUMNS columns, and answers
with a JSON object: `records`, `sheet` and `sheets`, or `problem`.
"""

import io
import json
import resource
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, load_workbook

CPU_SECONDS = 15


class Refusal(Exception):  # noqa: N818 - its name is the code of a FileProblem
    """The file is not read any further."""


def main(sheet: str, memory: int, chars: int, rows: int, columns: int) -> dict[str, Any]:
    with suppress(ValueError, OSError):  # some systems have no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        book = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        return pick(book, sheet, chars, rows, columns)
    except PasswordError:
        return {"problem": "password_protected"}
    except Refusal as refused:
        return {"problem": str(refused)}
    except (CalamineError, ValueError, OSError):
        return {"problem": "workbook_broken"}


def pick(book: CalamineWorkbook, sheet: str, chars: int, rows: int, columns: int) -> dict[str, Any]:
    """The sheet that is asked for, else the visible one with the most filled cells."""
    sheets: dict[str, list[list[Any]]] = {}
    for meta in book.sheets_metadata:
        if str(meta.typ).endswith("WorkSheet") and str(meta.visible).endswith(".Visible"):
            found = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False, nrows=rows)
            chars -= sum(len(cell) for row in found for cell in row if isinstance(cell, str))
            if chars < 0:
                raise Refusal("file_unpacks_too_large")
            if filled(found):
                sheets[meta.name] = found
    if not sheets:
        raise Refusal("file_empty")
    if sheet and sheet not in sheets:
        raise Refusal("sheet_missing")
    name = sheet or max(sheets, key=lambda each: filled(sheets[each]))
    width = max((n + 1 for row in sheets[name] for n, cell in enumerate(row) if cell != ""))
    if width > columns:
        raise Refusal("too_many_columns")
    records = [[cell_as_json(value) for value in row[:width]] for row in sheets[name]]
    return {"records": records, "sheet": name, "sheets": list(sheets)}


def filled(records: list[list[Any]]) -> int:
    return sum(1 for record in records for cell in record if cell != "")


def cell_as_json(value: object) -> object:
    """Text, numbers and truth as they are; a day or a moment as {"day": …} or {"moment": …}."""
    if isinstance(value, datetime) and value.time() != time():
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return {"day": day.isoformat()}
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, (time, timedelta)):
        return str(value)
    return ""


if __name__ == "__main__":
    answer = main(sys.argv[1], *(int(number) for number in sys.argv[2:]))
    json.dump(answer, sys.stdout)
