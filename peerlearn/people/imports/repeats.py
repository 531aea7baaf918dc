"""The same person twice in one file: the first row counts, the others are listed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from peerlearn.people.imports.fields import label_of
from peerlearn.people.imports.identity import number_key
from peerlearn.people.imports.people import RowPerson
from peerlearn.people.imports.problems import Problem, problem
from peerlearn.people.imports.row_reading import RowReading
from peerlearn.people.imports.values.text import compare_key


@dataclass(slots=True)
class Repeats:
    """`kept` in the file's order; `same` rows say nothing new; `errors` contradict the first."""

    kept: list[RowReading] = field(default_factory=list)
    same: dict[int, Problem] = field(default_factory=dict)
    errors: dict[int, Problem] = field(default_factory=dict)


def find_repeats(readings: Sequence[RowReading]) -> Repeats:
    """By employee number, else e-mail, else name with start date and department."""
    found = Repeats()
    by_number: dict[str, RowReading] = {}
    by_email: dict[str, RowReading] = {}
    by_name: dict[tuple[object, ...], RowReading] = {}
    for reading in readings:
        person = reading.person
        number, email = number_key(person.employee_number), person.email
        first = by_number.get(number) if number else None
        if not first and email in by_email:
            first = by_email[email]
            if number and first.person.employee_number:
                found.errors[reading.number] = _taken(first, email)
                continue
        if not first and not number and not email:
            first = by_name.get(_name_key(person))
        if first:
            _sort_out(found, first, reading)
            continue
        found.kept.append(reading)
        if number:
            by_number[number] = reading
        if email:
            by_email.setdefault(email, reading)
        if not number and not email:
            by_name[_name_key(person)] = reading
    return found


def _name_key(person: RowPerson) -> tuple[object, ...]:
    return (compare_key(person.name), person.start_date, compare_key(person.department))


def _taken(first: RowReading, email: str) -> Problem:
    return problem("email_taken", value=email, row=str(first.number), name=first.person.name)


def _sort_out(found: Repeats, first: RowReading, reading: RowReading) -> None:
    row = str(first.number)
    differing = _differing(first.person, reading.person)
    if differing:
        found.errors[reading.number] = problem(
            "person_repeated", value=reading.person.name, row=row, fields=",".join(differing)
        )
    else:
        found.same[reading.number] = problem("row_repeated", value=reading.person.name, row=row)


def _differing(one: RowPerson, other: RowPerson) -> list[str]:
    """Keys of what the rows say differently; the texts turn them into words."""
    return [
        each.name
        for each in fields(RowPerson)
        if each.name != "guessed_zone" and getattr(one, each.name) != getattr(other, each.name)
    ]


def name_fields(keys: str) -> str:
    """ "title,start_date" → "Job title, Start date" in the reader's language."""
    known = {
        "name": "full_name",
        "managers": "manager",
        "reviewers": "reviewer",
        "attributes": "attribute",
    }
    return ", ".join(label_of(known.get(key, key)) for key in keys.split(","))
