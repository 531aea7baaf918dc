"""When the people of a program meet next."""

from datetime import datetime

from programs.models import Program
from programs.rooms import Meeting
from sessions.models import LearningSession


def next_session_of(program: Program, now: datetime) -> Meeting | None:
    """The next published session; of a draft, also the next that would be published with it."""
    states = [LearningSession.State.PUBLISHED]
    if program.state == Program.State.DRAFT:
        states.append(LearningSession.State.DRAFT)
    found = LearningSession.objects.filter(
        program=program, state__in=states, starts_at__gt=now
    ).order_by("starts_at", "id")
    one = found.first()
    return Meeting(one.title, one.starts_at, one.ends_at, one.room) if one else None
