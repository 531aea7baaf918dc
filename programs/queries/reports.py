"""Reads about quiet reports: who is named, the door by a code, and what a seal holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from peerlearn.people.models import Membership, Person
from peerlearn.people.queries import reporting_lines
from peerlearn.tenancy.together import Rows, read_together
from peerlearn.web.sealing import DamagedTextError, keyed_hash, unseal_text
from programs.models import (
    Program,
    QuietReport,
    QuietReportMessage,
    ReaderConsent,
    ReportDesk,
)
from programs.rules.reports import Candidate, Desk, Route, route

HR_ADMIN = Membership.Role.HR_ADMIN
DECLINED = ReaderConsent.State.DECLINED
SEAL, CODE = "programs.quiet_report", "programs.quiet_report.code"


@dataclass(frozen=True)
class Line:
    """One text of a report, opened."""

    text: str
    is_from_reporter: bool
    week: date


@dataclass(frozen=True)
class ReadersToday:
    """The first whom a program names and who can read a report (`reader`); while there is none,
    whoever is named and hasn't agreed yet, or signed in for the first time (`awaited`).
    asked      ids of those who haven't answered
    declined   of those who would rather not
    """

    reader: Person | None = None
    awaited: Person | None = None
    asked: frozenset[UUID] = frozenset()
    declined: frozenset[UUID] = frozenset()


def desk_of(program: Program) -> ReportDesk | None:
    """Whom a program names for quiet reports."""
    return (
        ReportDesk.objects.filter(program=program)
        .select_related("program", "trusted_person", "stand_in")
        .first()
    )


def has_reader(desk: ReportDesk | None) -> bool:
    """Whether somebody named there can read a report today: works here and can sign in."""
    named = candidates_of(desk)
    return any(one is not None and one.is_there for one in (named.trusted, named.stand_in))


def trusted_person_of(program: Program) -> Person | None:
    """The first whom the program names, and who works here and can sign in."""
    return readers_today(program).reader


def trusted_person_rows(program: Program) -> dict[str, Rows]:
    """Whom the program names, and who of them can sign in and as what: for read_together and
    readers_today_from.
    """
    desks = ReportDesk.objects.filter(program=program).order_by()
    named = Q(person__in=desks.values("trusted_person")) | Q(person__in=desks.values("stand_in"))
    return {
        "desk": desks.select_related("program", "trusted_person", "stand_in"),
        "logins": Membership.objects.filter(named).order_by().values("person_id", "role"),
        "consents": _not_agreed().filter(desk__in=desks).order_by().values("person_id", "state"),
    }


def readers_today(program: Program) -> ReadersToday:
    """Who would read a quiet report, or has still to sign in to."""
    return readers_today_from(read_together(**trusted_person_rows(program)))


def readers_today_from(rows: Mapping[str, list[Any]]) -> ReadersToday:
    """The same of rows that have been read."""
    logins, fit = _logins(rows), _fit(rows)
    consents = {UUID(row["person_id"]): row["state"] for row in rows["consents"]}
    reader = next((one for one in fit if one.id in logins and one.id not in consents), None)
    awaited = next((one for one in fit if one.is_reachable), None)
    declined = frozenset(key for key, state in consents.items() if state == DECLINED)
    return ReadersToday(
        reader, None if reader else awaited, frozenset(consents) - declined, declined
    )


def _logins(rows: Mapping[str, list[Any]]) -> dict[UUID, str]:
    return {UUID(row["person_id"]): row["role"] for row in rows["logins"]}


def _fit(rows: Mapping[str, list[Any]]) -> list[Person]:
    """Those named who may read, whether they can sign in or not."""
    hr_admins = {person_id for person_id, role in _logins(rows).items() if role == HR_ADMIN}
    declined = {UUID(row["person_id"]) for row in rows["consents"] if row["state"] == DECLINED}
    return [
        one
        for desk in rows["desk"]
        for one in (desk.trusted_person, desk.stand_in)
        if one and one.id not in declined and _may_read(one, desk.program, hr_admins)
    ]


def is_on_a_desk(person: Person) -> bool:
    """Whether a person is named in any program, and may read reports there today."""
    named = Q(trusted_person=person) | Q(stand_in=person)
    desks = ReportDesk.objects.filter(named).exclude(program__owner=person)
    return desks.exclude(Exists(_hr_admins().filter(person=person))).exists()


def programs_to_report_in() -> QuerySet[Program]:
    """The programs in which a colleague with the link can report: all that aren't drafts."""
    return Program.objects.exclude(state=Program.State.DRAFT)


