"""The rows of the log in words: kinds of things, and what happened to one."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from peerlearn.audit.kinds import KINDS, Words
from peerlearn.audit.models import AuditEvent

CREATED, CHANGED, DELETED = AuditEvent.Operation.values

# (table, the columns that changed and no other) → what happened
CHANGED_ALONE: dict[tuple[str, frozenset[str]], Words] = {
    ("person", frozenset({"manager_id"})): _("Changed whom somebody reports to"),
    ("person", frozenset({"reviewer_id"})): _("Changed who reviews somebody's work"),
    ("enrollment", frozenset({"said_yes_at"})): _("Said that the part suits them"),
}
# Tables of before, whose changes the log still tells.
GONE = frozenset({"match_preferences"})
# Columns whose values are people, named where the change is shown.
PEOPLE = (
    "manager_id",
    "reviewer_id",
    "owner_id",
    "trusted_person_id",
    "stand_in_id",
    "presenter_id",
    "facilitator_id",
)
# Columns whose value on a new row is worth its place in the sentence.
NAMED_BY = ("title", "name")
# The same for one table alone.
NAMED_IN = {"waitlist_step": ("note",)}


def kinds() -> list[tuple[str, Words]]:
    """What can be filtered by: the table, and its name in words."""
    return [(table, words[0]) for table, words in KINDS.items() if table not in GONE]


def what_happened(event: AuditEvent, names: Mapping[str, str]) -> str:
    """A sentence without its subject; it names the person or thing where the row does. `names`
    are those of people, by id.
    """
    place = (CREATED, CHANGED, DELETED).index(event.operation) + 1
    words = KINDS.get(event.table)
    said = str(words[place]) if words else f"{event.table} ({event.operation})"
    if event.operation == CHANGED:
        said = str(CHANGED_ALONE.get((event.table, frozenset(event.changes)), said))
    subject = _subject(event, names)
    return f"{said}: {subject}" if subject else said


def person_ids_of(event: AuditEvent) -> set[str]:
    """The people whom the sentence may name."""
    ids = {str(event.row_id)} if event.table == "person" else set()
    columns = (
        ("trusted_person_id", "stand_in_id") if event.table == "report_desk" else ("person_id",)
    )
    found = (value for column in columns for value in _values(event, column))
    return ids | {str(value) for value in found if value}


def people_named_in(event: AuditEvent) -> set[str]:
    """The people who stand in the change itself."""
    return {str(value) for column in PEOPLE for value in _values(event, column) if value}


def _subject(event: AuditEvent, names: Mapping[str, str]) -> str:
    people = [names[one] for one in sorted(person_ids_of(event)) if one in names]
    if people:
        return ", ".join(people)
    for column in NAMED_IN.get(event.table, NAMED_BY):
        found = [value for value in _values(event, column) if value]
        if found:
            return str(found[-1])
    return ""


def _values(event: AuditEvent, column: str) -> list[Any]:
    """Before and after; nothing where the column hasn't changed, or its values aren't kept."""
    change = event.changes.get(column)
    return list(change) if isinstance(change, list) else []
