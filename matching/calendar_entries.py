"""Meetings of pairs and circles as calendar entries, the same in mails and subscriptions."""

from datetime import timedelta

from django.utils.translation import gettext as _

from matching.models import CircleMeeting, Match, PairMeeting
from peerlearn.notifications.calendar import CalendarEvent, Method
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse


def pair_entry(
    match: Match, meeting: PairMeeting, person: Person, *, method: Method
) -> CalendarEvent:
    """A meeting of a pair in the calendar of one of the two."""
    other = match.mentor if person == match.mentee else match.mentee
    return CalendarEvent(
        uid=f"pair-meeting-{meeting.id}",
        sequence=meeting.sequence,
        method=method,
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes),
        summary=_("Meeting with %(name)s") % {"name": other.display_name},
        url=org_reverse(match.organization, "matching:match", match.id),
    )


def circle_entry(meeting: CircleMeeting, *, method: Method) -> CalendarEvent:
    """A meeting of a circle in a member's calendar."""
    circle = meeting.circle
    return CalendarEvent(
        uid=f"circle-meeting-{meeting.id}",
        sequence=meeting.sequence,
        method=method,
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes),
        summary=circle.program.name,
        url=org_reverse(circle.organization, "matching:circle", circle.id),
    )
