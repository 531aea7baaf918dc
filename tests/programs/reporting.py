"""A program with a trusted person, and reports to them."""

from datetime import date
from uuid import uuid4

from programs.actions.report_desks import name_readers
from programs.actions.reports import send_report
from programs.models import QuietReport
from programs.queries.reports import report_with_code

TODAY = date(2026, 3, 12)
SECRET = "The mentor laughs at questions."


def name_fay_and_mina(cast, program, *, contact="Ombuds office, 030 123"):
    """The facilitator's player is trusted here, the mentor the stand-in."""
    return name_readers(
        program,
        trusted_person=cast.facilitator.person,
        stand_in=cast.mentor.person,
        external_contact=contact,
        by=cast.hr_admin.person,
    )


def send(program, reader, *, text=SECRET, concerned=(), key=None):
    """A report in the organization entered, and its code."""
    code = send_report(
        program,
        text=text,
        concerned=list(concerned),
        reader_id=reader.id,
        form_key=key or uuid4(),
        today=TODAY,
    )
    report = report_with_code(code)
    assert isinstance(report, QuietReport)
    return report, code
