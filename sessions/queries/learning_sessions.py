"""Which sessions a person sees, and in what order."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from peerlearn.people.models import Membership, Person
from programs.models import Enrollment
from sessions.models import Booking, LearningSession

# An invited person looks before they decide; who withdrew or was refused doesn't.
ENROLLED = (
    Enrollment.State.INVITED,
    Enrollment.State.ACTIVE,
    Enrollment.State.PAUSED,
    Enrollment.State.COMPLETED,
)


def sessions_visible_to(person: Person, membership: Membership) -> QuerySet[LearningSession]:
    """All sessions for an HR admin. For others: those of programs they are enrolled in, and those
    that they present, facilitate or once booked; no drafts.
    """
    sessions = LearningSession.objects.select_related("program", "presenter", "facilitator")
    if membership.is_hr_admin:
        return sessions
    enrolled = Enrollment.objects.filter(
        program=OuterRef("program"), person=person, state__in=ENROLLED
    )
    booked = Booking.objects.filter(learning_session=OuterRef("pk"), person=person)
    return sessions.exclude(state=LearningSession.State.DRAFT).filter(
        Q(presenter=person) | Q(facilitator=person) | Exists(enrolled) | Exists(booked)
    )
