"""A facilitator's sessions, sorted by when."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from peerlearn.people.models import Membership, Person
from sessions.models import Booking, LearningSession
from sessions.queries.rooms import rooms_run_by

MOST_PAST = 20


@dataclass(frozen=True)
class Facilitated:
    """The sessions that a person runs."""

    now: list[LearningSession]
    next: list[LearningSession]
    past: list[LearningSession]


def facilitated_by(person: Person, membership: Membership, *, now: datetime) -> Facilitated:
    """What a person runs: open rooms; what is still to come or was never opened; the last ones
    that are over, each with `attended`.
    """
    State = LearningSession.State  # noqa: N806  a class
    sessions = rooms_run_by(person, membership)
    over = Q(state=State.FINISHED)
    attended = Count("bookings", filter=Q(bookings__state=Booking.State.ATTENDED))
    return Facilitated(
        now=list(sessions.filter(state=State.LIVE).order_by("starts_at", "id")),
        next=list(sessions.filter(state=State.PUBLISHED).order_by("starts_at", "id")),
        past=list(
            sessions.filter(over)
            .annotate(attended=attended)
            .order_by("-starts_at", "id")[:MOST_PAST]
        ),
    )
