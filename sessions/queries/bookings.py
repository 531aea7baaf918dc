"""Reads about seats: who holds one, and what else a person has at that time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from matching.queries.busy import LONGEST
from matching.queries.own_calendar import meeting_entries
from peerlearn.people.models import Membership, Person
from peerlearn.tenancy.urls import org_reverse
from programs.queries import enrolled_programs
from sessions.models import Booking, LearningSession
from sessions.rules.seats import SeatRefusedError, overlaps, why_no_booking

ON = (LearningSession.State.PUBLISHED, LearningSession.State.LIVE)


def seats_of(person: Person) -> QuerySet[Booking]:
    """The bookings of a person that hold a seat, with their sessions."""
    return (
        Booking.objects.filter(person=person)
        .exclude(state__in=Booking.GIVEN_BACK)
        .select_related("learning_session")
    )


def confirmed_bookings(learning_session: LearningSession) -> QuerySet[Booking]:
    """Who is expected in a session, by name."""
    return (
        Booking.objects.filter(learning_session=learning_session, state=Booking.State.CONFIRMED)
        .select_related("person")
        .order_by("person__name", "person_id")
    )


def excused_from(learning_session: LearningSession) -> QuerySet[Booking]:
    """Who gave their seat back late, with what they said; for those who run the session."""
    return Booking.objects.filter(
        learning_session=learning_session, state=Booking.State.EXCUSED
    ).select_related("person")


def why_refused(
    learning_session: LearningSession, person: Person | None, *, now: datetime
) -> SeatRefusedError | None:
    """Why nobody can book now, or not this person; None when a booking may be tried. With None
    for the person it says what holds for everybody.
    """
    return why_no_booking(
        is_on=learning_session.is_on,
        is_cancelled=learning_session.is_cancelled,
        is_led=person is not None and learning_session.is_led_by(person),
        program_state=learning_session.program.state,
        starts_at=learning_session.starts_at,
        now=now,
    )


def may_attend(person: Person, learning_session: LearningSession) -> bool:
    """Whether a session is meant for a person: they are in its program, or are an HR admin."""
    if person.state != Person.State.ACTIVE:
        return False
    if enrolled_programs(person).filter(pk=learning_session.program_id).exists():
        return True
    return Membership.objects.filter(person=person, role=Membership.Role.HR_ADMIN).exists()


def approves(person: Person, learning_session: LearningSession) -> bool:
    """Whether a person says yes or no to requests: the session's facilitator, and HR admins."""
    if learning_session.facilitator_id == person.id:
        return True
    return Membership.objects.filter(person=person, role=Membership.Role.HR_ADMIN).exists()


def starts_after(person: Person, learning_session: LearningSession) -> bool:
    """Whether a person's first day in the company comes after a session's."""
    day = learning_session.starts_at.astimezone(ZoneInfo(learning_session.time_zone)).date()
    return person.starts_on is not None and person.starts_on > day


def sessions_of(person: Person, *, since: datetime, until: datetime) -> QuerySet[LearningSession]:
    """The sessions between two moments in which a person sits, presents or facilitates."""
    return taking_time(since=since, until=until).filter(
        Q(presenter=person)
        | Q(facilitator=person)
        | Exists(_confirmed().filter(learning_session=OuterRef("pk"), person=person))
    )


def taking_time(*, since: datetime, until: datetime) -> QuerySet[LearningSession]:
    """The sessions that are on between two moments."""
    return LearningSession.objects.filter(state__in=ON, starts_at__lt=until, ends_at__gt=since)


@dataclass(frozen=True)
class Clash:
    """Something that a person has while a session is on. `session_id` is None for a meeting of a
    pair or a circle of theirs; `url` is its page.
    """

    title: str
    url: str
    starts_at: datetime
    ends_at: datetime
    session_id: UUID | None = None


def clashes(
    person: Person, learning_sessions: Iterable[LearningSession]
) -> dict[LearningSession, Clash]:
    """For each session that collides with something else of the person: the first such. Sessions
    in which they sit, present or facilitate, meetings of their pairs and circles; coffees have no
    time of their own. For the person's own eyes. Three queries.
    """
    looked_at = list(learning_sessions)
    if not looked_at:
        return {}
    since = min(session.starts_at for session in looked_at) - LONGEST
    until = max(session.ends_at for session in looked_at)
    meetings = [
        Clash(meeting.summary, meeting.url, meeting.starts_at, meeting.ends_at)
        for meeting in meeting_entries(person, since=since, until=until)
    ]
    return _first_clashes(looked_at, [*_sessions_then(person, looked_at), *meetings])


def clashing_sessions(
    person: Person, learning_sessions: Iterable[LearningSession]
) -> dict[LearningSession, Clash]:
    """The same, of sessions alone. One query."""
    looked_at = list(learning_sessions)
    return _first_clashes(looked_at, _sessions_then(person, looked_at)) if looked_at else {}


def _sessions_then(person: Person, looked_at: Sequence[LearningSession]) -> list[Clash]:
    since = min(session.starts_at for session in looked_at)
    until = max(session.ends_at for session in looked_at)
    own = sessions_of(person, since=since, until=until).select_related("organization")
    return [
        Clash(
            each.title,
            org_reverse(each.organization, "sessions:detail", each.pk),
            each.starts_at,
            each.ends_at,
            each.pk,
        )
        for each in own
    ]


def _first_clashes(
    looked_at: Iterable[LearningSession], others: Iterable[Clash]
) -> dict[LearningSession, Clash]:
    found: dict[LearningSession, Clash] = {}
    in_order = sorted(others, key=lambda other: other.starts_at)
    for wanted in looked_at:
        for other in in_order:
            if other.session_id != wanted.pk and overlaps(
                wanted.starts_at, wanted.ends_at, other.starts_at, other.ends_at
            ):
                found[wanted] = other
                break
    return found


def _confirmed() -> QuerySet[Booking]:
    return Booking.objects.filter(state=Booking.State.CONFIRMED)
