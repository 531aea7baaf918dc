"""Managers and reviewers: who is meant; and rings in the reporting line.

A link that can't be made is left out and listed; the person is imported all the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from peerlearn.people.imports.identity import number_key
from peerlearn.people.imports.problems import Problem, problem
from peerlearn.people.imports.values.names import parse_full_name
from peerlearn.people.imports.values.text import compare_key


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody as they will be once the file is in. `key` is an id, or "row:7" for a new person."""

    key: str
    name: str
    email: str
    employee_number: str
    department: str = ""
    has_left: bool = False


class Directory:
    """Finds the colleague that a cell means."""

    def __init__(self, colleagues: Iterable[Colleague], unsure: Mapping[str, int]) -> None:
        """`unsure`: name, address or number → row, for rows of the file that have errors."""
        self._by: dict[str, list[Colleague]] = defaultdict(list)
        self._by_bare_number: dict[str, list[Colleague]] = defaultdict(list)
        self._unsure = unsure
        for colleague in colleagues:
            number = number_key(colleague.employee_number)
            for key in {compare_key(colleague.name), colleague.email, number} - {""}:
                self._by[key].append(colleague)
            if number.isdecimal():
                self._by_bare_number[number.lstrip("0")].append(colleague)

    def find(self, texts: Sequence[str], column: str) -> tuple[Colleague | None, Problem | None]:
        """By any of the cells, addresses and numbers before names; a Problem if none fits, or
        where a number fits but for its leading zeros.
        """
        ordered = sorted(texts, key=lambda each: ("@" not in each, " " in each))
        looked_up = [(text, _working(self._look_up(text))) for text in ordered]
        for _text, found in looked_up:
            if len(found) == 1:
                return found[0], None
        for text, found in looked_up:
            alike = found or self._but_for_zeros(text)
            if len(alike) == 1:
                return alike[0], self._taken_for(alike[0], text, column)
            if alike:
                return None, self._ambiguous(text, alike, column)
        return None, self._unknown(ordered[0], column)

    def _look_up(self, text: str) -> list[Colleague]:
        for key in _keys_of(text):
            if found := self._by.get(key):
                return found
        return []

    def _but_for_zeros(self, text: str) -> list[Colleague]:
        """Excel takes 001001 for a number and writes 1001."""
        number = text.strip()
        if not number.isdecimal():
            return []
        return _working(self._by_bare_number.get(number.lstrip("0"), []))

    @staticmethod
    def _taken_for(colleague: Colleague, text: str, column: str) -> Problem:
        return problem(
            "manager_zeros", column, text, number=colleague.employee_number, name=colleague.name
        )

    @staticmethod
    def _ambiguous(text: str, found: list[Colleague], column: str) -> Problem:
        names = ", ".join(
            f"{each.name} ({each.email or each.employee_number or each.department or '–'})"
            for each in found[:4]
        )
        return problem("manager_ambiguous", column, text, people=names)

    def _unknown(self, text: str, column: str) -> Problem:
        for key in _keys_of(text):
            if key in self._unsure:
                return problem("manager_row_wrong", column, text, row=str(self._unsure[key]))
        return problem("manager_unknown", column, text)


def _working(found: list[Colleague]) -> list[Colleague]:
    """Those who work here; all where nobody does."""
    return [colleague for colleague in found if not colleague.has_left] or found


def _keys_of(text: str) -> tuple[str, ...]:
    """An address (also inside "Name <address>"), a number, a name written either way round."""
    inner = text.partition("<")[2].partition(">")[0].strip() or text
    inner = inner.removeprefix("mailto:")
    return (inner.casefold(), compare_key(parse_full_name(text)), compare_key(text))


@dataclass(frozen=True, slots=True)
class Ring:
    """People who would each report to the next, the last to the first."""

    keys: tuple[str, ...]


def break_rings(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[dict[str, str], list[Ring]]:
    """Managers without rings, and the rings found.

    Both mappings: person's key → manager's key ("" for none). In each ring the links that are
    new fall back to what they were before; repeated until no ring is left, for an old link may
    close another one.
    """
    links = dict(after)
    rings: list[Ring] = []
    while found := find_rings(links):
        changed = False
        for ring in found:
            rings.append(ring)
            for key in ring.keys:
                if links[key] != before.get(key, ""):
                    links[key] = before.get(key, "")
                    changed = True
        if not changed:
            break
    return links, rings


def find_rings(links: Mapping[str, str]) -> list[Ring]:
    """Each ring once. One step per person: everybody has at most one manager."""
    seen: set[str] = set()
    rings = []
    for start in links:
        path: dict[str, int] = {}
        key = start
        while key and key not in seen and key not in path:
            path[key] = len(path)
            key = links.get(key, "")
        if key in path:
            rings.append(Ring(tuple(list(path)[path[key] :])))
        seen.update(path)
    return rings
