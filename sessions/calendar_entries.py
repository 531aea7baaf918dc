"""A session as an entry of one person's calendar, the same in mails, files and subscriptions.

An entry is named by session and person, so a seat taken again is the same entry. Its sequence is
the session's plus the booking's revision: both only rise, so calendars follow.
"""

from peerlearn.notifications.calendar import CalendarEvent, Method
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from sessions.models import LearningSession


def calendar_event(
    learning_session: LearningSession,
    person: Person,
    *,
    method: Method,
    revision: int = 0,
    has_seat: bool = True,
) -> CalendarEvent:
    """The session in one person's calendar; `revision` is their booking's.

    Who has no seat, and doesn't lead it, isn't told the video link.
    """
    video_url = learning_session.video_url if has_seat else ""
    return CalendarEvent(
        uid=f"{learning_session.id}.{person.id}",
        sequence=learning_session.sequence + revision,
        method=method,
        starts_at=learning_session.starts_at,
        ends_at=learning_session.ends_at,
        summary=learning_session.title,
        description="\n\n".join(filter(None, [learning_session.description, video_url])),
        location=learning_session.room or video_url,
        url=page_of(learning_session),
        attendee=person.email or "",
        time_zone=learning_session.time_zone,
        is_called_off=learning_session.is_cancelled,
    )


def page_of(learning_session: LearningSession) -> str:
    """The path of the session's page."""
    return org_reverse(learning_session.organization, "sessions:detail", learning_session.id)
