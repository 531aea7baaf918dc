"""The mails about quiet reports: that somebody is named, and that there is something to read.

None holds a word of a report. They leave once a day, so that their time doesn't tell when one
was written, and no log of mails shows them.
"""

from datetime import datetime

from django.utils import timezone

from peerlearn.notifications.actions import notify
from peerlearn.notifications.models import Notification
from peerlearn.people.actions.invitations import invite_without_mail
from peerlearn.people.models import Person
from peerlearn.people.queries import hr_admins
from peerlearn.people.queries.invitations import has_joined, invitation_path
from peerlearn.people.queries.members import login_addresses
from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.models import QuietReport, ReaderConsent, ReportDesk
from programs.queries.report_readers import readers_of

NEWS = "programs.quiet_reports"
NAMED, REPLACED = "programs.report_desk", "programs.reader_replaced"


def tell_named(desk: ReportDesk, person: Person, *, by: Person) -> None:
    """Ask somebody, with what is expected of a trusted person, and the way to a login where they
    have none and weren't sent one on this day.
    """
    organization = desk.program.organization
    invited = invite_without_mail([person], by=by)
    page = org_reverse(organization, "programs:reports")
    notify(
        to=person,
        kind=NAMED,
        dedupe_key=f"report-desk:{desk.id}:{person.id}:{timezone.now().isoformat()}",
        context={
            "program": desk.program,
            "is_stand_in": person == desk.stand_in,
            "by": by,
            "has_login": has_joined(person),
            "leads_to_login": bool(invited),
        },
        cause=str(desk.id),
        link=invitation_path(organization, invited[0]) if invited else page,
        is_private=bool(invited),
    )


def tell_replaced(desk: ReportDesk, person: Person) -> None:
    """Tell somebody who hasn't answered that the question is withdrawn; a question that hasn't
    left yet doesn't leave.
    """
    mails = Notification.objects.filter(kind=NAMED, cause=str(desk.id), person=person)
    waiting = mails.filter(state=Notification.State.PENDING)
    if waiting.update(state=Notification.State.CANCELLED, finished_at=timezone.now()):
        return
    notify(
        to=person,
        kind=REPLACED,
        dedupe_key=f"reader-replaced:{desk.id}:{person.id}:{timezone.now().isoformat()}",
        context={"program": desk.program},
        cause=str(desk.id),
    )


def tell_answered(consent: ReaderConsent) -> None:
    """Tell who asked (or all HR admins, when they are gone) what the answer is."""
    admins = list(hr_admins())
    asking = [admin for admin in admins if admin.id == consent.asked_by_id]
    stamp = f"{consent.id}:{consent.state}:{consent.answered_at}"
    for admin in asking or admins:
        notify(
            to=admin,
            kind="programs.reader_answered",
            dedupe_key=f"reader-answered:{stamp}:{admin.id}",
            context={
                "program": consent.desk.program,
                "person": consent.person,
                "state": consent.state,
                "reason": consent.decline_reason,
            },
            cause=str(consent.desk_id),
            link=org_reverse(
                consent.desk.program.organization, "programs:report_desk", consent.desk.program_id
            ),
        )


def tell_readers(*, now: datetime) -> None:
    """In the organization entered, tell each reader of today once that there is something new,
    of what they can see.
    """
    untold: dict[Person, list[QuietReport]] = {}
    waiting = list(
        QuietReport.objects.select_related("program", "reader", "successor")
        .filter(shown_up_to__gte=0)
        .exclude(state=QuietReport.State.CLOSED, reader_has_news=False)
    )
    readers = readers_of(waiting)
    for report in waiting:
        reader = readers.get(report.id)
        if reader is not None and report.told_id != reader.id:
            untold.setdefault(reader, []).append(report)
    organization = Organization.objects.get(id=current_organization_id())
    # HR may change a person's address: that there is something to read goes to the login's own.
    addresses = login_addresses(untold)
    for reader, reports in untold.items():
        if address := addresses.get(reader.id, reader.email):
            notify(
                to=reader,
                kind=NEWS,
                dedupe_key=f"quiet-reports:{reader.id}:{now.date().isoformat()}",
                link=org_reverse(organization, "programs:reports"),
                is_private=True,
                address=address,
            )
        QuietReport.objects.filter(id__in=[one.id for one in reports]).update(told_id=reader.id)
