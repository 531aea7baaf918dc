"""The cells of one row by our fields, with the problems found while reading them."""

from collections.abc import Callable, Collection, Mapping, Sequence

from peerlearn.people.imports.fields import ATTRIBUTE
from peerlearn.people.imports.limits import MAX_CHARS
from peerlearn.people.imports.problems import Problem, problem
from peerlearn.people.imports.table import BareFormula, Cell, ErrorValue, text_of
from peerlearn.people.imports.values.names import is_formula_name
from peerlearn.people.imports.values.text import fused, is_error_value, is_formula, value_of
from peerlearn.people.imports.values.topics import listed, parse_topics

_TOPICS = ("known_topics", "wanted_topics")
_NAMES = ("full_name", "first_name", "last_name")


class RowCells:
    """`errors` keep the row out; `warnings` come with a row that is imported."""

    def __init__(
        self, row: Sequence[Cell], headers: Sequence[str], places: Mapping[str, list[int]]
    ) -> None:
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self._row = row
        self._headers = headers
        self._places = places
        if len(row) > len(headers):
            detail = {"cells": str(len(row)), "columns": str(len(headers))}
            self.errors.append(problem("row_too_long", **detail))
        self._look_for_formulas()

    def _look_for_formulas(self) -> None:
        for key, places in self._places.items():
            for index in places:
                cell, header = self._row[index], self._headers[index]
                text = text_of(cell).strip()
                if isinstance(cell, BareFormula):
                    self.errors.append(problem("formula_bare", header))
                elif key in _NAMES:
                    self._check_name(cell, header)
                elif is_formula(text) and value_of(text):
                    self.warnings.append(problem("formula_text", header, text))

    def _check_name(self, cell: Cell, header: str) -> None:
        """Mails and pages show a name to others, and half a name is another person's."""
        text = fused(text_of(cell).strip())
        if isinstance(cell, ErrorValue) or is_error_value(text):
            self.errors.append(problem("name_is_error", header))
        elif is_formula_name(text):
            self.errors.append(problem("name_is_formula", header, text))

    def header(self, key: str) -> str:
        places = self._places.get(key)
        return self._headers[places[0]] if places else ""

    def cell(self, key: str) -> Cell:
        places = self._places.get(key)
        return self._row[places[0]] if places else ""

    def raw(self, key: str) -> str:
        """The cell's text as it stands; names need it, for "Null" is a surname."""
        return text_of(self.cell(key))

    def text(self, key: str) -> str:
        return self.within(key, value_of(self.raw(key)))

    def within(self, key: str, text: str, column: str = "") -> str:
        """`text` if it is not too long; else an error and nothing."""
        limit = MAX_CHARS[key]
        if len(text) <= limit:
            return text
        self.errors.append(problem("too_long", column or self.header(key), text, limit=str(limit)))
        return ""

    def parsed(self, key: str, parse: Callable[[str], str | Problem]) -> str:
        """The parsed value, or an error and nothing."""
        return self._kept(key, parse(self.raw(key)), self.errors)

    def parsed_or_warned(self, key: str, parse: Callable[[str], str | Problem]) -> str:
        """The parsed value, or a warning and nothing."""
        return self._kept(key, parse(self.raw(key)), self.warnings)

    def _kept(self, key: str, found: str | Problem, problems: list[Problem]) -> str:
        if isinstance(found, str):
            return found
        problems.append(problem(found.code, self.header(key), found.value, **found.detail))
        return ""

    def topics(self, key: str) -> tuple[str, ...]:
        """Of all columns mapped to `key`, in their order."""
        found = (topic for index in self._places.get(key, ()) for topic in self._topics_in(index))
        return tuple(dict.fromkeys(found))

    def listed(self, key: str) -> str:
        """A list in one cell, however it is separated, with commas."""
        names = listed(self.raw(key))
        if any(self.within("language", name, self.header(key)) != name for name in names):
            return ""
        return self.within(key, ", ".join(names))

    def sensitive_topics(self, columns: Collection[int]) -> frozenset[str]:
        """Topics of either kind that stand in one of these columns."""
        places = [index for key in _TOPICS for index in self._places.get(key, ())]
        return frozenset(
            topic for index in places if index in columns for topic in self._topics_in(index)
        )

    def _topics_in(self, index: int) -> tuple[str, ...]:
        return parse_topics(text_of(self._row[index]))

    def colleagues(self, key: str) -> tuple[str, ...]:
        """How the columns mapped to `key` name somebody, empty cells aside."""
        texts = (value_of(text_of(self._row[index])) for index in self._places.get(key, ()))
        return tuple(text for text in texts if text)

    def attributes(self) -> dict[str, str]:
        """Columns kept as details, by header; empty cells say nothing."""
        found = {}
        for index in self._places.get(ATTRIBUTE, ()):
            header = self._headers[index]
            if text := self.within(ATTRIBUTE, value_of(text_of(self._row[index])), header):
                found[header] = text
        return found
