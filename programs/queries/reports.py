"""Reads about quiet reports. The only door to one is being its reader, or holding its code."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from peerlearn.people.models import Membership, Person
from peerlearn.people.queries import reporting_lines
from peerlearn.web.sealing import DamagedTextError, keyed_hash, unseal_text
from programs.models import Program, QuietReport, QuietReportMessage, ReportDesk
from programs.rules.reports import Candidate, Desk, Route, route

SEAL, CODE = "programs.quiet_report", "programs.quiet_report.code"


@dataclass(frozen=True)
class Line:
    """One text of a report, opened."""

    text: str
    is_from_reporter: bool
    week: date


def desk_of(program: Program) -> ReportDesk | None:
    """Whom a program names for quiet reports."""
    return (
        ReportDesk.objects.filter(program=program)
        .select_related("trusted_person", "stand_in")
        .first()
    )


def is_trusted_person_named(program: Program) -> bool:
    """Whether somebody who works here would read reports."""
    return trusted_person_of(program) is not None


def trusted_person_of(program: Program) -> Person | None:
    """The first whom the program names and who works here."""
    desk = desk_of(program)
    named: list[Person | None] = [desk.trusted_person, desk.stand_in] if desk else []
    return next((one for one in named if one and one.state == Person.State.ACTIVE), None)


def is_on_a_desk(person: Person) -> bool:
    """Whether a person is named in any program."""
    return ReportDesk.objects.filter(Q(trusted_person=person) | Q(stand_in=person)).exists()


def programs_to_report_in() -> QuerySet[Program]:
    """The programs in which a colleague with the link can report: all that aren't drafts."""
    return Program.objects.exclude(state=Program.State.DRAFT)


def candidates_of(desk: ReportDesk | None) -> Desk:
    """Who is named, and whether they work here and can sign in."""
    if desk is None:
        return Desk(None, None)
    named = [desk.trusted_person, desk.stand_in]
    ids = [one.id for one in named if one is not None]
    members = set(Membership.objects.filter(person_id__in=ids).values_list("person_id", flat=True))
    trusted, stand_in = (
        Candidate(one.id, one.display_name, one.state == Person.State.ACTIVE and one.id in members)
        if one is not None
        else None
        for one in named
    )
    return Desk(trusted, stand_in)


def route_of(desk: Desk, concerned: Collection[UUID]) -> Route:
    """Who would read a report about these people."""
    lines = reporting_lines(concerned) if concerned else {}
    near = {i: line.above.keys() | line.below.keys() for i, line in lines.items()}
    return route(desk, concerned=set(concerned), lines=near)


def reports_readable_by(person: Person) -> QuerySet[QuietReport]:
    """The door to reports: one's own to read, and those of a reader who has left.

    Nobody else passes, HR admins included.
    """
    left = Q(reader__state=Person.State.LEFT) | Q(reader__isnull=True)
    return (
        QuietReport.objects.filter(Q(reader=person) | (left & Q(successor=person)))
        .select_related("program", "reader", "successor")
        .order_by("-reader_has_news", "-week", "id")
    )


def news_count(person: Person) -> int:
    """In how many reports there is something that their reader hasn't seen."""
    return reports_readable_by(person).filter(reader_has_news=True).count()


def place_of(code: str) -> UUID | None:
    """The organization in which a report has this code, looked up outside of all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quiet_report_place(%s)", [keyed_hash(CODE, code)])
        row = cursor.fetchone()
    return row[0] if row else None


def report_with_code(code: str) -> QuietReport | None:
    """The report of a reporter, in the organization entered."""
    return (
        QuietReport.objects.filter(code_hash=keyed_hash(CODE, code))
        .select_related("program", "reader", "successor")
        .first()
    )


def reader_of(report: QuietReport) -> Person | None:
    """Who reads it today; None when both are gone."""
    readers: list[Person | None] = [report.reader, report.successor]
    return next((one for one in readers if one and one.state == Person.State.ACTIVE), None)


def opened(report: QuietReport) -> tuple[list[Line], list[UUID]]:
    """All texts of a report in order, and the ids of those whom it concerns."""
    head, _break, text = _open(report.sealed, report.id).partition("\n")
    concerned = [UUID(word) for word in head.split()]
    lines = [Line(text, is_from_reporter=True, week=report.week)]
    for message in QuietReportMessage.objects.filter(report=report):
        said = _open(message.sealed, message.id)
        lines.append(Line(said, message.is_from_reporter, message.week))
    return lines, concerned


def says(message: QuietReportMessage, text: str, *, is_from_reporter: bool) -> bool:
    """Whether a message is this text from this side."""
    return (
        message.is_from_reporter == is_from_reporter and _open(message.sealed, message.id) == text
    )


def _open(sealed: bytes | memoryview, place: UUID) -> str:
    try:
        return unseal_text(bytes(sealed), purpose=SEAL, place=place)
    except DamagedTextError:
        return ""
