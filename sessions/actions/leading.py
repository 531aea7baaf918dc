"""One mail for all sessions that somebody comes to lead at once, each with its calendar entry."""

from collections.abc import Collection, Iterable
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from peerlearn.notifications.actions import notify
from peerlearn.notifications.links import absolute
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from peerlearn.people.queries.invitations import ways_to_a_login
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from sessions.calendar_entries import calendar_event
from sessions.models import LearningSession

LEADING, LEADING_ALL = "sessions.leading", "sessions.leading_all"


def gather_leading(program: Program, people: Iterable[Person]) -> None:
    """Put what this transaction tells people of sessions of a program that they lead into one mail
    each; who leads one keeps the mail about it, unless they have yet to be led to a login.
    """
    people = list(people)
    logins = ways_to_a_login(program.organization, people)
    for person in people:
        told = Notification.objects.filter(
            kind=LEADING, person=person, program=program.id, state=Notification.State.PENDING
        )
        waiting = {row.cause.partition(".")[0]: row for row in told.select_for_update()}
        found = LearningSession.objects.filter(id__in=waiting).order_by("starts_at", "id")
        led = [one for one in found.select_related("organization") if one.is_on]
        login = logins.get(person.id, "")
        if len(led) > 1 or (led and login):
            _tell(program, person, led, login=login)
            told.filter(id__in=[waiting[str(one.id)].id for one in led]).delete()


def _tell(
    program: Program, person: Person, led: Collection[LearningSession], *, login: str
) -> None:
    """`login` is the path of the link to one, "" for who can sign in: that mail is private."""
    page = sessions_page(program)
    way_in = f"{login}?{urlencode({'next': page})}" if login else ""
    stamp = max(f"{one.id}:{one.sequence}" for one in led)
    notify(
        to=person,
        kind=LEADING_ALL,
        dedupe_key=f"leader-of:{program.id}:{person.id}:{len(led)}:{stamp}",
        cause=f"{program.id}.{person.id}",
        context={
            **words_of_all(program, person, led),
            "login_url": absolute(way_in) if way_in else "",
        },
        calendars=[calendar_event(one, person, method="REQUEST") for one in led],
        link=page,
        is_private=bool(login),
    )


def words_of_all(
    program: Program, person: Person, led: Collection[LearningSession]
) -> dict[str, object]:
    """What the mail says."""
    return {
        "program": program,
        "led": [(one, place_in_words(one)) for one in led],
        "presents": any(one.presenter_id == person.id for one in led),
    }


def sessions_page(program: Program) -> str:
    """The path of the program's sessions."""
    return f"{org_reverse(program.organization, 'sessions:list')}?program={program.id}"


def place_in_words(learning_session: LearningSession) -> str:
    """Room and video in a line; "" where there is no place yet."""
    video = _("by video") if learning_session.video_url else ""
    if learning_session.room and video:
        return _("%(room)s, or by video") % {"room": learning_session.room}
    return learning_session.room or video
