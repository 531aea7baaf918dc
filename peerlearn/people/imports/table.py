"""A file after reading: headers and rows, whatever format it came in."""

from dataclasses import dataclass
from datetime import date, datetime

from peerlearn.people.imports.problems import Problem

Cell = str | date | float | bool
"""A date or datetime where the workbook knows that it is one; text everywhere else."""


class BareFormula(str):
    """A formula whose value nobody computed. It reads as an empty cell."""

    __slots__ = ()


class ErrorValue(str):
    """A formula that came to an error, such as #NAME?. It reads as an empty cell."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """`number` counts as a spreadsheet does: the first line of the sheet is 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows all have as many cells as there are headers, but for `row_too_long` ones."""

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    notices: tuple[Problem, ...] = ()
    sheet: str = ""
    sheet_names: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""

    def column(self, index: int) -> list[Cell]:
        return [row.cells[index] for row in self.rows]


def text_of(cell: Cell) -> str:
    """The cell as a person would type it: whole numbers without ".0", dates as ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return cell.isoformat()
