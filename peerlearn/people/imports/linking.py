"""Links the rows that are imported to their managers and reviewers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from peerlearn.people.imports.people import PersonRecord
from peerlearn.people.imports.plan import PlannedRow
from peerlearn.people.imports.problems import Problem, problem
from peerlearn.people.imports.reporting_lines import Colleague, Directory, Ring, break_rings

# What is said of a manager cell → the same of a reviewer's.
_OF_REVIEWER = {
    "manager_unknown": "reviewer_unknown",
    "manager_ambiguous": "reviewer_ambiguous",
    "manager_self": "reviewer_self",
    "manager_left": "reviewer_left",
    "manager_row_wrong": "reviewer_row_wrong",
    "manager_zeros": "reviewer_zeros",
}


def link_managers(
    rows: Sequence[PlannedRow],
    people: Sequence[PersonRecord],
    colleagues: Mapping[str, Colleague],
    directory: Directory,
    column: str,
) -> None:
    """Fill `manager_key`; what can't be linked is a warning. `rows` are those imported."""
    before = {person.id: person.manager_id for person in people}
    after = dict(before)
    for row in rows:
        row.manager_key, problems = _found(row, row.person.managers, directory, column)
        row.problems += problems
        if row.manager_key is not None:
            after[row.key] = row.manager_key
    links, rings = break_rings(before, after)
    by_key = {row.key: row for row in rows}
    for ring in rings:
        _list_ring(ring, by_key, colleagues, before, column)
    for key, row in by_key.items():
        if row.manager_key is not None and links.get(key, "") != row.manager_key:
            row.manager_key = None


def link_reviewers(rows: Sequence[PlannedRow], directory: Directory, column: str) -> None:
    """Fill `reviewer_key`. Two people may review each other: there are no rings to look for."""
    for row in rows:
        row.reviewer_key, problems = _found(row, row.person.reviewers, directory, column)
        row.problems += [replace(one, code=_OF_REVIEWER[one.code]) for one in problems]


def _found(
    row: PlannedRow, texts: Sequence[str], directory: Directory, column: str
) -> tuple[str | None, list[Problem]]:
    """The key of whom the cells mean, None for nobody, and what is to be said of it."""
    if not texts:
        return None, []
    colleague, trouble = directory.find(texts, column)
    shown = " / ".join(texts)
    if colleague is None:
        return None, [trouble] if trouble else []
    if colleague.key == row.key:
        return None, [problem("manager_self", column, shown)]
    if colleague.has_left:
        return None, [problem("manager_left", column, shown, name=colleague.name)]
    return colleague.key, [trouble] if trouble else []


def _list_ring(
    ring: Ring,
    by_key: Mapping[str, PlannedRow],
    colleagues: Mapping[str, Colleague],
    before: Mapping[str, str],
    column: str,
) -> None:
    names = [colleagues[key].name for key in ring.keys if key in colleagues]
    told = " → ".join([*names[:12], *(["…"] if len(names) > 12 else []), *names[:1]])
    for key in ring.keys:
        row = by_key.get(key)
        if row and row.manager_key is not None and row.manager_key != before.get(key, ""):
            row.problems.append(
                problem("manager_ring", column, " / ".join(row.person.managers), ring=told)
            )
