"""Reads about waiting lists."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from peerlearn.people.models import Membership, Person
from programs.models import Enrollment
from programs.queries import IN_PROGRAM
from sessions.models import Booking, LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.attendance import is_expected
from sessions.queries.bookings import ON, taking_time
from sessions.rules.modes import EITHER, fitting
from sessions.rules.room import must_wait

State = WaitlistEntry.State
REQUESTED, WAITING, OFFERED = State.REQUESTED, State.WAITING, State.OFFERED
EXPIRED, DECLINED = State.EXPIRED, State.DECLINED


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
    offered = WaitlistEntry.objects.filter(
        state=OFFERED, person=OuterRef("person"), learning_session__in=elsewhere.values("pk")
    )
    leading = elsewhere.filter(Q(presenter=OuterRef("person")) | Q(facilitator=OuterRef("person")))
    enrolled = Enrollment.objects.filter(
        program=learning_session.program_id, person=OuterRef("person"), state__in=IN_PROGRAM
    )
    admin = Membership.objects.filter(person=OuterRef("person"), role=Membership.Role.HR_ADMIN)
    line = waiting_for(learning_session)
    if pool != EITHER:
        line = line.filter(mode__in=(pool, EITHER))
    has_time = ~(Exists(seated) | Exists(leading) | Exists(offered))
    leads = [learning_session.presenter_id, learning_session.facilitator_id]
    return (
        line.filter(Exists(enrolled) | Exists(admin))
        .filter(has_time)
        .exclude(person__in=[one for one in leads if one])
    )


def passed_over(
    learning_session: LearningSession, served: Collection[WaitlistEntry]
) -> list[WaitlistEntry]:
    """Those who wait still though a seat was there for them: somebody behind them was served, or
    it is free. None whose last step says so already.
    """
    last = max((entry.ranks_at for entry in served), default=None)
    seats = learning_session.seats
    latest = WaitlistStep.objects.filter(entry=OuterRef("pk")).order_by("-at", "-id")
    waiting = (
        waiting_for(learning_session)
        .annotate(latest=Subquery(latest.values("kind")[:1]))
        .exclude(latest=WaitlistStep.Kind.PASSED_OVER)
        .exclude(pk__in=ready_in_line(learning_session, EITHER).order_by().values("pk"))
    )
    return [
        entry
        for entry in waiting
        if seats.left(entry.mode) > 0 or (last is not None and entry.ranks_at < last)
    ]


def waits_in(person: Person, learning_session: LearningSession) -> bool:
    """Whether a person waits for a seat in a session, is offered one, or asks for one."""
    return WaitlistEntry.objects.filter(
        learning_session=learning_session, person=person, state__in=WaitlistEntry.OPEN
    ).exists()


def line_of(learning_session: LearningSession) -> QuerySet[WaitlistEntry]:
    """Everybody who waits or has an open offer, in order, for those who run the session."""
    return _open_in(learning_session).filter(state__in=WaitlistEntry.IN_LINE)


def requests_for(learning_session: LearningSession) -> QuerySet[WaitlistEntry]:
    """Everybody who asks for a seat and has no answer, in the order of asking."""
    return _open_in(learning_session).filter(state=REQUESTED)


def concerned(learning_session: LearningSession) -> QuerySet[WaitlistEntry]:
    """Both: whoever hopes for a seat."""
    return _open_in(learning_session)


def declined_in(learning_session: LearningSession) -> QuerySet[WaitlistEntry]:
    """The requests that were declined, for an answer that is taken back."""
    return WaitlistEntry.objects.filter(
        learning_session=learning_session, state=State.DECLINED
    ).select_related("person")


def _open_in(learning_session: LearningSession) -> QuerySet[WaitlistEntry]:
    return WaitlistEntry.objects.filter(
        learning_session=learning_session,
        state__in=WaitlistEntry.OPEN,
        person__state=Person.State.ACTIVE,
    ).select_related("person")


def offers_to(person: Person) -> QuerySet[WaitlistEntry]:
    """The seats that are kept for a person."""
    return WaitlistEntry.objects.filter(person=person, state=OFFERED)


def offers_run_out(learning_session: LearningSession, *, now: datetime) -> QuerySet[WaitlistEntry]:
    """The offers of a session whose time is over."""
    return WaitlistEntry.objects.filter(
        learning_session=learning_session, state=OFFERED, offer_until__lte=now
    ).select_related("person")


def lines_to_tend(*, now: datetime) -> list[UUID]:
    """The sessions with offers that ran out, with free seats and somebody who waits, or that have
    begun before requests were answered.
    """
    run_out = Q(state=OFFERED, offer_until__lte=now)
    free = Q(
        state=WAITING,
        learning_session__state__in=ON,
        learning_session__starts_at__gt=now,
        learning_session__booked__lt=F("learning_session__capacity"),
    )
    unanswered = Q(state=REQUESTED, learning_session__starts_at__lte=now)
    due = WaitlistEntry.objects.filter(run_out | free | unanswered).order_by()
    return sorted(set(due.values_list("learning_session_id", flat=True)))


def line_steps(learning_session: LearningSession, *, most: int = 40) -> list[WaitlistStep]:
    """What happened in a line lately, last things first. Two queries."""
    steps = WaitlistStep.objects.filter(entry__learning_session=learning_session)
    return list(steps.select_related("by", "entry__person").order_by("-at", "-id")[:most])


def steps_of(person: Person, learning_session: LearningSession) -> QuerySet[WaitlistStep]:
    """What happened to a person's waiting for a session, first things first."""
    return WaitlistStep.objects.filter(
        entry__person=person, entry__learning_session=learning_session
    ).select_related("by")


