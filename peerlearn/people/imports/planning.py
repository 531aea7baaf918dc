"""Makes the plan: read every row, know everybody again, link managers, name every outcome."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from peerlearn.people.imports.changes import changes_to, leaving
from peerlearn.people.imports.columns import Targets
from peerlearn.people.imports.identity import identify, number_key
from peerlearn.people.imports.linking import link_managers, link_reviewers
from peerlearn.people.imports.people import PersonRecord, RowPerson
from peerlearn.people.imports.plan import Change, Outcome, Plan, PlannedRow
from peerlearn.people.imports.problems import problem
from peerlearn.people.imports.repeats import find_repeats
from peerlearn.people.imports.reporting_lines import Colleague, Directory
from peerlearn.people.imports.row_reading import RowReader, RowReading
from peerlearn.people.imports.table import Table
from peerlearn.people.imports.values.dates import DateOrder
from peerlearn.people.imports.values.statuses import Status
from peerlearn.people.imports.values.text import compare_key

Progress = Callable[[int], None]
"""Called now and then with the number of rows read so far."""
_REPORT_EVERY = 250


def make_plan(
    table: Table,
    targets: Targets,
    people: Sequence[PersonRecord],
    *,
    today: date,
    date_order: DateOrder | None = None,
    importer_id: str = "",
    progress: Progress = lambda _done: None,
) -> Plan:
    """Everything that importing `table` would do, from the first row to the last link.

    `importer_id` is the person who imports: no file marks them as left.
    """
    reader = RowReader(table, targets, today=today, date_order=date_order)
    readings = []
    for done, line in enumerate(table.rows):
        if done % _REPORT_EVERY == 0:
            progress(done)
        readings.append(reader.read(line))
    rows = _settle(readings, people)
    _keep_importer(rows, importer_id)
    colleagues = _colleagues(rows, people)
    directory = Directory(colleagues.values(), _unsure(rows))
    imported = [row for row in rows if _imported(row)]
    headers = {target: h for h, target in zip(table.headers[::-1], targets[::-1], strict=True)}
    link_managers(imported, people, colleagues, directory, headers.get("manager", ""))
    link_reviewers(imported, directory, headers.get("reviewer", ""))
    names = {key: colleague.name for key, colleague in colleagues.items()}
    for row in rows:
        _decide(row, names)
    return Plan(rows, [*table.notices, *reader.notices], _missing(rows, people))


def _settle(readings: Sequence[RowReading], people: Sequence[PersonRecord]) -> list[PlannedRow]:
    """Who each row is, and which rows are out: wrong, repeated or of unknown leavers."""
    repeats = find_repeats([reading for reading in readings if not reading.errors])
    identities = identify(repeats.kept, people)
    rows = []
    for reading in readings:
        row = PlannedRow(reading.number, Outcome.UNCHANGED, reading.person)
        row.record = identities.records.get(reading.number)
        row.problems = [*reading.errors, *reading.warnings]
        error = repeats.errors.get(row.number) or identities.errors.get(row.number)
        if error:
            row.problems.insert(0, error)
        if error or reading.errors:
            row.outcome = Outcome.ERROR
        elif same := repeats.same.get(row.number):
            row.problems.append(same)
            row.outcome = Outcome.SKIPPED
        elif not row.record:
            _settle_new(row)
            if warning := identities.warnings.get(row.number):
                row.problems.append(warning)
        rows.append(row)
    return rows


def _settle_new(row: PlannedRow) -> None:
    if not row.person.name:
        row.problems.append(problem("name_missing"))
        row.outcome = Outcome.ERROR
    elif row.person.status is Status.LEFT:
        row.problems.append(problem("leaver_unknown", value=row.person.name))
        row.outcome = Outcome.SKIPPED
    else:
        row.outcome = Outcome.NEW


def _keep_importer(rows: Sequence[PlannedRow], importer_id: str) -> None:
    """A file that locks out whoever imports it is a mistake."""
    for row in rows:
        if row.record and row.record.id == importer_id and row.person.status is Status.LEFT:
            row.problems.insert(0, problem("leaver_is_you", value=row.person.name))
            row.outcome = Outcome.ERROR


def _imported(row: PlannedRow) -> bool:
    return row.outcome not in (Outcome.ERROR, Outcome.SKIPPED)


def _colleagues(rows: Sequence[PlannedRow], people: Sequence[PersonRecord]) -> dict[str, Colleague]:
    """Everybody as they will be: people of Peerlearn, overlaid by the rows of the file."""
    found = {
        person.id: Colleague(
            person.id,
            person.name,
            person.email.casefold(),
            person.employee_number,
            person.department,
            person.has_left,
        )
        for person in people
    }
    for row in rows:
        if _imported(row):
            found[row.key] = _colleague(row.key, row.person, row.record)
    for row in rows:
        if row.outcome is Outcome.SKIPPED and row.person.status is Status.LEFT:
            found[row.key] = _colleague(row.key, row.person, None)
    return found


def _colleague(key: str, person: RowPerson, record: PersonRecord | None) -> Colleague:
    _end, has_left = leaving(record, person)
    old = record or PersonRecord(key, person.name)
    return Colleague(
        key,
        person.name or old.name,
        (person.email or old.email).casefold(),
        person.employee_number or old.employee_number,
        person.department or old.department,
        has_left,
    )


def _unsure(rows: Sequence[PlannedRow]) -> dict[str, int]:
    """How the people of wrong rows may be called by others as their manager."""
    found: dict[str, int] = {}
    for row in rows:
        if row.outcome is Outcome.ERROR:
            for key in _names_of(row.person):
                found.setdefault(key, row.number)
    return found


def _missing(rows: Sequence[PlannedRow], people: Sequence[PersonRecord]) -> list[str]:
    """Whom no row is about; whoever might be meant by a wrong row is not called missing."""
    claimed = {row.record.id for row in rows if row.record}
    unsure = _unsure(rows)
    return [
        person.id
        for person in people
        if not (person.has_left or person.id in claimed)
        and unsure.keys().isdisjoint(_names_of(person))
    ]


def _names_of(person: PersonRecord | RowPerson) -> set[str]:
    """How somebody may be called by name, address or number."""
    number = number_key(person.employee_number)
    return {compare_key(person.name), person.email.casefold(), number} - {""}


def _decide(row: PlannedRow, names: Mapping[str, str]) -> None:
    """What changes, and the outcome of rows about people whom Peerlearn has."""
    if not _imported(row):
        return
    old = row.record or PersonRecord("", "")
    changes = changes_to(old, row.person)
    if row.manager_key is not None and row.manager_key != old.manager_id:
        changes.append(
            Change("manager", names.get(old.manager_id, ""), names.get(row.manager_key, ""))
        )
    if row.reviewer_key is not None and row.reviewer_key != old.reviewer_id:
        changes.append(
            Change("reviewer", names.get(old.reviewer_id, ""), names.get(row.reviewer_key, ""))
        )
    row.changes = tuple(changes)
    if row.record is None:
        return
    _end, has_left = leaving(old, row.person)
    if has_left and not old.has_left:
        row.outcome = Outcome.LEAVER
    elif changes:
        row.outcome = Outcome.CHANGED
    elif has_left and row.person.status is None:
        row.problems.append(problem("left_before"))
