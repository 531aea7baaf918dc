"""Who a row is: employee number, else e-mail, else name with start date or department.

Rows that name somebody surely claim them first, so that a namesake without a number is not
taken for a colleague who stands further down with one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from peerlearn.people.imports.people import PersonRecord, RowPerson
from peerlearn.people.imports.problems import Problem, problem
from peerlearn.people.imports.row_reading import RowReading
from peerlearn.people.imports.values.text import compare_key


@dataclass(slots=True)
class Identities:
    """For each row number: the person it is, or why it can't be said. Rows in neither are new."""

    records: dict[int, PersonRecord] = field(default_factory=dict)
    errors: dict[int, Problem] = field(default_factory=dict)
    warnings: dict[int, Problem] = field(default_factory=dict)


def identify(readings: Sequence[RowReading], people: Iterable[PersonRecord]) -> Identities:
    """`readings` are those without errors and without repeats inside the file."""
    return _Identifier(people).identify(readings)


def number_key(number: str) -> str:
    return number.casefold()


class _Identifier:
    def __init__(self, people: Iterable[PersonRecord]) -> None:
        self._by_number: dict[str, PersonRecord] = {}
        self._by_email: dict[str, PersonRecord] = {}
        self._by_name: dict[str, list[PersonRecord]] = defaultdict(list)
        for person in people:
            if person.employee_number:
                self._by_number[number_key(person.employee_number)] = person
            if person.email:
                self._by_email[person.email.casefold()] = person
            self._by_name[compare_key(person.name)].append(person)
        self._claims: dict[str, RowReading] = {}
        self._found = Identities()

    def identify(self, readings: Sequence[RowReading]) -> Identities:
        by_number = [r for r in readings if self._record_by_number(r.person)]
        for reading in by_number:
            self._claim(reading, self._record_by_number(reading.person))
        for reading in readings:
            if reading.number not in self._found.records:
                self._claim_by_email(reading)
        for reading in by_number:
            self._check_email_is_free(reading)
        for reading in readings:
            if not self._settled(reading):
                self._claim_by_name(reading)
        return self._found

    def _settled(self, reading: RowReading) -> bool:
        return reading.number in self._found.records or reading.number in self._found.errors

    def _record_by_number(self, person: RowPerson) -> PersonRecord | None:
        return self._by_number.get(number_key(person.employee_number))

    def _claim(self, reading: RowReading, record: PersonRecord | None) -> None:
        if record:
            self._claims[record.id] = reading
            self._found.records[reading.number] = record

    def _claim_by_email(self, reading: RowReading) -> None:
        """An address of somebody else's is refused, unless that person's row gives it up."""
        record = self._by_email.get(reading.person.email)
        if not record or self._gives_up_email(record):
            return
        number = reading.person.employee_number
        if record.id in self._claims or (number and record.employee_number):
            self._found.errors[reading.number] = problem(
                "email_of_another",
                value=reading.person.email,
                name=record.name,
                number=record.employee_number,
            )
        else:
            self._claim(reading, record)

    def _gives_up_email(self, record: PersonRecord) -> bool:
        claim = self._claims.get(record.id)
        return bool(claim and claim.person.email and claim.person.email != record.email.casefold())

    def _check_email_is_free(self, reading: RowReading) -> None:
        """A row found by its number must not bring the address of somebody else."""
        owner = self._by_email.get(reading.person.email)
        own = self._found.records.get(reading.number)
        if owner and own and owner.id != own.id and not self._gives_up_email(owner):
            del self._found.records[reading.number]
            self._claims.pop(own.id, None)
            self._found.errors[reading.number] = problem(
                "email_of_another",
                value=reading.person.email,
                name=owner.name,
                number=owner.employee_number,
            )

    def _claim_by_name(self, reading: RowReading) -> None:
        namesakes = [
            record
            for record in self._by_name.get(compare_key(reading.person.name), ())
            if record.id not in self._claims and _may_be(reading.person, record)
        ]
        alike = [record for record in namesakes if _agree(reading.person, record)]
        exact = [record for record in alike if _bare(record) and _row_is_bare(reading.person)]
        choice = exact if len(exact) == 1 else alike
        if len(choice) == 1:
            self._claim(reading, choice[0])
        elif len(choice) > 1:
            self._found.errors[reading.number] = problem(
                "person_ambiguous", value=reading.person.name, count=str(len(choice))
            )
        elif namesakes:
            self._found.warnings[reading.number] = problem(
                "namesake", value=reading.person.name, department=namesakes[0].department
            )


def _may_be(person: RowPerson, record: PersonRecord) -> bool:
    """Nothing that names one person surely differs."""
    number = number_key(person.employee_number)
    other_number = (
        number and record.employee_number and number != number_key(record.employee_number)
    )
    other_email = person.email and record.email and person.email != record.email.casefold()
    return not (other_number or other_email)


def _agree(person: RowPerson, record: PersonRecord) -> bool:
    """The start date decides where both have one, else the department, else the name alone."""
    if person.start_date and record.start_date:
        return person.start_date == record.start_date
    if person.department and record.department:
        return compare_key(person.department) == compare_key(record.department)
    return True


def _bare(record: PersonRecord) -> bool:
    return not record.employee_number and not record.email


def _row_is_bare(person: RowPerson) -> bool:
    return not person.employee_number and not person.email
