"""One row of the file → what it says of a person, and what is wrong with it."""

from dataclasses import dataclass
from datetime import date

from peerlearn.people.imports.columns import Targets, is_sensitive
from peerlearn.people.imports.fields import LEAVE_OUT
from peerlearn.people.imports.people import RowPerson
from peerlearn.people.imports.problems import Problem, problem
from peerlearn.people.imports.row_cells import RowCells
from peerlearn.people.imports.table import Table, TableRow
from peerlearn.people.imports.values.dates import DateOrder, order_of, parse_date
from peerlearn.people.imports.values.emails import parse_email
from peerlearn.people.imports.values.names import full_name, parse_full_name
from peerlearn.people.imports.values.statuses import Status, parse_status
from peerlearn.people.imports.values.zones import parse_zone, zone_of_place


@dataclass(frozen=True, slots=True)
class RowReading:
    """`errors` keep the row out; `warnings` come with a row that is imported."""

    number: int
    person: RowPerson
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


class RowReader:
    """Reads the rows of one table under one mapping.

    `notices` are about whole columns: dates whose order nothing in the column settles.
    """

    def __init__(
        self, table: Table, targets: Targets, *, today: date, date_order: DateOrder | None = None
    ) -> None:
        self.notices: list[Problem] = []
        self._headers = table.headers
        self._today = today
        self._places: dict[str, list[int]] = {}
        for index, target in enumerate(targets):
            if target != LEAVE_OUT:
                self._places.setdefault(target, []).append(index)
        self._sensitive = frozenset(
            index for index, header in enumerate(table.headers) if is_sensitive(header)
        )
        self._orders = {
            key: date_order or self._order(table, key) for key in ("start_date", "end_date")
        }

    def _order(self, table: Table, key: str) -> DateOrder:
        if key not in self._places:
            return DateOrder.DAY_FIRST
        index = self._places[key][0]
        order, toss_up = order_of(table.column(index))
        if toss_up:
            self.notices.append(problem("dates_ambiguous", table.headers[index]))
        return order

    def read(self, row: TableRow) -> RowReading:
        """Never raises: whatever is wrong is in the reading."""
        cells = RowCells(row.cells, self._headers, self._places)
        start, end = self._date(cells, "start_date"), self._date(cells, "end_date")
        if start and end and end < start:
            cells.errors.append(
                problem("end_before_start", cells.header("end_date"), end.isoformat())
            )
        location = cells.text("location")
        person = RowPerson(
            name=self._name(cells),
            email=cells.parsed("email", parse_email),
            employee_number=cells.text("employee_number"),
            title=cells.text("title"),
            department=cells.text("department"),
            location=location,
            time_zone=cells.parsed_or_warned("time_zone", parse_zone),
            languages=cells.listed("languages"),
            level=cells.text("level"),
            about=cells.text("about"),
            start_date=start,
            end_date=end,
            status=self._status(cells, end),
            guessed_zone=zone_of_place(location),
            known_topics=cells.topics("known_topics"),
            wanted_topics=cells.topics("wanted_topics"),
            sensitive_topics=cells.sensitive_topics(self._sensitive),
            attributes=cells.attributes(),
            managers=cells.colleagues("manager"),
            reviewers=cells.colleagues("reviewer"),
        )
        return RowReading(row.number, person, tuple(cells.errors), tuple(cells.warnings))

    @staticmethod
    def _name(cells: RowCells) -> str:
        name = parse_full_name(cells.raw("full_name"))
        return cells.within(
            "name", name or full_name(cells.raw("first_name"), cells.raw("last_name"))
        )

    def _date(self, cells: RowCells, key: str) -> date | None:
        found = parse_date(
            cells.cell(key), order=self._orders[key], today=self._today, column=cells.header(key)
        )
        if isinstance(found, Problem):
            cells.errors.append(found)
            return None
        return found

    def _status(self, cells: RowCells, end: date | None) -> Status | None:
        """A date in the past outweighs a word: whoever has left must never be invited.

        Where the file has a column of end dates but no word, an empty cell says "active".
        """
        header = cells.header("status")
        told = parse_status(cells.raw("status"), column=header)
        if isinstance(told, Problem):
            cells.errors.append(told)
            return None
        if end and end < self._today:
            if told is Status.ACTIVE:
                cells.warnings.append(problem("status_contradicts", header, cells.raw("status")))
            return Status.LEFT
        if told is None and "end_date" in self._places:
            return Status.ACTIVE
        return told
