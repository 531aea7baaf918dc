"""A facilitator's sessions, sorted by when."""

from dataclasses import dataclass

from django.db.models import Count, Q

from peerlearn.people.models import Membership, Person
from sessions.models import Booking, LearningSession
from sessions.queries.rooms import rooms_run_by

State = LearningSession.State
MOST_PAST = 20


@dataclass(frozen=True)
class Facilitated:
    """The sessions that a person runs."""

    now: list[LearningSession]
    next: list[LearningSession]
    past: list[LearningSession]


def facilitated_by(person: Person, membership: Membership) -> Facilitated:
    """What a person runs: open rooms; what is still to come or was never opened; the last ones
    that are over, each with `attended`.
    """
    sessions = rooms_run_by(person, membership)
    ahead = list(sessions.exclude(state=State.FINISHED).order_by("starts_at", "id"))
    attended = Count("bookings", filter=Q(bookings__state=Booking.State.ATTENDED))
    past = sessions.filter(state=State.FINISHED).annotate(attended=attended)
    return Facilitated(
        now=[session for session in ahead if session.state == State.LIVE],
        next=[session for session in ahead if session.state == State.PUBLISHED],
        past=list(past.order_by("-starts_at", "id")[:MOST_PAST]),
    )
