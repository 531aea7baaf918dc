"""Everything that an import would do, row by row. Nothing of it is done yet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from peerlearn.people.imports.people import PersonRecord, RowPerson
from peerlearn.people.imports.problems import Problem


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEAVER = "leaver"
    """Somebody known has left: marked so, never invited. Unknown leavers are SKIPPED."""
    SKIPPED = "skipped"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a person, as texts to show."""

    field: str
    old: str
    new: str


@dataclass(slots=True)
class PlannedRow:
    """A row with its outcome. `record` is whom it is about, if Peerlearn has them already."""

    number: int
    outcome: Outcome
    person: RowPerson
    record: PersonRecord | None = None
    changes: tuple[Change, ...] = ()
    """Of a new person: everything the file says of them."""
    problems: list[Problem] = field(default_factory=list)
    manager_key: str | None = None
    """Whom they will report to: an id, or "row:7" for a new colleague. None: left as it is."""

    reviewer_key: str | None = None
    """Who will review their work, in the same way."""

    @property
    def key(self) -> str:
        return self.record.id if self.record else f"row:{self.number}"

    @property
    def name(self) -> str:
        return self.person.name or (self.record.name if self.record else "")

    @property
    def is_reachable(self) -> bool:
        return bool(self.person.email or (self.record and self.record.email))


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole import. `missing` are ids of people of Peerlearn whom the file leaves alone."""

    rows: Sequence[PlannedRow]
    notices: Sequence[Problem]
    missing: Sequence[str]

    def counts(self) -> Mapping[str, int]:
        """Rows by outcome, every outcome named, and how many new people have no e-mail."""
        counts = Counter(row.outcome.value for row in self.rows)
        unreachable = sum(
            1 for row in self.rows if row.outcome is Outcome.NEW and not row.is_reachable
        )
        return {
            **{outcome.value: counts[outcome.value] for outcome in Outcome},
            "not_reachable": unreachable,
        }

    def with_outcome(self, *outcomes: Outcome) -> list[PlannedRow]:
        return [row for row in self.rows if row.outcome in outcomes]
