"""Sending a quiet report and writing back and forth about it. Nothing here knows who reports.

These actions leave no audit row; a report is written in a transaction that touches no row of its
author. Who reads it sees it from the next morning on, when a mail tells them: see tell_readers.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from peerlearn.web.sealing import keyed_hash, seal_text
from programs.errors import NobodyToReadError, ReaderChangedError, WrongStateError
from programs.models import Program, QuietReport, QuietReportMessage
from programs.queries.report_readers import standing_of
from programs.queries.reports import (
    CODE,
    SEAL,
    candidates_of,
    desk_of,
    route_of,
    says,
    unshown_of,
    waits_for_morning,
)
from programs.rules.report_code import code_from
from programs.rules.report_reading import who_reads
from programs.rules.reports import CLOSED, MOVES, READ, RECEIVED, promise, week_of, why_nobody


def send_report(
    program: Program,
    *,
    text: str,
    concerned: Sequence[UUID],
    reader_id: UUID,
    form_key: UUID,
    today: date,
) -> str:
    """Seal a report for its reader; returns the reporter's code, which is kept nowhere.

    `reader_id` is who was named above the box. `form_key` was made with the form: the same words
    from the same form are one report with one code. Raises NobodyToReadError, ReaderChangedError.
    """
    desk = candidates_of(desk_of(program))
    way = route_of(desk, concerned)
    if way.reader is None:
        raise NobodyToReadError(why_nobody(desk))
    if way.reader.id != reader_id:
        raise ReaderChangedError
    code = _code(program, text, concerned, form_key)
    report_id = uuid4()
    head = " ".join(str(person_id) for person_id in concerned)
    report = QuietReport(
        id=report_id,
        program=program,
        reader_id=way.reader.id,
        successor_id=way.successor.id if way.successor else None,
        promise=promise(way),
        sealed=seal_text(f"{head}\n{text}", purpose=SEAL, place=report_id),
        code_hash=keyed_hash(CODE, code),
        week=week_of(today),
    )
    # Pressed twice, it is there already. An error would write the row into Postgres' log.
    QuietReport.objects.bulk_create([report], ignore_conflicts=True)
    QuietReport.objects.only("id").get(code_hash=report.code_hash)  # or else no code is given out
    return code


def _code(program: Program, text: str, concerned: Sequence[UUID], form_key: UUID) -> str:
    said = "\x1f".join([str(program.id), str(form_key), *map(str, concerned), text])
    return code_from(bytes.fromhex(keyed_hash(f"{CODE}.made", said)))


def mark_read(report: QuietReport, *, by: Person) -> QuietReport:
    """Its reader of today has opened it; that it was the second one stays written."""
    with transaction.atomic():
        held = QuietReport.objects.select_for_update(of=("self",)).get(id=report.id)
        held.reader_has_news = False
        # where the reporter wrote since, the next morning's mail is still to come
        held.told_id = None if waits_for_morning(held) else by.id
        held.state = READ if held.state == RECEIVED else held.state
        held.successor_has_read |= held.successor_id == by.id
        held.save(update_fields=["reader_has_news", "told_id", "state", "successor_has_read"])
    report.refresh_from_db(fields=["state", "reader_has_news"])
    return report


def move_report(report: QuietReport, *, to: str) -> QuietReport:
    """Say how far it is; the reporter sees it. Raises WrongStateError for a leap."""
    sources = [state for state, targets in MOVES.items() if to in targets]
    moved = QuietReport.objects.filter(id=report.id, state__in=sources).update(state=to)
    report.refresh_from_db(fields=["state"])
    if not moved and report.state != to:
        raise WrongStateError(_("The report isn't in a state that allows this."))
    return report


def answer_report(report: QuietReport, *, text: str, today: date) -> QuietReportMessage:
    """The reader writes to the reporter."""
    return _write(report, text, is_from_reporter=False, today=today)


def add_to_report(
    report: QuietReport, *, text: str, today: date, reader_id: UUID | None = None
) -> QuietReportMessage:
    """The reporter writes to the reader, who sees it the next morning; then a closed report is
    open again.

    `reader_id` is who was named beside the box, if anybody was. Raises NobodyToReadError,
    ReaderChangedError.
    """
    standing = standing_of(report)
    if standing.reader is None:
        raise NobodyToReadError(who_reads(standing))
    if reader_id not in (None, standing.reader.id):
        raise ReaderChangedError
    with transaction.atomic():
        message = _write(report, text, is_from_reporter=True, today=today)
        QuietReport.objects.filter(id=report.id).update(told_id=None)
        return message


def show_to_readers() -> None:
    """In the organization entered, let readers see what reporters wrote since the last time: once
    a day, so that looking again and again doesn't tell when one wrote.
    """
    for report_id in QuietReport.objects.filter(told_id=None).values_list("id", flat=True):
        with transaction.atomic():
            report = QuietReport.objects.select_for_update(of=("self",)).get(id=report_id)
            _show(report)


def _show(report: QuietReport) -> None:
    if not waits_for_morning(report):
        return
    last = unshown_of(report).order_by("position").last()
    if report.state == CLOSED:
        report.state = RECEIVED
    report.shown_up_to = last.position if last else 0
    report.reader_has_news = True
    report.save(update_fields=["state", "shown_up_to", "reader_has_news"])


def _write(
    report: QuietReport, text: str, *, is_from_reporter: bool, today: date
) -> QuietReportMessage:
    with transaction.atomic():
        QuietReport.objects.select_for_update(of=("self",)).get(id=report.id)
        written = QuietReportMessage.objects.filter(report=report)
        last = written.order_by("position").last()
        if last is not None and says(last, text, is_from_reporter=is_from_reporter):
            return last  # pressed twice
        message_id = uuid4()
        return QuietReportMessage.objects.create(
            id=message_id,
            report=report,
            position=last.position + 1 if last else 1,
            is_from_reporter=is_from_reporter,
            sealed=seal_text(text, purpose=SEAL, place=message_id),
            week=week_of(today),
        )
