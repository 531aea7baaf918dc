"""For whom somebody can take a seat."""

from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from peerlearn.people.models import Person
from programs.models import Enrollment
from programs.queries import IN_PROGRAM
from sessions.models import Booking, LearningSession, WaitlistEntry

MOST = 12


def without_a_seat(learning_session: LearningSession) -> QuerySet[Person]:
    """The people of a session's program who have no seat in it, no place in line, and don't lead
    it, by name; not those whose first day comes after it.
    """
    enrolled = Enrollment.objects.filter(
        program=learning_session.program_id, person=OuterRef("pk"), state__in=IN_PROGRAM
    )
    seats = Booking.objects.filter(learning_session=learning_session, person=OuterRef("pk"))
    places = WaitlistEntry.objects.filter(
        learning_session=learning_session, person=OuterRef("pk"), state__in=WaitlistEntry.OPEN
    )
    zone = ZoneInfo(learning_session.time_zone)
    day = learning_session.starts_at.astimezone(zone).date()
    leading = [learning_session.presenter_id, learning_session.facilitator_id]
    return (
        Person.objects.filter(Exists(enrolled), state=Person.State.ACTIVE)
        .exclude(Exists(seats.exclude(state__in=Booking.GIVEN_BACK)))
        .exclude(Exists(places))
        .exclude(pk__in=[one for one in leading if one])
        .exclude(starts_on__gt=day)
        .order_by("name", "id")
    )


def has_reports(person: Person) -> bool:
    """Whether anybody who works here reports to a person."""
    return Person.objects.filter(manager=person, state=Person.State.ACTIVE).exists()


def bookable_by(
    person: Person, learning_session: LearningSession, *, tends_line: bool, name: str
) -> QuerySet[Person]:
    """Those for whom a person can book: everybody where they look after the line, else those who
    report to them.
    """
    people = without_a_seat(learning_session).exclude(pk=person.pk)
    if not tends_line:
        people = people.filter(manager=person)
    for word in name.split()[:5]:
        people = people.filter(name__icontains=word)
    return people
