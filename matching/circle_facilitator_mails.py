"""The mails about who facilitates a circle."""

from datetime import datetime, timedelta

from matching.circle_mails import GRACE, NOW, stamp, tell_meeting
from matching.models import Circle, CircleFacilitator
from matching.queries.circle_facilitators import doubts_about
from matching.queries.circles import members_of_circles, next_meetings
from peerlearn.notifications.actions import cancel_notifications, notify
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from peerlearn.people.queries import hr_admins
from peerlearn.tenancy.urls import org_reverse
from programs.rules.load import FACILITATING, HOURS
from programs.rules.roles import hours_in_words

ASKED = "matching.circle_facilitator_asked"
ANSWERED = "matching.circle_facilitator_answered"
OVER = "matching.circle_facilitator_over"
DOUBTED = "matching.circle_facilitator_doubted"


def ask_for_circle(row: CircleFacilitator) -> None:
    """Send the question; while the circle can still be taken back it waits."""
    circle = row.circle
    members = members_of_circles([circle])[circle.id]
    departments = {one.person.department for one in members} - {""}
    notify(
        to=row.person,
        kind=ASKED,
        dedupe_key=f"{ASKED}:{_stamp(row)}",
        cause=str(row.id),
        context={
            "program": circle.program,
            "circle": circle,
            "by": row.asked_by,
            "departments": ", ".join(sorted(departments)),
            "people": len(members),
            "hours": hours_in_words(HOURS[FACILITATING]),
        },
        link=org_reverse(circle.organization, "matching:circle_question", row.id),
        due_at=max(row.asked_at, circle.published_at + GRACE) if circle.published_at else None,
        is_private=True,
    )


def tell_answer(row: CircleFacilitator, doubts: list[str] | None = None) -> None:
    """Tell who asked (or all HR admins, when they are gone) what became of the question."""
    circle = row.circle
    for admin in _asked_by(row):
        notify(
            to=admin,
            kind=ANSWERED,
            dedupe_key=f"{ANSWERED}:{row.state}:{_stamp(row)}:{admin.id}",
            cause=str(row.id),
            context={
                "program": circle.program,
                "circle": circle,
                "person": row.person,
                "state": row.state,
                "reason": row.decline_reason,
                "doubts": doubts or [],
            },
            link=org_reverse(circle.organization, "matching:circles_of_program", circle.program_id),
        )


def tell_doubts(
    row: CircleFacilitator, doubts: list[str], *, now: datetime, wait: timedelta
) -> None:
    """Tell who asked (or all HR admins, when they are gone) that somebody who has joined makes a
    facilitator partial; after `wait`, in which the change can be taken back.
    """
    circle = row.circle
    for admin in _asked_by(row):
        notify(
            to=admin,
            kind=DOUBTED,
            dedupe_key=f"{DOUBTED}:{_stamp(row)}:{stamp(now)}:{admin.id}",
            cause=str(row.id),
            context={
                "program": circle.program,
                "circle": circle,
                "person": row.person,
                "doubts": doubts,
            },
            link=org_reverse(circle.organization, "matching:circles_of_program", circle.program_id),
            due_at=now + wait,
        )


def tell_over(row: CircleFacilitator, *, now: datetime, wait: timedelta = NOW) -> None:
    """Tell somebody that they aren't asked any more, or facilitate the circle no longer."""
    notify(
        to=row.person,
        kind=OVER,
        dedupe_key=f"{OVER}:{_stamp(row)}:{now.isoformat()}",
        cause=str(row.id),
        context={"program": row.circle.program, "circle": row.circle},
        due_at=now + wait,
    )


def tell_meeting_ahead(
    row: CircleFacilitator, *, now: datetime, is_off: bool = False, wait: timedelta = NOW
) -> None:
    """Put the next meeting into the calendar of who facilitates from now on, or take it out."""
    meeting = next_meetings([row.circle], now=now).get(row.circle_id)
    if meeting is None:
        return
    meeting.circle = row.circle
    # A calendar takes it back in only with a newer meeting than the one that was taken out.
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])
    tell_meeting(meeting, [row.person], is_off=is_off, due_at=now + wait, change=stamp(now))


def forget_question(row: CircleFacilitator) -> bool:
    """Stop a question that hasn't left; whether there was one."""
    return bool(cancel_notifications(cause=str(row.id), kinds=[ASKED]))


def question_stands(notification: Notification) -> bool:
    """Whether somebody is still asked, looked at right before the mail leaves."""
    return CircleFacilitator.objects.filter(
        id=notification.cause,
        state=CircleFacilitator.State.ASKED,
        circle__state=Circle.State.ACTIVE,
    ).exists()


def is_doubted(notification: Notification) -> bool:
    """Whether something still speaks against who facilitates: a joiner may be gone again."""
    rows = CircleFacilitator.objects.select_related("circle__program", "person")
    row = rows.filter(
        id=notification.cause,
        state=CircleFacilitator.State.ACCEPTED,
        circle__state=Circle.State.ACTIVE,
    ).first()
    return row is not None and bool(doubts_about(row.circle, row.person))


def is_over(notification: Notification) -> bool:
    """Whether somebody facilitates no longer: two circles that became one may be two again."""
    standing = CircleFacilitator.objects.filter(
        id=notification.cause,
        state__in=CircleFacilitator.STANDING,
        circle__state=Circle.State.ACTIVE,
    )
    return not standing.exists()


def _asked_by(row: CircleFacilitator) -> list[Person]:
    admins = list(hr_admins())
    asking = [admin for admin in admins if admin.id == row.asked_by_id]
    return asking or admins


def _stamp(row: CircleFacilitator) -> str:
    return f"{row.id}:{row.asked_at.isoformat()}"
