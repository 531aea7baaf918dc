"""A facilitator's sessions, sorted by when."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from peerlearn.people.models import Membership, Person
from programs.models import Program
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
    drafts: list[LearningSession]


def facilitated_by(person: Person, membership: Membership) -> Facilitated:
    """What a person runs: open rooms; what is still to come or was never opened; the last ones
    that are over, each with `attended`; and what HR hasn't published yet.
    """
    sessions = rooms_run_by(person, membership)
    to_come = sessions.exclude(state=State.FINISHED) | _drafts_for(person)
    ahead = list(to_come.order_by("starts_at", "id"))
    attended = Count("bookings", filter=Q(bookings__state=Booking.State.ATTENDED))
    past = sessions.filter(state=State.FINISHED).annotate(attended=attended)
    return Facilitated(
        now=[session for session in ahead if session.state == State.LIVE],
        next=[session for session in ahead if session.state == State.PUBLISHED],
        past=list(past.order_by("-starts_at", "id")[:MOST_PAST]),
        drafts=[session for session in ahead if session.state == State.DRAFT],
    )


def without_facilitator(program: Program, *, now: datetime) -> QuerySet[LearningSession]:
    """A program's sessions to come, announced or drafts, that nobody facilitates."""
    ahead = LearningSession.objects.filter(
        program=program, state__in=(State.DRAFT, State.PUBLISHED), starts_at__gt=now
    )
    return ahead.filter(facilitator=None).order_by("starts_at", "id").select_related("presenter")


def to_be_run_by(program: Program, person: Person, *, now: datetime) -> QuerySet[LearningSession]:
    """A program's sessions to come, announced or drafts, that a person is to facilitate."""
    ahead = LearningSession.objects.filter(
        program=program, state__in=(State.DRAFT, State.PUBLISHED), starts_at__gt=now
    )
    return ahead.filter(facilitator=person).order_by("starts_at", "id").select_related("presenter")


def _drafts_for(person: Person) -> QuerySet[LearningSession]:
    """Drafts of programs that aren't over, which a person is to facilitate."""
    over = (Program.State.FINISHED, Program.State.ARCHIVED)
    drafts = LearningSession.objects.filter(facilitator=person, state=State.DRAFT)
    return drafts.exclude(program__state__in=over)
