"""The question whether a part suits whoever gives, by a link that needs no login, and its no."""

from datetime import timedelta
from uuid import UUID

from peerlearn.notifications.actions import notify
from peerlearn.people.models import Person
from peerlearn.people.queries import hr_admins
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.tokens import make_token
from programs.models import Enrollment, EnrollmentChange, Program
from programs.queries.roles import role_of_program

PURPOSE = "programs.part"
LINK_LIVES = timedelta(days=60)
DECLINED = "programs.part_declined"


def answer_path(organization: Organization, enrollment_id: UUID) -> str:
    """The page on which they answer without a login."""
    token = make_token(PURPOSE, enrollment=str(enrollment_id))
    return org_reverse(organization, "programs:part_by_mail", token)


def tell_declined(enrollment: Enrollment, change: EnrollmentChange) -> None:
    """Tell the program's owner (or all HR admins, where there is none) whom it has lost."""
    program = enrollment.program
    page = org_reverse(enrollment.organization, "programs:people", program.id)
    for admin in _owner_or_all(program):
        notify(
            to=admin,
            kind=DECLINED,
            dedupe_key=f"part-declined:{change.id}:{admin.id}",
            context={
                "program": program,
                "person": enrollment.person,
                "role": role_of_program(program, enrollment.role),
                "words": change.words,
            },
            cause=str(enrollment.id),
            link=f"{page}?show=withdrawn",
        )


def _owner_or_all(program: Program) -> list[Person]:
    admins = list(hr_admins())
    return [admin for admin in admins if admin.id == program.owner_id] or admins
