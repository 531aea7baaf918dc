"""Holding a room of the organization's list for a session."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from peerlearn.web.moments import clock_text
from sessions.models import LearningSession, MeetingRoom
from sessions.queries.meeting_rooms import room_meant, taken_by
from sessions.rules.meeting_rooms import in_room, seats_problem
from sessions.rules.planning import Sentence


def hold_room(text: str, *, was: LearningSession | None = None) -> MeetingRoom | None:
    """The room that a plan means, locked: whoever wants it too waits, and sees who was first.

    A session whose words stay keeps its room, whatever that is called by now.
    """
    if was is not None and was.meeting_room_id and was.room == text:
        meant = MeetingRoom(pk=was.meeting_room_id)
    else:
        found = room_meant(text)
        if found is None:
            return None
        meant = found
    return MeetingRoom.objects.select_for_update(no_key=True).filter(pk=meant.pk).first()


def room_problems(
    room: MeetingRoom | None,
    *,
    starts_at: datetime,
    ends_at: datetime,
    zone: str,
    but: LearningSession | None = None,
) -> dict[str, Sentence]:
    """Why a room can't be held then, by field."""
    other = taken_by(room, (starts_at, ends_at), but=[but.pk] if but else ())
    return {"room": taken_sentence(room, other, zone)} if room and other else {}


def taken_sentence(room: MeetingRoom, other: LearningSession, zone: str) -> Sentence:
    """That a room is taken, by what, and from when to when on a place's clocks."""
    clocks = ZoneInfo(zone)
    return _("%(room)s is taken from %(start)s to %(end)s: “%(title)s”.") % {
        "room": room.label,
        "start": clock_text(other.starts_at.astimezone(clocks)),
        "end": clock_text(other.ends_at.astimezone(clocks)),
        "title": other.title,
    }


def too_many_for(
    room: MeetingRoom | None,
    video_url: str,
    capacity: int,
    remote_capacity: int | None,
) -> dict[str, Sentence]:
    """Why so many seats don't fit into a room, by field."""
    if room is None:
        return {}
    sitting = in_room(room.name, video_url, capacity, remote_capacity)
    problem = seats_problem(room.label, room.seats, in_room=sitting)
    return {"capacity": problem} if problem else {}
