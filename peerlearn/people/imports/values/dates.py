"""Dates as people and programs write them. The order of day and month is the column's."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from peerlearn.people.imports.problems import Problem, problem
from peerlearn.people.imports.table import Cell, text_of
from peerlearn.people.imports.values.text import value_of

_NUMERIC = re.compile(r"(\d{1,2})\s?([./\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s\-./]*(?:de\s+)?([^\W\d_]{3,})\.?[\s\-.,/]*(?:de[l]?\s+)?(\d{4}|\d{2})"
)
_MONTH_FIRST = re.compile(
    r"([^\W\d_]{3,})\.?[\s\-./]*(\d{1,2})(?:st|nd|rd|th)?[\s\-,./]+(\d{4}|\d{2})"
)
_TIME = re.compile(
    r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$"
)
_WEEKDAY = re.compile(r"^[^\W\d_]{2,10}\.?,\s*(?=\d)")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = (18_000, 73_050)  # 1949 to the end of 2099
_YEARS = (1930, 2100)
MONTHS, LONGEST_MONTH = 12, 31
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janner janvier janv enero ene",
            "feb february februar fevrier fevr fev febrero",
            "mar march marz maerz mrz mars marzo",
            "apr april avril avr abril abr",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet juil julio",
            "aug august aout agosto ago",
            "sep sept september septembre septiembre setiembre set",
            "oct october oktober okt octobre octubre",
            "nov november novembre noviembre",
            "dec december dezember dez decembre diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}


class DateOrder(StrEnum):
    """Which of two small numbers is the day."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


def order_of(cells: Iterable[Cell]) -> tuple[DateOrder, bool]:
    """The order by which the whole column can be read, and whether that was a toss-up.

    13/02 and 02/13 settle it; dots are day first everywhere; else day first is assumed.
    """
    day_first = month_first = 0
    open_question = False
    for cell in cells:
        match = _NUMERIC.fullmatch(_without_time(value_of(text_of(cell))))
        if not match:
            continue
        first, separator, second = int(match[1]), match[2], int(match[3])
        if first > 12 or separator == ".":
            day_first += 1
        elif second > 12:
            month_first += 1
        elif first != second:
            open_question = True
    if month_first > day_first:
        return DateOrder.MONTH_FIRST, False
    return DateOrder.DAY_FIRST, open_question and not day_first


def parse_date(
    cell: Cell, *, order: DateOrder, today: date, column: str = ""
) -> date | Problem | None:
    """The date; None for an empty cell; a Problem for anything else."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = value_of(text_of(cell))
    if not text:
        return None
    plain = _WEEKDAY.sub("", _without_time(text))
    try:
        found = _parse(plain, order, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        code = "date_not_there" if _lacks_its_day(plain, order) else "date_unreadable"
        return problem(code, column, text)
    if not _YEARS[0] <= found.year <= _YEARS[1]:
        return problem("date_out_of_range", column, text, year=str(found.year))
    return found


def _lacks_its_day(text: str, order: DateOrder) -> bool:
    """Whether it is written as a date is, of a day that its month doesn't have: 31.02.2026."""
    if match := _ISO.fullmatch(text):
        day, month = int(match[3]), int(match[2])
    elif match := _NUMERIC.fullmatch(text):
        day_first = order is DateOrder.DAY_FIRST or match[2] == "."
        day, month = (int(match[1]), int(match[3])) if day_first else (int(match[3]), int(match[1]))
    else:
        return False
    return 1 <= month <= MONTHS and 1 <= day <= LONGEST_MONTH


def _without_time(text: str) -> str:
    return _TIME.sub("", text)


def _parse(text: str, order: DateOrder, today: date) -> date | None:
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        day_first = order is DateOrder.DAY_FIRST or match[2] == "."
        day, month = (first, second) if day_first else (second, first)
        return date(_year(match[4], today), month, day)
    if match := _SERIAL.fullmatch(text):
        days = int(match[1])
        inside = _SERIALS[0] <= days <= _SERIALS[1]
        return _EXCEL_EPOCH + timedelta(days=days) if inside else None
    if match := _DAY_FIRST.fullmatch(text):
        return date(_year(match[3], today), _month(match[2]), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(text):
        return date(_year(match[3], today), _month(match[1]), int(match[2]))
    return None


def _month(word: str) -> int:
    plain = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    if letters not in _MONTHS:
        raise ValueError(word)
    return _MONTHS[letters]


def _year(digits: str, today: date) -> int:
    """Two digits mean the past, or at most ten years ahead."""
    if len(digits) == 4:
        return int(digits)
    year = today.year - today.year % 100 + int(digits)
    return year if year <= today.year + 10 else year - 100
