"""What the pages of an import show: rows, tabs and problems in the reader's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerlearn.people.imports.fields import label_of
from peerlearn.people.imports.problems import Problem
from peerlearn.people.imports.texts import Explanation, explain
from peerlearn.people.models import ImportJob, ImportRow

TABS: tuple[tuple[str, str | Promise], ...] = (
    ("new", _("New")),
    ("changed", _("Changed")),
    ("unchanged", _("Unchanged")),
    ("error", _("Errors")),
    ("leaver", _("Leavers")),
    ("notes", _("With a note")),
    ("skipped", _("Passed over")),
    ("missing", _("Not in the file")),
)
ALWAYS = ("new", "changed", "unchanged", "error", "leaver")


@dataclass(frozen=True, slots=True)
class Tab:
    """A group of rows with how many there are."""

    key: str
    label: str | Promise
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A field in words, before and after."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the file as the page shows it."""

    number: int
    name: str
    is_reachable: bool
    is_new: bool
    changes: Sequence[ShownChange]
    problems: Sequence[Explanation]


def tabs_of(counts: Mapping[str, int], current: str) -> list[Tab]:
    """The five kinds of the preview always, the others where there are any."""
    return [
        Tab(key, label, counts[key], key == current)
        for key, label in TABS
        if key in ALWAYS or counts[key]
    ]


def current_tab(counts: Mapping[str, int], asked: str) -> str:
    """The tab that is asked for, else the first that matters: errors, then what would happen."""
    if asked in dict(TABS):
        return asked
    order = ("error", "new", "changed", "leaver", "unchanged")
    return next((key for key in order if counts[key]), "new")


def shown_rows(rows: Iterable[ImportRow]) -> list[ShownRow]:
    """Stored codes as sentences."""
    return [
        ShownRow(
            number=row.number,
            name=row.name,
            is_reachable=row.is_reachable,
            is_new=row.outcome == ImportRow.Outcome.NEW,
            changes=[
                ShownChange(label_of(field), old, new)
                for field, old, new in row.changes
                if not (field == "name" and row.outcome == ImportRow.Outcome.NEW)
            ],
            problems=[explain(Problem(**stored)) for stored in row.problems],
        )
        for row in rows
    ]


def explained(stored: Iterable[dict[str, object]]) -> list[Explanation]:
    """Stored problems of a file or its columns as sentences."""
    return [explain(Problem(**problem)) for problem in stored]  # type: ignore[arg-type]


def lacks_start_dates(job: ImportJob) -> bool:
    """Whether people would come in of whom no column says when they start."""
    return bool(job.counts.get("new")) and "start_date" not in job.targets
