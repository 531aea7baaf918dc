"""A session as an entry of one person's calendar, the same in mails, files and subscriptions.

An entry is named by session and person, so a seat taken again is the same entry. Its sequence is
the session's plus the booking's revision: both only rise, so calendars follow.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from peerlearn.notifications.calendar import CalendarEvent, Method
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from sessions.models import LearningSession, Mode
from sessions.rules.agenda import agenda_text
from sessions.rules.materials import AFTER


@dataclass(frozen=True)
class Contents:
    """What mails and entries say of a session's contents: the agenda in short lines, "" without
    any, and whether those who have a seat, or lead, find materials on the page before it begins.
    """

    agenda: str
    has_materials: bool


def contents_of(learning_session: LearningSession) -> Contents:
    """Two queries; none where they are at hand."""
    items = [(item.label, item.who, item.minutes) for item in learning_session.agenda.all()]
    materials = learning_session.materials.all()
    return Contents(agenda_text(items), any(one.audience != AFTER for one in materials))


def calendar_event(
    learning_session: LearningSession,
    person: Person,
    *,
    method: Method,
    revision: int = 0,
    mode: str = "",
    contents: Contents | None = None,
) -> CalendarEvent:
    """The session in one person's calendar; `revision` and `mode` are their booking's. `contents`
    saves reading them again.

    Calendars are shared and kept: no entry holds the video link or that of a material, which are
    on the page.
    """
    contents = contents or contents_of(learning_session)
    words = [learning_session.description, contents.agenda]
    if contents.has_materials:
        words.append(_("Materials are on the page of the session."))
    if learning_session.video_url:
        words.append(_("The video link is on the page of the session."))
    return CalendarEvent(
        uid=f"{learning_session.id}.{person.id}",
        sequence=learning_session.sequence + revision,
        method=method,
        starts_at=learning_session.starts_at,
        ends_at=learning_session.ends_at,
        summary=learning_session.title,
        description="\n\n".join(filter(None, words)),
        location=_place(learning_session, mode),
        url=page_of(learning_session),
        attendee=person.email or "",
        time_zone=learning_session.time_zone,
        is_called_off=learning_session.is_cancelled,
    )


def _place(learning_session: LearningSession, mode: str) -> str:
    if learning_session.room and mode != Mode.REMOTE:
        return learning_session.room
    return _("By video") if learning_session.video_url else learning_session.room


def page_of(learning_session: LearningSession) -> str:
    """The path of the session's page."""
    return org_reverse(learning_session.organization, "sessions:detail", learning_session.id)
