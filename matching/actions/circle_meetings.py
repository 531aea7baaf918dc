"""What a circle does: who calls the first meeting, and when the next one is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from matching.circle_mails import MEETING, tell_meeting
from matching.errors import CirclesError, MeetingTimeError
from matching.models import Circle, CircleMeeting
from matching.queries.circle_facilitators import facilitator_of
from matching.queries.circles import circles_open_to, members_of_circles, next_meetings
from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from programs.actions.moves import must_not_be_over

FARTHEST = timedelta(days=366)
MINUTES = 60


def host_circle(circle: Circle, *, by: Person) -> Circle:
    """I call the first meeting; the first word counts. Twice is once.

    Raises CirclesError when somebody else does, and ProgramOverError.
    """
    with transaction.atomic():
        locked = _lock(circle, by)
        if locked.host_id not in (None, by.id):
            name = locked.host.display_name if locked.host else ""
            raise CirclesError(_("%(name)s calls the first meeting already.") % {"name": name})
        locked.host = by
        locked.save(update_fields=["host"])
        return locked


def stop_hosting(circle: Circle, *, by: Person) -> Circle:
    """Somebody else may. Raises ProgramOverError."""
    with transaction.atomic():
        locked = _lock(circle, by)
        Circle.objects.filter(id=locked.id, host=by).update(host=None)
        return locked


def plan_circle_meeting(
    circle: Circle, *, at: datetime, by: Person, now: datetime, minutes: int = MINUTES
) -> CircleMeeting:
    """Set the next meeting, or move it; everybody gets it into their calendars.

    Raises MeetingTimeError for a time that is over or too far ahead, CirclesError for who is no
    member any more, and ProgramOverError.
    """
    if not now < at < now + FARTHEST:
        raise MeetingTimeError(_("Choose a time in the next twelve months."))
    with transaction.atomic():
        locked = _lock(circle, by)
        found = next_meetings([locked], now=now).get(locked.id)
        if found and (found.starts_at, found.minutes) == (at, minutes):
            return found
        meeting = found or CircleMeeting(circle=locked)
        meeting.starts_at, meeting.minutes = at, minutes
        meeting.sequence += found is not None
        meeting.save()
        meeting.circle = locked
        cancel_notifications(cause=str(locked.id), kinds=[MEETING])
        tell_meeting(meeting, _people(locked), is_off=False)
        return meeting


def call_off_circle_meeting(circle: Circle, *, by: Person, now: datetime) -> None:
    """The next meeting won't be. Twice is once. Raises ProgramOverError."""
    with transaction.atomic():
        locked = _lock(circle, by)
        meeting = next_meetings([locked], now=now).get(locked.id)
        if meeting is None:
            return
        meeting.is_off, meeting.sequence, meeting.circle = True, meeting.sequence + 1, locked
        meeting.save()
        cancel_notifications(cause=str(locked.id), kinds=[MEETING])
        tell_meeting(meeting, _people(locked), is_off=True)


def _people(circle: Circle) -> list[Person]:
    people = [one.person for one in members_of_circles([circle])[circle.id]]
    facilitator = facilitator_of(circle)
    return [*people, facilitator] if facilitator else people


def _lock(circle: Circle, person: Person) -> Circle:
    must_not_be_over(circle.program)
    locked = Circle.objects.select_for_update().get(id=circle.id)
    locked.program, locked.organization = circle.program, circle.organization
    if not circles_open_to(person).filter(id=locked.id).exists():
        raise CirclesError(_("This circle has changed: you are not in it any more."))
    return locked
