"""Reads about rooms: which there are, when they are taken, and which are free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from peerlearn.web.single_line import one_line
from sessions.models import LearningSession, MeetingRoom
from sessions.rules.meeting_rooms import MOST_OFFERED, Span, clashing, free_starts, key_of, overlap

State = LearningSession.State
# The same states as in the constraint learning_session_room_free.
HOLDING = (State.PUBLISHED, State.LIVE)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ways:
    """What to do about a room that is taken: by which session, which rooms are free then, and at
    what other times of the day it is free itself.
    """

    taken_by: LearningSession
    rooms: list[MeetingRoom]
    starts: list[datetime]


def rooms_kept(*, now: datetime) -> QuerySet[MeetingRoom]:
    """All rooms by site and name, with `ahead`, how many sessions are planned in them."""
    ahead = Count("sessions", filter=Q(sessions__state__in=HOLDING, sessions__ends_at__gt=now))
    return MeetingRoom.objects.annotate(ahead=ahead).order_by("site", "name", "id")


def room_meant(text: str) -> MeetingRoom | None:
    """The room that somebody wrote: by its label, or by its name where one alone has it."""
    if not text:
        return None
    rooms = MeetingRoom.objects.filter(Q(key=key_of(text)) | Q(name__iexact=one_line(text)))
    return _meant_among(list(rooms), text)


def _meant_among(rooms: Iterable[MeetingRoom], text: str) -> MeetingRoom | None:
    key = key_of(text)
    named = [room for room in rooms if key in (room.key, key_of(room.name))]
    meant = [room for room in named if room.key == key] or named
    return meant[0] if len(meant) == 1 else None


def held_then(span: Span, *, but: Iterable[UUID] = ()) -> QuerySet[LearningSession]:
    """The sessions that hold a room at a time."""
    return LearningSession.objects.filter(
        state__in=HOLDING, starts_at__lt=span[1], ends_at__gt=span[0]
    ).exclude(pk__in=list(but))


def taken_by(
    room: MeetingRoom | None, span: Span, *, but: Iterable[UUID] = ()
) -> LearningSession | None:
    """The session that holds a room at a time."""
    if room is None:
        return None
    return held_then(span, but=but).filter(meeting_room=room).first()


def held_among(
    rooms: Iterable[MeetingRoom | None], spans: Sequence[Span], *, but: Iterable[UUID] = ()
) -> list[LearningSession]:
    """The sessions that hold one of the rooms at any time between these; one query for many."""
    wanted = [room for room in rooms if room is not None]
    if not wanted or not spans:
        return []
    whole = min(span[0] for span in spans), max(span[1] for span in spans)
    return list(held_then(whole, but=but).filter(meeting_room__in=wanted))


def taken_among(
    held: Iterable[LearningSession], room: MeetingRoom | None, span: Span
) -> LearningSession | None:
    """Of sessions, the one that holds a room at a time; without a query."""
    if room is None:
        return None
    return next(
        (
            one
            for one in held
            if one.meeting_room_id == room.pk and overlap((one.starts_at, one.ends_at), span)
        ),
        None,
    )


def ways_out(
    room: MeetingRoom, span: Span, zone: ZoneInfo, *, now: datetime, but: UUID | None = None
) -> Ways | None:
    """What to do about a room that is taken; None when it is free. Rooms at the same site first."""
    others = [but] if but else []
    other = taken_by(room, span, but=others)
    if other is None:
        return None
    then = held_then(span, but=others).filter(meeting_room=OuterRef("pk"))
    free = MeetingRoom.objects.exclude(Exists(then)).exclude(pk=room.pk)
    near = sorted(free, key=lambda one: (one.site != room.site, one.site, one.name))
    day = held_then((span[0] - DAY, span[1] + DAY), but=others).filter(meeting_room=room)
    taken = list(day.values_list("starts_at", "ends_at"))
    return Ways(other, near[:MOST_OFFERED], free_starts(taken, span, zone, now=now))


def drafts_without_room(drafts: list[LearningSession]) -> set[UUID]:
    """Of drafts in order, those whose room is taken then, also by one before them; two queries."""
    rooms = list(MeetingRoom.objects.all()) if drafts else []
    meant = [(room, one) for one in drafts if (room := _meant_among(rooms, one.room))]
    if not meant:
        return set()
    first, last = min(one.starts_at for _room, one in meant), max(one.ends_at for _, one in meant)
    held = held_then((first, last)).filter(meeting_room__in=[room for room, _one in meant])
    taken = [(one.meeting_room_id, (one.starts_at, one.ends_at)) for one in held]
    spans = [*taken, *((room.pk, (one.starts_at, one.ends_at)) for room, one in meant)]
    return {meant[place - len(taken)][1].pk for place in clashing(spans) if place >= len(taken)}
