"""How well each column fits each field: words of the header, weighed by what the cells hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from peerlearn.people.imports import header_words
from peerlearn.people.imports.bad_row_headers import OUR_HEADERS
from peerlearn.people.imports.header_words import (
    ALONE,
    MANAGER_WORDS,
    OTHER_DATE_WORDS,
    PRIVATE_WORDS,
    REVIEWER_WORDS,
    STRONG,
    WEAK,
    normal,
)
from peerlearn.people.imports.problems import Problem
from peerlearn.people.imports.table import Cell, Table, text_of
from peerlearn.people.imports.values.dates import DateOrder, parse_date
from peerlearn.people.imports.values.emails import parse_email
from peerlearn.people.imports.values.statuses import parse_status
from peerlearn.people.imports.values.text import clean
from peerlearn.people.imports.values.zones import parse_zone

_SAMPLE = 200
_ANY_DAY = date(2025, 1, 1)  # only decides the century of two-digit years
_ENOUGH = 0.3
_NEARLY_ALL = 0.9
_BY_CONTENT = 0.3  # below every score of a header


@dataclass(frozen=True, slots=True)
class Fit:
    index: int
    field: str
    score: float


def score_columns(table: Table) -> list[Fit]:
    """All fits above nothing, for every column but our own."""
    fits: list[Fit] = []
    for index, header in enumerate(table.headers):
        if header in OUR_HEADERS:
            continue
        cells = [cell for cell in table.column(index)[: _SAMPLE * 5] if clean(text_of(cell))]
        found = [replace(fit, index=index) for fit in score_header(header)]
        fits += _weigh(header, found, cells[:_SAMPLE]) or _by_content(
            index, header, cells[:_SAMPLE]
        )
    return _without_rival_dates(fits)


def _without_rival_dates(fits: list[Fit]) -> list[Fit]:
    """Of several columns of dates whose headers say nothing, none is guessed: HR is asked."""
    nameless = [fit for fit in fits if fit.field == "start_date" and fit.score <= _BY_CONTENT]
    return fits if len(nameless) <= 1 else [fit for fit in fits if fit not in nameless]


def score_header(header: str) -> list[Fit]:
    """By the header alone. 1 for exactly our word, less for a word among others."""
    name = normal(header)
    if name in ALONE:
        return [Fit(0, ALONE[name], 0.9)]
    words = name.split()
    fits = {}
    for field in STRONG:
        score = max(
            _fit(words, STRONG[field], 1.0, 0.7), _fit(words, WEAK.get(field, ()), 0.8, 0.4)
        )
        if score:
            fits[field] = score
    exact = {field: score for field, score in fits.items() if score >= 0.8}
    if exact:
        fits = exact
    if REVIEWER_WORDS.intersection(words) or fits.get("reviewer", 0) >= 1:
        return [Fit(0, "reviewer", 1.0)]
    if MANAGER_WORDS.intersection(words) and fits.get("title", 0) < 1:
        return [Fit(0, "manager", 1.0)]
    if PRIVATE_WORDS.intersection(words):
        fits = {field: score for field, score in fits.items() if score >= 0.99}
    return [Fit(0, field, score) for field, score in fits.items()]


def _fit(words: list[str], alternatives: Sequence[str], exact: float, among: float) -> float:
    """Longer agreement is worth a little more: "start date" before "start"."""
    best = 0.0
    for alternative in alternatives:
        parts = alternative.split()
        if parts == words:
            return exact
        if _stands_in(parts, words):
            best = max(best, among + 0.02 * len(alternative) / 10)
    return best


def _stands_in(parts: list[str], words: list[str]) -> bool:
    size = len(parts)
    if len("".join(parts)) < 3:
        return False
    return any(words[at : at + size] == parts for at in range(len(words) - size + 1))


def _is_email(cell: Cell) -> bool:
    return isinstance(parse_email(text_of(cell)), str) and "@" in text_of(cell)


def _is_date(cell: Cell) -> bool:
    return any(
        isinstance(parse_date(cell, order=order, today=_ANY_DAY), date) for order in DateOrder
    )


def _is_status(cell: Cell) -> bool:
    return not isinstance(parse_status(text_of(cell)), Problem)


def _is_zone(cell: Cell) -> bool:
    return not isinstance(parse_zone(text_of(cell)), Problem)


_CONTENT: dict[str, Callable[[Cell], bool]] = {
    "email": _is_email,
    "start_date": _is_date,
    "end_date": _is_date,
    "status": _is_status,
    "time_zone": _is_zone,
}
_COLLEAGUES = frozenset(("manager", "reviewer"))
_NO_ADDRESS = frozenset(
    ("full_name", "first_name", "last_name", "title", "department", "location", "level")
)


def _weigh(header: str, fits: list[Fit], cells: list[Cell]) -> list[Fit]:
    """Drops fits that the cells belie: a "Start" column of words is no start date.

    A header that can mean nothing else ("Start date", "E-mail") stands, however bad its cells.
    """
    if not cells:
        return fits
    addresses = sum(1 for cell in cells if _is_email(cell)) / len(cells)
    kept = []
    for fit in fits:
        plain = fit.score >= 0.99 and (fit.field == "email" or " " in normal(header))
        if not plain and (check := _CONTENT.get(fit.field)):
            share = sum(1 for cell in cells if check(cell)) / len(cells)
            if share < _ENOUGH:
                continue
        if fit.field in _NO_ADDRESS and addresses > 0.5:
            continue
        if fit.field in _COLLEAGUES and _all_say_yes_or_no(cells):
            continue
        kept.append(fit)
    return kept


def _all_say_yes_or_no(cells: list[Cell]) -> bool:
    """ "Is manager: yes" names nobody."""
    words = {clean(text_of(cell)).casefold() for cell in cells}
    return words <= {
        "yes",
        "no",
        "ja",
        "nein",
        "oui",
        "non",
        "si",
        "sí",
        "true",
        "false",
        "0",
        "1",
        "x",
    }


def _by_content(index: int, header: str, cells: list[Cell]) -> list[Fit]:
    """A header that says nothing over different addresses is the e-mail, over dates the day on
    which people start.
    """
    words = header_words.normal(header).split()
    if not cells or PRIVATE_WORDS.intersection(words):
        return []
    addresses = {text_of(cell) for cell in cells if _is_email(cell)}
    if len(addresses) > 0.6 * len(cells):
        return [Fit(index, "email", _BY_CONTENT)]
    if OTHER_DATE_WORDS.intersection(words) or score_header(header):
        return []
    days = sum(1 for cell in cells if _is_written_as_date(cell))
    return [Fit(index, "start_date", _BY_CONTENT)] if days >= _NEARLY_ALL * len(cells) else []


def _is_written_as_date(cell: Cell) -> bool:
    """Bare figures may be a postal code or a cost centre as well as a date of a spreadsheet."""
    if isinstance(cell, float | bool):
        return False
    return not clean(text_of(cell)).replace(".", "", 1).isdigit() and _is_date(cell)
