"""The mails to HR about somebody who has left and had a part in a program."""

from peerlearn.notifications.actions import notify
from peerlearn.people.models import Person
from peerlearn.people.queries import hr_admins
from peerlearn.tenancy.urls import org_reverse
from programs.models import FacilitatorNomination, Program, ReportDesk
from programs.queries.reports import trusted_person_of

CANDIDATES = "#candidates"


def tell_facilitator_left(nomination: FacilitatorNomination, before: str) -> None:
    """Tell the program's owner that it has lost somebody; `before`: the state that ended."""
    program = nomination.program
    page = org_reverse(nomination.organization, "programs:facilitator", program.id)
    for admin in _owner_or_all(program):
        notify(
            to=admin,
            kind="programs.facilitator_left",
            dedupe_key=(
                f"facilitator-left:{nomination.id}:{nomination.asked_at.isoformat()}:{admin.id}"
            ),
            context={
                "program": program,
                "nominee": nomination.person,
                "had_accepted": before == FacilitatorNomination.State.ACCEPTED,
            },
            cause=str(nomination.id),
            link=page + CANDIDATES,
        )


def tell_report_reader_left(desk: ReportDesk, gone: list[Person]) -> None:
    """Tell the program's owner whom of those named for quiet reports it has lost."""
    reader = trusted_person_of(desk.program)
    page = org_reverse(desk.program.organization, "programs:report_desk", desk.program_id)
    for person in gone:
        for admin in _owner_or_all(desk.program):
            notify(
                to=admin,
                kind="programs.report_reader_left",
                dedupe_key=f"report-reader-left:{desk.id}:{person.id}:{admin.id}",
                context={
                    "program": desk.program,
                    "person": person,
                    "is_stand_in": person.id == desk.stand_in_id,
                    "reader": reader,
                },
                cause=str(desk.id),
                link=page,
            )


def _owner_or_all(program: Program) -> list[Person]:
    admins = list(hr_admins())
    owner = [admin for admin in admins if admin.id == program.owner_id]
    return owner or admins
