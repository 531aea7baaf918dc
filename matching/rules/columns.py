"""An organization's own columns, as an import of people keeps them: which of them rules may use,
and what they say.

What people are protected for, and what is nobody's business, is no ground to pair them by: such
columns are known by their header, as the import knows them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matching.rules.configuration import LONGEST_COLUMN
from matching.rules.group import Participant
from peerlearn.people.imports.columns import is_private, is_sensitive
from peerlearn.people.imports.values.topics import parse_topics

LEVEL, ABOUT = "level", "about"
LONGEST_VALUE = 60
MOST_COLUMNS = 20
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Column:
    """A column that rules may use. `is_ordered`: its values can be compared as numbers."""

    name: str
    people: int
    values: int
    is_ordered: bool


@lru_cache(maxsize=512)
def may_be_used(column: str) -> bool:
    """Whether a rule may ask for a column, by its header."""
    if column == ABOUT or not 0 < len(column) <= LONGEST_COLUMN:
        return False
    return not (is_private(column) or is_sensitive(column))


def facts_in(told: Mapping[str, object]) -> dict[str, str]:
    """What the columns say of a person, where a rule may ask; any spelling of case is one."""
    found = {column: str(value).strip().casefold() for column, value in told.items()}
    return {
        column: value
        for column, value in found.items()
        if value and len(value) <= LONGEST_VALUE and may_be_used(column)
    }


def ranks_in(told: Mapping[str, object]) -> dict[str, float]:
    """The same as numbers, where there is just one in it."""
    numbers = ((column, number_in(value)) for column, value in facts_in(told).items())
    return {column: number for column, number in numbers if number is not None}


def number_in(text: str) -> float | None:
    """ "L5" → 5; None where there is no number or more than one."""
    found = _NUMBER.findall(text)
    return float(found[0].replace(",", ".")) if len(found) == 1 else None


def languages_in(text: str) -> tuple[str, ...]:
    """ "German, English" → lower case, each once."""
    return tuple(dict.fromkeys(name.casefold() for name in parse_topics(text)))


def columns_in(people: Iterable[Participant]) -> list[Column]:
    """The columns that can tell these people apart, those that most have first."""
    values: dict[str, Counter[str]] = {}
    ordered: Counter[str] = Counter()
    for person in people:
        for column, value in person.facts.items():
            values.setdefault(column, Counter())[value] += 1
        ordered.update(person.ranks.keys())
    found = [
        Column(name, counts.total(), len(counts), ordered[name] == counts.total())
        for name, counts in values.items()
        if len(counts) > 1 and (len(counts) < counts.total() or ordered[name] == counts.total())
    ]
    return _most_told_first(found)[:MOST_COLUMNS]


def _most_told_first(columns: Sequence[Column]) -> list[Column]:
    return sorted(columns, key=lambda each: (-each.people, each.name))
