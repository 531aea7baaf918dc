"""Keeping the list of rooms."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from peerlearn.web.single_line import one_line
from programs.errors import ProgramError
from sessions.models import LearningSession, MeetingRoom
from sessions.queries.meeting_rooms import HOLDING, room_meant, taken_by
from sessions.rules.meeting_rooms import key_of, label_of


class RoomListedError(ProgramError):
    """A room of this name is on the list."""

    def __init__(self, label: str) -> None:
        super().__init__(_("“%(room)s” is on the list already.") % {"room": label})


def add_room(
    name: str, *, site: str = "", seats: int | None = None, by: Person
) -> tuple[MeetingRoom, list[LearningSession]]:
    """Put a room on the list. Sessions to come that are planned there hold it from now on; those
    that overlap one of them don't, and are given back, so that somebody looks at them.

    Raises RoomListedError.
    """
    name, site = one_line(name), one_line(site)
    key = key_of(label_of(name, site))
    with transaction.atomic():
        room, is_new = MeetingRoom.objects.get_or_create(
            key=key, defaults={"name": name, "site": site, "seats": seats}
        )
        if not is_new:
            raise RoomListedError(room.label)
        room = MeetingRoom.objects.select_for_update(no_key=True).get(pk=room.pk)
        overlapping = _take_in(room)
    return room, overlapping


def change_room(
    room: MeetingRoom, *, name: str, site: str, seats: int | None, by: Person
) -> MeetingRoom:
    """Call a room otherwise, or say how many it seats. Sessions that hold it keep their words.

    Raises RoomListedError.
    """
    name, site = one_line(name), one_line(site)
    key = key_of(label_of(name, site))
    with transaction.atomic():
        held: MeetingRoom = MeetingRoom.objects.select_for_update().get(pk=room.pk)
        if MeetingRoom.objects.filter(key=key).exclude(pk=held.pk).exists():
            raise RoomListedError(label_of(name, site))
        held.name, held.site, held.seats, held.key = name, site, seats, key
        held.save(update_fields=["name", "site", "seats", "key"])
    return held


def remove_room(room: MeetingRoom, *, by: Person) -> bool:
    """Take a room off the list. Sessions keep their words, and nobody checks them any more.

    Returns whether this call did it.
    """
    with transaction.atomic():
        held = MeetingRoom.objects.select_for_update().filter(pk=room.pk).first()
        if held is None:
            return False
        held.delete()
    return True


def _take_in(room: MeetingRoom) -> list[LearningSession]:
    """Let the sessions to come that mean a new room hold it; returns those that can't."""
    coming = LearningSession.objects.select_for_update(no_key=True, of=("self",)).filter(
        state__in=HOLDING, ends_at__gt=timezone.now(), meeting_room=None
    )
    overlapping = []
    words: dict[str, bool] = {}
    for session in coming.exclude(room="").order_by("starts_at", "id"):
        if session.room not in words:
            words[session.room] = room_meant(session.room) == room
        if not words[session.room]:
            continue
        if taken_by(room, (session.starts_at, session.ends_at)) is not None:
            overlapping.append(session)
            continue
        session.meeting_room = room
        session.save(update_fields=["meeting_room"])
    return overlapping