def own_places(person: Person, session_ids: Iterable[UUID]) -> dict[UUID, WaitlistEntry]:
    """A person's place in the line of each session that they wait for, with `place`: 1 is next, 0
    for one who has an offer, or where the line was closed while they waited. Where room and video
    have seats of their own, only those count who would take the same. One query.
    """
    wants_the_same = Q(mode=OuterRef("mode")) | Q(mode=EITHER) | Q(Exact(OuterRef("mode"), EITHER))
    ahead = (
        _waiting()
        .filter(learning_session=OuterRef("learning_session"))
        .filter(Q(learning_session__remote_capacity=None) | wants_the_same)
        .filter(
            Q(ranks_at__lt=OuterRef("ranks_at"))
            | Q(ranks_at=OuterRef("ranks_at"), id__lte=OuterRef("id"))
        )
        .order_by()
        .values("learning_session")
        .annotate(count=Count("pk"))
        .values("count")
    )
    own = WaitlistEntry.objects.filter(
        person=person,
        learning_session__in=list(session_ids),
        state__in=(REQUESTED, WAITING, OFFERED, EXPIRED, DECLINED),
    ).annotate(
        place=Case(When(state=WAITING, then=Coalesce(Subquery(ahead), 0)), default=0),
        is_open=Case(When(state__in=WaitlistEntry.OPEN, then=1), default=0),
    )
    # A line joined again comes last; of those that ended, the latest.
    return {
        entry.learning_session_id: entry for entry in own.order_by("is_open", "joined_at", "id")
    }


def positions(person: Person, session_ids: Iterable[UUID]) -> dict[UUID, int]:
    """A person's number in the line of each session that they wait for, as in own_places."""
    return {pk: place_in(entry) for pk, entry in own_places(person, session_ids).items()}


def place_in(entry: WaitlistEntry) -> int:
    """The number of an entry that own_places found."""
    place: int = entry.place  # type: ignore[attr-defined]
    return place


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
    """The lines in which a person waits or has an offer, with their sessions, the next session
    first; none of a session that is over.
    """
    going_on = Q(learning_session__ends_at__gt=now) | Q(
        learning_session__state=LearningSession.State.LIVE
    )
    return (
        WaitlistEntry.objects.filter(
            going_on,
            person=person,
            state__in=WaitlistEntry.OPEN,
            learning_session__state__in=ON,
        )
        .select_related("learning_session")
        .order_by("learning_session__starts_at", "id")
    )
