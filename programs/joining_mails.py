"""The mails about coming into a program: invitations, applications and their answers."""

from datetime import timedelta

from django.utils import timezone

from peerlearn.notifications.actions import compose, notify
from peerlearn.notifications.links import absolute
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import House
from peerlearn.people.queries import hr_admins
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.tokens import make_token
from programs.enrolled_mails import part_in_words, role_in_words
from programs.models import Enrollment, EnrollmentChange
from programs.queries.roles import role_of_program
from programs.rules.roles import RoleFacts, hours_in_words

PURPOSE = "programs.invitation"
LINK_LIVES = timedelta(days=60)
INVITED = "programs.invited"


def answer_path(enrollment: Enrollment, change_id: str) -> str:
    """The page on which the invited answer without a login. A newer invitation voids it."""
    token = make_token(PURPOSE, enrollment=str(enrollment.id), change=change_id)
    return org_reverse(enrollment.organization, "programs:invitation_by_mail", token)


def invitation(
    enrollment: Enrollment, change: EnrollmentChange, facts: RoleFacts, *, house: House
) -> Notification | None:
    """The question whether somebody wants to take part."""
    path = answer_path(enrollment, str(change.id))
    return compose(
        to=enrollment.person,
        kind=INVITED,
        dedupe_key=f"program-invited:{change.id}",
        context={
            "program": enrollment.program,
            "role": facts,
            "hours": hours_in_words(facts.hours),
            "by": change.by,
            "answer_url": absolute(path),
        },
        cause=str(enrollment.id),
        link=path,
        is_private=True,
        house=house,
    )


def tell_hr_of_application(enrollment: Enrollment, change: EnrollmentChange) -> None:
    """Tell the program's owner (or all HR admins, where there is none) that somebody applied:
    once a day, however often they take it back and apply again.
    """
    admins = list(hr_admins())
    owner = [admin for admin in admins if admin.id == enrollment.program.owner_id]
    for admin in owner or admins:
        notify(
            to=admin,
            kind="programs.application",
            dedupe_key=f"application:{enrollment.id}:{timezone.localdate(change.at)}:{admin.id}",
            context={
                "program": enrollment.program,
                "applicant": enrollment.person,
                "role": role_of_program(enrollment.program, enrollment.role),
                "words": change.words,
            },
            cause=str(enrollment.id),
            link=org_reverse(
                enrollment.organization, "programs:applications", enrollment.program_id
            ),
        )


def tell_applicant(enrollment: Enrollment, change: EnrollmentChange) -> None:
    """Tell an applicant what came of it, and whoever is in now what they take part in."""
    role = role_of_program(enrollment.program, enrollment.role)
    notify(
        to=enrollment.person,
        kind="programs.application_answered",
        dedupe_key=f"application-answered:{change.id}",
        context={
            "is_in": change.to_state == Enrollment.State.ACTIVE,
            "words": change.words,
            **part_in_words(enrollment.program, now=timezone.now()),
            "role": role,
            **role_in_words(role),
        },
        cause=str(enrollment.id),
        link=org_reverse(enrollment.organization, "home:my_programs"),
    )


def tell_welcome_back(enrollment: Enrollment, change: EnrollmentChange) -> None:
    """Tell somebody whose break is over that they take part again."""
    notify(
        to=enrollment.person,
        kind="programs.pause_over",
        dedupe_key=f"pause-over:{change.id}",
        context={"program": enrollment.program},
        cause=str(enrollment.id),
        link=org_reverse(enrollment.organization, "home:my_programs"),
    )


def invitation_still_stands(notification: Notification) -> bool:
    """Whether they are invited still, looked at right before the mail leaves."""
    return Enrollment.objects.filter(id=notification.cause, state=Enrollment.State.INVITED).exists()
