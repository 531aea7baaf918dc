"""When the people of a program meet next."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programs.models import Program
from programs.rooms import Meeting
from sessions.models import LearningSession

# As many as somebody reads before they say yes.
SHOWN = 12


def next_session_of(program: Program, now: datetime) -> Meeting | None:
    """The next published session; of a draft, also the next that would be published with it."""
    states = [LearningSession.State.PUBLISHED]
    if program.state == Program.State.DRAFT:
        states.append(LearningSession.State.DRAFT)
    return next(iter(_meetings(program, states, now=now, most=1)), None)


def sessions_ahead_of(program: Program, now: datetime) -> list[Meeting]:
    """The next sessions, drafts too: whoever may facilitate them is asked about these days."""
    states = [LearningSession.State.PUBLISHED, LearningSession.State.DRAFT]
    return _meetings(program, states, now=now, most=SHOWN)


def _meetings(
    program: Program, states: Sequence[str], *, now: datetime, most: int
) -> list[Meeting]:
    found = LearningSession.objects.filter(
        program=program, state__in=states, starts_at__gt=now
    ).order_by("starts_at", "id")
    return [_meeting(one) for one in found[:most]]


def published_before(program: Program, day: date) -> list[Meeting]:
    """Published sessions that begin before a day, on the clocks that they were planned on."""
    found = _published(program).filter(starts_at__date__lte=day)
    return [_meeting(one) for one in found if _day_of(one) < day]


def published_after(program: Program, day: date) -> list[Meeting]:
    """Published sessions that begin after a day, on the clocks that they were planned on."""
    found = _published(program).filter(starts_at__date__gte=day)
    return [_meeting(one) for one in found if _day_of(one) > day]


def _published(program: Program) -> QuerySet[LearningSession]:
    published = LearningSession.State.PUBLISHED
    found = LearningSession.objects.filter(program=program, state=published)
    return found.order_by("starts_at", "id")


def _day_of(one: LearningSession) -> date:
    return one.starts_at.astimezone(ZoneInfo(one.time_zone)).date()


def _meeting(one: LearningSession) -> Meeting:
    return Meeting(one.title, one.starts_at, one.ends_at, _place(one))


def _place(one: LearningSession) -> str:
    """The room, and whether it is by video as well: links are for who has a seat."""
    if not one.video_url:
        return one.room
    return _("%(room)s or by video") % {"room": one.room} if one.room else _("by video")
