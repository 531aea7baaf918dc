"""A program with a trusted person, and reports to them."""

import re
from datetime import date
from uuid import uuid4

from django.utils import timezone

from peerlearn.people.models import Person
from programs.actions.reader_consents import accept_reading
from programs.actions.report_desks import name_readers
from programs.actions.reports import send_report, show_to_readers
from programs.models import QuietReport, ReaderConsent
from programs.queries.reports import report_with_code

TODAY = date(2026, 3, 12)
# Where a code is followed, without a login.
FOLLOW = "/quiet-report/"
SECRET = "The mentor laughs at questions."


def name_fay_and_mina(cast, program, *, contact="Ombuds office, 030 123"):
    """The facilitator's player is trusted here, the mentor the stand-in; both have agreed."""
    desk = name_readers(
        program,
        trusted_person=cast.facilitator.person,
        stand_in=cast.mentor.person,
        external_contact=contact,
        by=cast.hr_admin.person,
    )
    agree(desk)
    return desk


def agree(desk):
    """Whoever is asked says yes."""
    for consent in desk.consents.filter(state=ReaderConsent.State.ASKED):
        accept_reading(consent, now=timezone.now())


def send(program, reader, *, text=SECRET, concerned=(), key=None):
    """A report in the organization entered of the day before, and its code."""
    code = send_report(
        program,
        text=text,
        concerned=list(concerned),
        reader_id=reader.id,
        form_key=key or uuid4(),
        today=TODAY,
    )
    show_to_readers()
    report = report_with_code(code)
    assert isinstance(report, QuietReport)
    return report, code


def leave(person):
    """Somebody has left the organization."""
    Person.objects.filter(id=person.id).update(state=Person.State.LEFT)


def page_of(program, player, page=""):
    """The address of the report form of a program, or of a page below it."""
    return player.url(f"programs/{program.id}/report/{page}")


def hidden(page, name):
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', page)
    return (found[1] or found[2]) if found else ""


def fill(client, url, names="", text=SECRET):
    """Walk both steps as a browser does."""
    page = client.post(url, {"names": names, "kept": ""}).content.decode()
    given = {name: hidden(page, name) for name in ("concerned", "reader", "key")}
    return page, client.post(url, {"text": text, "names": names, **given})
