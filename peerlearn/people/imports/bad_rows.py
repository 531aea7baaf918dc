"""CSV that we write (bad rows, template, lists), safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from peerlearn.people.imports.bad_row_headers import MEND, OUR_HEADERS, ROW, WRONG
from peerlearn.people.imports.problems import Problem
from peerlearn.people.imports.texts import explain
from peerlearn.people.imports.values.text import defuse

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the old Windows encoding."""

TEMPLATE = (
    (
        "Full name", "E-mail", "Employee number", "Job title", "Department", "Location",
        "Time zone", "Start date", "End date", "Status", "Manager", "Performance reviewer",
        "Topics", "Wants to learn",
    ),
    (
        "Anna Berg", "anna.berg@company.example", "1001", "Head of Sales", "Sales", "Berlin",
        "Europe/Berlin", "2019-04-01", "", "active", "", "",
        "Negotiation; Public speaking", "Python",
    ),
    (
        "Ben Costa", "", "1002", "Warehouse operator", "Logistics", "Lisbon",
        "", "2024-09-15", "", "active", "anna.berg@company.example", "",
        "Forklift", "Excel",
    ),
)  # fmt: skip


def write_csv(rows: Iterable[Sequence[str]], *, delimiter: str = ",") -> str:
    """One text for the whole file, BOM first, each cell defused."""
    buffer = io.StringIO()
    buffer.write(BOM)
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([defuse(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def bad_rows_csv(
    headers: Sequence[str],
    bad: Iterable[tuple[int, Sequence[str], Sequence[Problem]]],
    *,
    delimiter: str = ",",
) -> str:
    """Rows as the file has them, with three columns more. Mended, it can be read in as it is."""
    kept = [index for index, header in enumerate(headers) if header not in OUR_HEADERS]
    lines = [[*(headers[index] for index in kept), ROW, WRONG, MEND]]
    for number, cells, problems in bad:
        told = [explain(problem) for problem in problems]
        shown = [cells[index] if index < len(cells) else "" for index in kept]
        surplus = list(cells[len(headers) :])
        wrong = " | ".join(f"{each.column}: {each.wrong}".lstrip(": ") for each in told)
        mend = " | ".join(dict.fromkeys(each.mend for each in told))
        lines.append([*shown, str(number), wrong, mend, *surplus])
    return write_csv(lines, delimiter=delimiter)


def template_csv() -> str:
    """An example of a file, for those who have none."""
    return write_csv(TEMPLATE)
