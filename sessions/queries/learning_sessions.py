"""Which sessions a person sees, and in what order."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from peerlearn.people.models import Membership, Person
from programs.queries import programs_visible_to
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.bookings import ON
from sessions.queries.cards import SessionCard, cards
from sessions.rules.planning import LONGEST


def sessions_visible_to(person: Person, membership: Membership) -> QuerySet[LearningSession]:
    """All sessions for an HR admin. For others: those of programs that they are in, and those that
    they present, facilitate or once booked; no drafts.
    """
    sessions = LearningSession.objects.select_related("program", "presenter", "facilitator")
    if membership.is_hr_admin:
        return sessions
    mine = Q(presenter=person) | Q(facilitator=person) | Exists(_bookings(person))
    of_programs = Q(program__in=programs_visible_to(person, membership).order_by().values("pk"))
    return sessions.exclude(state=LearningSession.State.DRAFT).filter(mine | of_programs)


def upcoming(sessions: QuerySet[LearningSession], *, now: datetime) -> QuerySet[LearningSession]:
    """Not over yet, the next one first. Cancelled ones stay until their time, so that nobody
    looks for them.
    """
    # None lasts longer than LONGEST: the index by start passes over all that are long over.
    ahead = sessions.filter(ends_at__gt=now, starts_at__gt=now - LONGEST)
    return ahead.exclude(state=LearningSession.State.FINISHED)


def past(sessions: QuerySet[LearningSession], *, now: datetime) -> QuerySet[LearningSession]:
    """Over, the latest first."""
    over = Q(ends_at__lte=now) | Q(state=LearningSession.State.FINISHED)
    return sessions.filter(over).order_by("-starts_at", "-id")


def concerning(sessions: QuerySet[LearningSession], person: Person) -> QuerySet[LearningSession]:
    """Those in which a person has a seat, waits for one, presents or facilitates."""
    seats = _bookings(person).exclude(state__in=Booking.GIVEN_BACK)
    waits = WaitlistEntry.objects.filter(
        learning_session=OuterRef("pk"), person=person, state__in=WaitlistEntry.OPEN
    )
    return sessions.filter(
        Q(presenter=person) | Q(facilitator=person) | Exists(seats) | Exists(waits)
    )


def found(
    sessions: QuerySet[LearningSession], *, words: str, program_id: UUID | None
) -> QuerySet[LearningSession]:
    """Those of a program whose title or presenter holds the words."""
    if program_id is not None:
        sessions = sessions.filter(program=program_id)
    if words:
        sessions = sessions.filter(Q(title__icontains=words) | Q(presenter__name__icontains=words))
    return sessions


def next_cards(
    person: Person, membership: Membership, *, now: datetime, limit: int = 3
) -> list[SessionCard]:
    """The next sessions for a person's home page: those that they have to do with or can book."""
    sessions = upcoming(sessions_visible_to(person, membership), now=now).filter(state__in=ON)
    return cards(person, sessions[:limit], now=now)


def _bookings(person: Person) -> QuerySet[Booking]:
    return Booking.objects.filter(learning_session=OuterRef("pk"), person=person)
