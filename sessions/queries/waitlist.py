"""Reads about waiting lists."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import Exact

from peerlearn.people.models import Membership, Person
from programs.models import Enrollment
from programs.queries import IN_PROGRAM
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.attendance import is_expected
from sessions.queries.bookings import ON, taking_time
from sessions.rules.modes import EITHER, fitting
from sessions.rules.room import must_wait

WAITING, EXPIRED = WaitlistEntry.State.WAITING, WaitlistEntry.State.EXPIRED


def waiting_for(learning_session: LearningSession) -> QuerySet[WaitlistEntry]:
    """The line of a session, first in first, with the people."""
    return _waiting().filter(learning_session=learning_session).select_related("person")


def ready_in_line(learning_session: LearningSession, pool: str) -> QuerySet[WaitlistEntry]:
    """Those in line who may still attend and have no other session at that time. `pool` is the
    kind of seat that they would get: EITHER for all.
    """
    elsewhere = taking_time(
        since=learning_session.starts_at, until=learning_session.ends_at
    ).exclude(pk=learning_session.pk)
    seated = Booking.objects.filter(
        state=Booking.State.CONFIRMED,
        person=OuterRef("person"),
        learning_session__in=elsewhere.values("pk"),
    )
    leading = elsewhere.filter(Q(presenter=OuterRef("person")) | Q(facilitator=OuterRef("person")))
    enrolled = Enrollment.objects.filter(
        program=learning_session.program_id, person=OuterRef("person"), state__in=IN_PROGRAM
    )
    admin = Membership.objects.filter(person=OuterRef("person"), role=Membership.Role.HR_ADMIN)
    line = waiting_for(learning_session)
    if pool != EITHER:
        line = line.filter(mode__in=(pool, EITHER))
    return line.filter(Exists(enrolled) | Exists(admin)).exclude(Exists(seated) | Exists(leading))


def positions(person: Person, session_ids: Iterable[UUID]) -> dict[UUID, int]:
    """A person's place in the line of each session that they wait for: 1 is next, 0 where the
    line was closed while they waited. Where room and video have seats of their own, only those
    count who would take the same.
    """
    wants_the_same = Q(mode=OuterRef("mode")) | Q(mode=EITHER) | Q(Exact(OuterRef("mode"), EITHER))
    ahead = (
        _waiting()
        .filter(learning_session=OuterRef("learning_session"))
        .filter(Q(learning_session__remote_capacity=None) | wants_the_same)
        .filter(
            Q(joined_at__lt=OuterRef("joined_at"))
            | Q(joined_at=OuterRef("joined_at"), id__lte=OuterRef("id"))
        )
        .order_by()
        .values("learning_session")
        .annotate(count=Count("pk"))
        .values("count")
    )
    own = WaitlistEntry.objects.filter(
        person=person, learning_session__in=list(session_ids), state__in=(WAITING, EXPIRED)
    )
    rows = own.annotate(place=Subquery(ahead)).order_by("state")  # a line joined again comes last
    return {
        session_id: place or 0 if state == WAITING else 0
        for session_id, state, place in rows.values_list("learning_session_id", "state", "place")
    }


def must_wait_at_door(person: Person, learning_session: LearningSession) -> bool:
    """Whether a person who lets themselves into an open room waits for a seat. Who isn't in the
    line stands behind it: leaving it is no way past it.
    """
    pk = learning_session.pk
    place = positions(person, [pk]).get(pk) or waiting_for(learning_session).count() + 1
    return must_wait(
        is_expected=is_expected(learning_session, person),
        place=place,
        seats_left=learning_session.seats.left(fitting(EITHER, learning_session.mode)),
    )


def _waiting() -> QuerySet[WaitlistEntry]:
    return WaitlistEntry.objects.filter(
        state=WaitlistEntry.State.WAITING, person__state=Person.State.ACTIVE
    )


def own_waiting(person: Person, *, now: datetime) -> QuerySet[WaitlistEntry]:
    """The lines in which a person waits, with their sessions, the next session first; none of a
    session that is over.
    """
    going_on = Q(learning_session__ends_at__gt=now) | Q(
        learning_session__state=LearningSession.State.LIVE
    )
    return (
        _waiting()
        .filter(going_on, person=person, learning_session__state__in=ON)
        .select_related("learning_session")
        .order_by("learning_session__starts_at", "id")
    )