def candidates_of(desk: ReportDesk | None) -> Desk:
    """Who is named, and whether they may read today: what was so when they were named may not be
    so any more.
    """
    if desk is None:
        return Desk(None, None)
    named: list[Person | None] = [desk.trusted_person, desk.stand_in]
    ids = [one.id for one in named if one is not None]
    roles = dict(Membership.objects.filter(person_id__in=ids).values_list("person_id", "role"))
    hr_admins = {person_id for person_id, role in roles.items() if role == HR_ADMIN}
    answers = dict(_not_agreed().filter(desk=desk).values_list("person_id", "state"))
    trusted, stand_in = (
        Candidate(
            one.id,
            one.display_name,
            is_there=one.id in roles
            and one.id not in answers
            and _may_read(one, desk.program, hr_admins),
            is_biased=_is_biased(one, desk.program, hr_admins),
            is_awaited=one.id not in roles and one.is_reachable,
            is_asked=one.id in answers and one.state == Person.State.ACTIVE,
            has_declined=answers.get(one.id) == DECLINED,
        )
        if one is not None
        else None
        for one in named
    )
    return Desk(trusted, stand_in)


def route_of(desk: Desk, concerned: Collection[UUID]) -> Route:
    """Who would read a report about these people."""
    lines = reporting_lines(concerned) if concerned else {}
    near = {i: line.everybody for i, line in lines.items()}
    return route(desk, concerned=set(concerned), lines=near)


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


def concerned_by(report: QuietReport) -> list[UUID]:
    """The ids of those whom a report concerns; none where its seal can't be opened."""
    return _head_and_text(report)[0]


def opened(report: QuietReport) -> tuple[list[Line], list[UUID]]:
    """All texts of a report in order, and the ids of those whom it concerns: for the reporter."""
    return _opened(report, QuietReportMessage.objects.filter(report=report))


def opened_for_reader(report: QuietReport) -> tuple[list[Line], list[UUID]]:
    """The same as its reader sees it: without what the reporter wrote since the last morning."""
    shown = Q(is_from_reporter=False) | Q(position__lte=report.shown_up_to)
    return _opened(report, QuietReportMessage.objects.filter(shown, report=report))


def waits_for_morning(report: QuietReport) -> bool:
    """Whether there is something of the reporter that its reader doesn't see yet."""
    return report.shown_up_to < 0 or unshown_of(report).exists()


def unshown_of(report: QuietReport) -> QuerySet[QuietReportMessage]:
    """What the reporter wrote since its reader was last shown something."""
    return QuietReportMessage.objects.filter(
        report=report, is_from_reporter=True, position__gt=report.shown_up_to
    )


def state_for_reporter(report: QuietReport) -> QuietReport.State:
    """How far it is; a message opens a closed one again, also before its reader sees it."""
    state = report.state_now
    if state == QuietReport.State.CLOSED and waits_for_morning(report):
        return QuietReport.State.RECEIVED
    return state


def _opened(
    report: QuietReport, messages: QuerySet[QuietReportMessage]
) -> tuple[list[Line], list[UUID]]:
    concerned, text = _head_and_text(report)
    lines = [Line(text, is_from_reporter=True, week=report.week)]
    for message in messages:
        said = _open(message.sealed, message.id)
        lines.append(Line(said, message.is_from_reporter, message.week))
    return lines, concerned


def says(message: QuietReportMessage, text: str, *, is_from_reporter: bool) -> bool:
    """Whether a message is this text from this side."""
    return (
        message.is_from_reporter == is_from_reporter and _open(message.sealed, message.id) == text
    )


def _not_agreed() -> QuerySet[ReaderConsent]:
    """Those who were asked, and haven't agreed."""
    return ReaderConsent.objects.exclude(state=ReaderConsent.State.ACCEPTED)


def _may_read(one: Person, program: Program, hr_admins: Collection[UUID]) -> bool:
    return one.state == Person.State.ACTIVE and not _is_biased(one, program, hr_admins)


def _is_biased(one: Person, program: Program, hr_admins: Collection[UUID]) -> bool:
    return one.id in hr_admins or one.id == program.owner_id


def _hr_admins() -> QuerySet[Membership]:
    return Membership.objects.filter(role=HR_ADMIN)


def _head_and_text(report: QuietReport) -> tuple[list[UUID], str]:
    head, _break, text = _open(report.sealed, report.id).partition("\n")
    return [UUID(word) for word in head.split()], text


def _open(sealed: bytes | memoryview, place: UUID) -> str:
    try:
        return unseal_text(bytes(sealed), purpose=SEAL, place=place)
    except DamagedTextError:
        return ""


def reads_reports_of(program: Program) -> Exists:
    """For people: whether one is named to read a program's quiet reports, or as stand-in."""
    is_named = Q(trusted_person=OuterRef("pk")) | Q(stand_in=OuterRef("pk"))
    return Exists(ReportDesk.objects.filter(is_named, program=program))
