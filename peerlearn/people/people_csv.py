"""A person as a line of CSV, with headers that our own import knows."""

from collections.abc import Mapping, Sequence
from typing import Final

from peerlearn.people.models import Person, PersonTopic

HEADER: Final = (
    "Full name",
    "E-mail",
    "Employee number",
    "Job title",
    "Department",
    "Location",
    "Time zone",
    "Start date",
    "End date",
    "Status",
    "Manager",
    "Performance reviewer",
    "Topics",
    "Wants to learn",
)


def csv_line(person: Person, topics: Mapping[tuple[object, str], Sequence[str]]) -> list[str]:
    """Needs `manager` and `reviewer` loaded; they stand by what names them most surely."""
    return [
        person.name,
        person.email or "",
        person.employee_number or "",
        person.title,
        person.department,
        person.location,
        person.time_zone,
        person.starts_on.isoformat() if person.starts_on else "",
        person.ends_on.isoformat() if person.ends_on else "",
        person.state,
        _named(person.manager),
        _named(person.reviewer),
        "; ".join(topics.get((person.id, PersonTopic.Stance.KNOWS), ())),
        "; ".join(topics.get((person.id, PersonTopic.Stance.WANTS), ())),
    ]


def _named(colleague: Person | None) -> str:
    if colleague is None:
        return ""
    return colleague.email or colleague.employee_number or colleague.name
