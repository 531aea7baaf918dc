"""People as plain values: as Peerlearn has them, and as a row of the file tells of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from peerlearn.people.imports.values.statuses import Status


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Somebody whom Peerlearn has already."""

    id: str
    name: str
    email: str = ""
    employee_number: str = ""
    title: str = ""
    department: str = ""
    location: str = ""
    time_zone: str = ""
    languages: str = ""
    level: str = ""
    about: str = ""
    start_date: date | None = None
    end_date: date | None = None
    has_left: bool = False
    manager_id: str = ""
    reviewer_id: str = ""
    known_topics: frozenset[str] = frozenset()
    wanted_topics: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=dict)


TEXT_FIELDS = (
    "name",
    "email",
    "employee_number",
    "title",
    "department",
    "location",
    "time_zone",
    "languages",
    "level",
    "about",
)
"""Text that a row may change. An empty cell leaves what is there."""


@dataclass(frozen=True, slots=True)
class RowPerson:
    """What one row says. "" and None: it says nothing of that."""

    name: str = ""
    email: str = ""
    employee_number: str = ""
    title: str = ""
    department: str = ""
    location: str = ""
    time_zone: str = ""
    languages: str = ""
    level: str = ""
    about: str = ""
    start_date: date | None = None
    end_date: date | None = None
    status: Status | None = None
    guessed_zone: str = ""
    known_topics: tuple[str, ...] = ()
    wanted_topics: tuple[str, ...] = ()
    sensitive_topics: frozenset[str] = frozenset()
    """Those of the above that stand in a column about what people are protected for."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    managers: tuple[str, ...] = ()
    """The manager's address, number or name: as many ways as the file has columns for."""

    reviewers: tuple[str, ...] = ()
    """The performance reviewer's, in the same ways."""
