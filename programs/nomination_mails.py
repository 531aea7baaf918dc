"""The mails about a nomination: to the nominee with a link that needs no login, and to HR."""

from datetime import date, timedelta

from django.utils import timezone

from peerlearn.notifications.actions import cancel_notifications, notify
from peerlearn.notifications.links import absolute
from peerlearn.notifications.models import Notification
from peerlearn.people.actions.invitations import invite_without_mail
from peerlearn.people.models import Invitation, Person
from peerlearn.people.queries import hr_admins
from peerlearn.people.queries.invitations import has_joined, invitation_path
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.tokens import make_token
from programs.models import FacilitatorNomination
from programs.rooms import meetings_ahead
from programs.rules.load import FACILITATING, HOURS
from programs.rules.neutrality import Neutrality
from programs.rules.roles import hours_in_words
from programs.signals import SessionsTaken

PURPOSE = "programs.nomination"
LINK_LIVES = timedelta(days=60)
# A slip is undone before anybody reads of it.
REVOCATION_PAUSE = timedelta(minutes=5)
ASKED, REVOKED = "programs.nomination", "programs.nomination_revoked"


def answer_path(nomination: FacilitatorNomination) -> str:
    """The page on which the nominee answers without a login. Asking again voids it."""
    token = make_token(
        PURPOSE, nomination=str(nomination.id), asked=nomination.asked_at.isoformat()
    )
    return org_reverse(nomination.organization, "programs:nomination_by_mail", token)


def ask_nominee(nomination: FacilitatorNomination, found: Neutrality | None = None) -> None:
    """Send the question, once per time that the person is asked. It says what the check `found`
    if HR asks all the same: nobody is asked to be neutral without knowing that they aren't.
    """
    overridden = found is not None and bool(nomination.override_reason)
    path, person = answer_path(nomination), nomination.person
    invited = invite_without_mail([person], by=nomination.nominated_by)
    notify(
        to=person,
        kind=ASKED,
        dedupe_key=_asked_key(nomination),
        context={
            "program": nomination.program,
            "by": nomination.nominated_by,
            "answer_url": absolute(path),
            "has_login": has_joined(person),
            "login_url": _login_url(nomination, invited),
            "findings": found.sentences(nomination.person.name) if found and overridden else [],
            "override_reason": nomination.override_reason,
            "hours": hours_in_words(HOURS[FACILITATING]),
            "meetings": meetings_ahead(nomination.program, now=timezone.now()),
        },
        cause=str(nomination.id),
        link=path,
        is_private=True,
    )


def _login_url(nomination: FacilitatorNomination, invited: list[Invitation]) -> str:
    """The way to a login and on to the question; "" where none was made now."""
    if not invited:
        return ""
    page = org_reverse(nomination.organization, "programs:nomination", nomination.id)
    path = invitation_path(nomination.organization, invited[0])
    return absolute(f"{path}?next={page}")


def ask_nominee_again(nomination: FacilitatorNomination) -> None:
    """After an undone revocation: ask only if the question hadn't left yet."""
    taken_back = Notification.objects.filter(
        dedupe_key=_asked_key(nomination), state=Notification.State.CANCELLED
    )
    if taken_back.exists():
        nomination.asked_at = timezone.now()
        nomination.save(update_fields=["asked_at"])
        ask_nominee(nomination)


def was_asked_on(nomination: FacilitatorNomination, day: date) -> bool:
    """Whether a question has gone out on a day; one that was taken back unsent is none."""
    if timezone.localdate(nomination.asked_at) != day:
        return False
    asked = Notification.objects.filter(dedupe_key=_asked_key(nomination))
    return asked.exclude(state=Notification.State.CANCELLED).exists()


def tell_hr_admins(
    nomination: FacilitatorNomination,
    found: Neutrality | None = None,
    *,
    taken: SessionsTaken | None = None,
) -> None:
    """Tell who asked (or all HR admins, when they are gone) what the answer is, and which sessions
    were `taken` with it.
    """
    for admin in _asked_by(nomination):
        notify(
            to=admin,
            kind="programs.nomination_answered",
            dedupe_key=f"nomination-{nomination.state}:{_stamp(nomination)}:{admin.id}",
            context={
                "program": nomination.program,
                "nominee": nomination.person,
                "state": nomination.state,
                "reason": nomination.decline_reason,
                "findings": found.sentences(nomination.person.name) if found else [],
                "runs": taken.runs if taken else 0,
                "left_open": taken.left_open if taken else [],
            },
            cause=str(nomination.id),
            link=org_reverse(
                nomination.organization, "programs:facilitator", nomination.program_id
            ),
        )


def tell_no_longer_neutral(nomination: FacilitatorNomination, sentences: list[str]) -> None:
    """Tell who asked (or all HR admins, when they are gone) what has come to stand against them."""
    now = timezone.now().isoformat()
    for admin in _asked_by(nomination):
        notify(
            to=admin,
            kind="programs.not_neutral",
            dedupe_key=f"not-neutral:{nomination.id}:{now}:{admin.id}",
            context={
                "program": nomination.program,
                "nominee": nomination.person,
                "findings": sentences,
                "is_overridden": bool(nomination.override_reason),
            },
            cause=str(nomination.id),
            link=org_reverse(
                nomination.organization, "programs:facilitator", nomination.program_id
            ),
        )


def take_back(nomination: FacilitatorNomination) -> None:
    """Stop the question; tell those whom it has reached, after a pause and once a question."""
    if cancel_notifications(cause=str(nomination.id), kinds=[ASKED]):
        return
    key, now = f"nomination-revoked:{_stamp(nomination)}:", timezone.now()
    told = Notification.objects.filter(dedupe_key__startswith=key)
    if told.exclude(state=Notification.State.CANCELLED).exists():
        return
    notify(
        to=nomination.person,
        kind=REVOKED,
        dedupe_key=f"{key}{now.isoformat()}",
        context={"program": nomination.program},
        cause=str(nomination.id),
        due_at=now + REVOCATION_PAUSE,
    )


def forget_question(nomination: FacilitatorNomination) -> None:
    """Whoever is asked has left: the question doesn't go out any more."""
    cancel_notifications(cause=str(nomination.id), kinds=[ASKED, REVOKED])


def forget_taking_back(nomination: FacilitatorNomination) -> None:
    """The revocation was undone, or they are asked again: nothing to tell."""
    cancel_notifications(cause=str(nomination.id), kinds=[REVOKED])


def question_still_stands(notification: Notification) -> bool:
    """Whether the nominee is asked still, looked at right before the mail leaves."""
    return FacilitatorNomination.objects.filter(
        id=notification.cause, state=FacilitatorNomination.State.PROPOSED
    ).exists()


def _asked_by(nomination: FacilitatorNomination) -> list[Person]:
    admins = list(hr_admins())
    asking = [admin for admin in admins if admin.id == nomination.nominated_by_id]
    return asking or admins


def _stamp(nomination: FacilitatorNomination) -> str:
    return f"{nomination.id}:{nomination.asked_at.isoformat()}"


def _asked_key(nomination: FacilitatorNomination) -> str:
    return f"nomination-asked:{_stamp(nomination)}"
