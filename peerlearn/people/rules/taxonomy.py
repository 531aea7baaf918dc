"""A company's own list of topics, read from a table: what it would change. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from peerlearn.people.imports.table import Table, text_of
from peerlearn.people.imports.values.text import compare_key, value_of
from peerlearn.people.imports.values.topics import parse_topics
from peerlearn.people.rules.vocabulary import Vocabulary, Word

HEADER = ("topic", "synonyms", "category")
LONGEST = 120
MOST_ROWS = 5_000
_COLUMNS = {
    "topic": {"topic", "topics", "name", "skill", "thema", "competency", "kompetenz"},
    "synonyms": {"synonyms", "synonym", "aliases", "alias", "also known as", "synonyme"},
    "category": {"category", "parent", "group", "area", "kategorie", "bereich"},
}


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(slots=True)
class TaxonomyRow:
    """A row of the table. `number` counts as a spreadsheet does."""

    number: int
    name: str
    synonyms: tuple[str, ...] = ()
    category: str = ""


@dataclass(slots=True)
class PlannedTopic:
    """A row and what it would do.

    topic      the one that is there
    new_words  synonyms that nobody has yet
    merges     topics that would stand for this one from now on
    problem    why the row can't be imported, with the mend
    """

    row: TaxonomyRow
    outcome: Outcome
    topic: Word | None = None
    new_words: list[str] = field(default_factory=list)
    merges: list[Word] = field(default_factory=list)
    problem: str = ""


def rows_of(table: Table) -> list[TaxonomyRow]:
    """The rows of a table with a column of topics. Raises KeyError when there is none."""
    at = _columns(table.headers)
    topic = at["topic"]

    def cell(cells: Sequence[object], name: str) -> str:
        index = at.get(name)
        return text_of(cells[index]) if index is not None and index < len(cells) else ""  # type: ignore[arg-type]

    return [
        TaxonomyRow(
            row.number,
            value_of(text_of(row.cells[topic])),
            parse_topics(cell(row.cells, "synonyms")),
            value_of(cell(row.cells, "category")),
        )
        for row in table.rows
    ]


def _columns(headers: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, header in enumerate(headers):
        for name, known in _COLUMNS.items():
            if compare_key(header) in known:
                found.setdefault(name, index)
    if "topic" not in found:
        raise KeyError("topic")
    return found


def plan_taxonomy(rows: Iterable[TaxonomyRow], words: Vocabulary) -> list[PlannedTopic]:
    """What an import would do, row by row. Nothing is taken away by it."""
    rows = list(rows)
    named = {compare_key(row.name): row.number for row in reversed(rows) if row.name}
    taken: dict[str, int] = {}
    planned = []
    for row in rows:
        problem = _problem(row, words, named, taken)
        if problem:
            planned.append(PlannedTopic(row, Outcome.ERROR, problem=problem))
            continue
        for name in (row.name, *row.synonyms):
            taken.setdefault(compare_key(name), row.number)
        planned.append(_planned(row, words))
    return planned


def _problem(
    row: TaxonomyRow, words: Vocabulary, named: dict[str, int], taken: dict[str, int]
) -> str:
    if not row.name:
        return _("The topic is missing. Write its name into the first column.")
    for text in (row.name, row.category, *row.synonyms):
        if len(text) > LONGEST:
            return _("“%(name)s…” is longer than %(most)d characters. Shorten it.") % {
                "name": text[:30],
                "most": LONGEST,
            }
    own = _listed(words, row.name)
    for name in (row.name, *row.synonyms):
        found = _listed(words, name)
        is_own = (
            own is not None and found is not None and found.id == own.id and name is not row.name
        )
        if found and not is_own and compare_key(found.name) != compare_key(name):
            said = _("“%(name)s” is a synonym of “%(topic)s” here. Change that first.")
            return said % {"name": name, "topic": found.name}
    for name in (row.name, *row.synonyms):
        other = taken.get(compare_key(name), row.number)
        if name is not row.name and other == row.number:
            other = named.get(compare_key(name), row.number)
        if other != row.number:
            return _("“%(name)s” stands in row %(number)d too. Leave it in one of them.") % {
                "name": name,
                "number": other,
            }
    return ""


def _planned(row: TaxonomyRow, words: Vocabulary) -> PlannedTopic:
    topic = _listed(words, row.name)
    planned = PlannedTopic(row, Outcome.NEW, topic)
    for name in row.synonyms:
        if compare_key(name) == compare_key(row.name):
            continue
        known = _listed(words, name)
        if known is None:
            planned.new_words.append(name)
        elif topic is None or known.id != topic.id:
            planned.merges.append(known)
    if topic is not None:
        differs = planned.new_words or planned.merges
        has_category = bool(row.category) and row.category != topic.category
        planned.outcome = Outcome.CHANGED if differs or has_category else Outcome.UNCHANGED
    return planned


def _listed(words: Vocabulary, name: str) -> Word | None:
    """Private words are not known here: nobody may learn of them from a preview."""
    found = words.find(name)
    return found if found and found.is_listed else None
