"""Files as companies have them, made in the test."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from peerlearn.people.imports.columns import Targets, guess_targets
from peerlearn.people.imports.people import PersonRecord
from peerlearn.people.imports.plan import Plan
from peerlearn.people.imports.planning import make_plan
from peerlearn.people.imports.reading import read_table
from peerlearn.people.imports.table import Table

TODAY = date(2026, 3, 2)
CIVIL_SERVICE = Path(__file__).resolve().parents[2] / "data" / "civil-service-small"


def csv_bytes(*lines: str, encoding: str = "utf-8") -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def xlsx_bytes(rows: Sequence[Sequence[Any]], **more_sheets: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "People"
    for row in rows:
        book.active.append(list(row))
    for title, lines in more_sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def table_of(*lines: str) -> Table:
    return read_table(csv_bytes(*lines))


def plan_of(
    *lines: str, people: Sequence[PersonRecord] = (), targets: Targets | None = None
) -> Plan:
    """The plan of a CSV under the guessed mapping."""
    table = table_of(*lines)
    return make_plan(table, targets or guess_targets(table), people, today=TODAY)


def codes(plan: Plan) -> dict[int, list[str]]:
    """Problem codes by row number, of rows that have any."""
    return {row.number: [each.code for each in row.problems] for row in plan.rows if row.problems}


def outcomes(plan: Plan) -> dict[int, str]:
    return {row.number: row.outcome.value for row in plan.rows}
