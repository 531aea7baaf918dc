"""The doors to a session's room: who runs it, who shows it, who is in it."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from peerlearn.people.models import Membership, Person
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.rules.room import RoomRefusedError, why_closed, why_not_by_oneself

State = LearningSession.State
WITH_ROOM = (State.PUBLISHED, State.LIVE, State.FINISHED)
SEATED = (Booking.State.CONFIRMED, Booking.State.ATTENDED)


def rooms_run_by(person: Person, membership: Membership) -> QuerySet[LearningSession]:
    """The sessions that a person may run, as permissions.may_run says: their facilitator, or an
    HR admin where none is set.
    """
    runs = Q(facilitator=person)
    if membership.is_hr_admin:
        runs |= Q(facilitator=None)
    return _rooms().filter(runs)


def rooms_shown_by(person: Person, membership: Membership) -> QuerySet[LearningSession]:
    """The sessions whose big screen a person may open: who runs or presents them."""
    running = rooms_run_by(person, membership)
    return running | _rooms().filter(presenter=person)


def rooms_joined_by(person: Person) -> QuerySet[LearningSession]:
    """The rooms that a person has come into, open or over."""
    inside = _seats_of(person).filter(checked_in_at__isnull=False)
    return _rooms().filter(Exists(inside), state__in=(State.LIVE, State.FINISHED))


def rooms_heard_by(person: Person, membership: Membership) -> QuerySet[LearningSession]:
    """The rooms whose changes a person may be told of: all above, and who has a seat."""
    leads = Q(facilitator=person) | Q(presenter=person)
    if membership.is_hr_admin:
        leads |= Q(facilitator=None)
    return _rooms().filter(leads | Q(Exists(_seats_of(person))))


def room_with_code(code: str) -> LearningSession | None:
    """The session that a join code leads to; None when no session to come or on has it."""
    return (
        LearningSession.objects.select_related("program", "presenter", "facilitator")
        .filter(join_code=code, state__in=(State.PUBLISHED, State.LIVE))
        .first()
    )


def why_shut_to(person: Person, room: LearningSession, *, now: datetime) -> RoomRefusedError | None:
    """Why a person can't let themselves into a room; None when they can."""
    closed = why_closed(room.state)
    if closed is not None:
        return closed
    seat = Booking.objects.filter(learning_session=room, person=person)
    place = WaitlistEntry.objects.filter(
        learning_session=room, person=person, state__in=WaitlistEntry.IN_LINE
    )
    may_sit = (
        not room.needs_approval
        or seat.exclude(state__in=Booking.GIVEN_BACK).exists()
        or place.exists()
    )
    return why_not_by_oneself(room.ends_at, now=now, may_sit=may_sit)


def _rooms() -> QuerySet[LearningSession]:
    return LearningSession.objects.select_related("program", "presenter", "facilitator").filter(
        state__in=WITH_ROOM
    )


def _seats_of(person: Person) -> QuerySet[Booking]:
    return Booking.objects.filter(learning_session=OuterRef("pk"), person=person, state__in=SEATED)
