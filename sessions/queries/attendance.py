"""Who is expected in a room, who is there, and who else could come in."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from peerlearn.people.models import Person
from programs.models import Enrollment
from programs.queries import IN_PROGRAM
from sessions.models import Booking, LearningSession
from sessions.rules.questions import may_ask

MOST_CANDIDATES = 8
SEATED = (Booking.State.CONFIRMED, Booking.State.ATTENDED, Booking.State.NO_SHOW)

# For whom a seat is kept in an open room.
EXPECTED = (Booking.State.CONFIRMED,)


@dataclass(frozen=True)
class Attendance:
    """The room in figures. `booked` had a seat, `held` seats are kept or taken. Of those `here`
    some `arrived` by themselves; who leads isn't among them.
    """

    booked: int
    held: int
    here: int
    arrived: int
    capacity: int

    @property
    def missing(self) -> int:
        """Who has a seat and isn't there."""
        return self.booked - self.here

    @property
    def opens_questions(self) -> bool:
        """Whether enough are there for a question to be nobody's."""
        return may_ask(here=self.arrived)

    @property
    def is_full(self) -> bool:
        """Whether no seat is free."""
        return self.held >= self.capacity


def attendance_of(learning_session: LearningSession) -> Attendance:
    """The room in figures, as it is now."""
    counts = _seated(learning_session).aggregate(
        booked=Count("pk"),
        held=Count("pk", filter=~Q(state=Booking.State.NO_SHOW)),
        here=Count("pk", filter=Q(checked_in_at__isnull=False)),
        arrived=Count("pk", filter=_arrived(learning_session)),
    )
    return Attendance(capacity=learning_session.capacity, **counts)


def is_expected(learning_session: LearningSession, person: Person) -> bool:
    """Whether a seat of the room is kept for a person, or they sit on it."""
    return Booking.objects.filter(
        learning_session=learning_session, person=person, state__in=EXPECTED
    ).exists()


def participants_here(learning_session: LearningSession) -> int:
    """How many have come in by themselves, those who lead the session aside. Whom a facilitator
    only ticked off may not be there, and can't ask.
    """
    return _seated(learning_session).filter(_arrived(learning_session)).count()


def seats_in(learning_session: LearningSession, *, name: str = "") -> QuerySet[Booking]:
    """The seats of a room by name, each with `is_first_time`: was never at a session before."""
    before = Booking.objects.filter(
        person=OuterRef("person"), state=Booking.State.ATTENDED
    ).exclude(learning_session=learning_session)
    return (
        _seated(learning_session)
        .filter(_named("person__name", name))
        .annotate(is_first_time=~Exists(before))
        .select_related("person", "checked_in_by")
        .order_by("person__name", "person_id")
    )


def walk_in_candidates(learning_session: LearningSession, *, name: str) -> list[Person]:
    """People of the program without a seat whose name has these words; a handful."""
    if not name.strip():
        return []
    enrolled = Enrollment.objects.filter(
        program=learning_session.program_id, person=OuterRef("pk"), state__in=IN_PROGRAM
    )
    seated = _seated(learning_session).filter(person=OuterRef("pk"))
    leading = [learning_session.presenter_id, learning_session.facilitator_id]
    found = (
        Person.objects.filter(Exists(enrolled), ~Exists(seated), state=Person.State.ACTIVE)
        .filter(_named("name", name))
        .exclude(pk__in=[person_id for person_id in leading if person_id])
    )
    return list(found.order_by("name", "id")[:MOST_CANDIDATES])


def _seated(learning_session: LearningSession) -> QuerySet[Booking]:
    return Booking.objects.filter(learning_session=learning_session, state__in=SEATED)


def _arrived(learning_session: LearningSession) -> Q:
    leading = [learning_session.presenter_id, learning_session.facilitator_id]
    by_themselves = Q(checked_in_at__isnull=False, checked_in_by=F("person"))
    return by_themselves & ~Q(person__in=[one for one in leading if one])


def _named(field: str, name: str) -> Q:
    """Each word of `name` somewhere in the field."""
    wanted = Q()
    for word in name.split()[:5]:
        wanted &= Q(**{f"{field}__icontains": word})
    return wanted
