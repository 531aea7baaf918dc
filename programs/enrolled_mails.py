"""The mail that tells people what they take part in: at the launch, or when they come in later."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from peerlearn.notifications.actions import compose, notify_all
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import house_entered
from peerlearn.people.actions.invitations import invite_without_mail
from peerlearn.people.models import Membership
from peerlearn.people.queries.invitations import invitation_path
from peerlearn.tenancy.urls import org_reverse
from programs.models import Enrollment, Program
from programs.queries import accepted_facilitators
from programs.queries.roles import roles_of_program
from programs.rooms import next_meeting
from programs.rules.roles import RoleFacts, hours_in_words

ENROLLED = "programs.enrolled"
SEES_IT = (Program.State.OPEN, Program.State.RUNNING)
TAKES_PART = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)


def part_in_words(program: Program, *, now: datetime) -> dict[str, Any]:
    """What such a mail says of the program itself: `_part.txt`."""
    return {
        "program": program,
        "facilitators": [one.display_name for one in accepted_facilitators(program)],
        "meeting": next_meeting(program, now=now),
    }


def role_in_words(facts: RoleFacts) -> dict[str, Any]:
    """What it says of the reader's role."""
    return {"role": facts, "hours": hours_in_words(facts.hours)}


def write_enrolled_mails(program: Program, rows: Sequence[Enrollment], *, now: datetime) -> None:
    """Tell these people of one program what they take part in, each enrollment once.

    Whoever has no login gets with it the link that leads to one.
    """
    told = set(_told(rows))
    untold = [row for row in rows if str(row.id) not in told]
    part, roles, house = part_in_words(program, now=now), roles_of_program(program), house_entered()
    links = _links(program, untold)
    page = org_reverse(program.organization, "home:program", program.id)
    members = set(
        Membership.objects.filter(person__in=[row.person_id for row in untold]).values_list(
            "person_id", flat=True
        )
    )
    notify_all(
        compose(
            to=row.person,
            kind=ENROLLED,
            dedupe_key=_key(row),
            cause=str(row.id),
            context={
                **part,
                **role_in_words(roles[row.role]),
                "has_login": row.person_id in members,
                "leads_to_login": row.person_id in links,
            },
            link=links.get(row.person_id, page),
            is_private=row.person_id in links,
            house=house,
        )
        for row in untold
    )


def still_takes_part(notification: Notification) -> bool:
    """Whether they are in a program that is on still, looked at right before the mail leaves."""
    return Enrollment.objects.filter(
        id=notification.cause, state__in=TAKES_PART, program__state__in=SEES_IT
    ).exists()


def _links(program: Program, rows: Sequence[Enrollment]) -> Mapping[UUID, str]:
    """The way to a login for those who have none and weren't sent one on this day."""
    made = invite_without_mail([row.person for row in rows], by=program.owner)
    return {one.person_id: invitation_path(program.organization, one) for one in made}


def _told(rows: Sequence[Enrollment]) -> list[str]:
    keys = {_key(row): str(row.id) for row in rows}
    sent = Notification.objects.filter(dedupe_key__in=list(keys)).order_by()
    return [keys[key] for key in sent.values_list("dedupe_key", flat=True)]


def _key(row: Enrollment) -> str:
    """Whoever leaves and comes back later is told anew."""
    return f"enrolled:{row.id}:{row.joined_on or ''}"
