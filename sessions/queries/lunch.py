"""Reads about lunch: who eats, what was ordered, what one person hears of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from peerlearn.people.models import Membership, Person
from peerlearn.people.queries.holidays import days_off_at
from sessions.models import Booking, DietaryNeeds, LearningSession, LunchOrder, Mode
from sessions.queries.bookings import ON
from sessions.rules.lunch import Leaving, Meal, Since, order_leaves_at, total_cost

AHEAD = timedelta(days=60)


def eaters_in(sessions: Iterable[LearningSession]) -> dict[UUID, set[UUID]]:
    """Who eats in the room, by session: those with a seat there who want to, who presents and who
    facilitates. One query.
    """
    held = [one for one in sessions if one.room]
    seats = (
        Booking.objects.filter(learning_session__in=held, mode=Mode.IN_PERSON, no_lunch=False)
        .filter(state__in=(Booking.State.CONFIRMED, Booking.State.ATTENDED))
        .values_list("learning_session_id", "person_id")
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for one in held:
        leaders = (one.presenter_id, one.facilitator_id)
        found[one.pk] = {person_id for person_id in leaders if person_id is not None}
    for session_id, person_id in seats:
        found[session_id].add(person_id)
    return found


def needs_of(people: Iterable[UUID]) -> dict[object, list[str]]:
    """What people eat. For counting alone."""
    rows = DietaryNeeds.objects.filter(person__in=list(people))
    return dict(rows.values_list("person_id", "needs"))


def own_needs(person: Person) -> list[str]:
    """What a person told about themselves."""
    found = DietaryNeeds.objects.filter(person=person).first()
    return list(found.needs) if found else []


def leaving_of(learning_session: LearningSession) -> Leaving | None:
    """When the lunch of a session is ordered; None where none is."""
    return leavings_of([learning_session])[learning_session.pk]


def leavings_of(sessions: Sequence[LearningSession]) -> dict[UUID, Leaving | None]:
    """The same of several, by id, each on the working days of its site. One query, besides those
    for rooms that aren't read yet.
    """
    sites = [one.meeting_room.site if one.meeting_room else "" for one in sessions]
    return {
        one.pk: order_leaves_at(
            one.starts_at,
            one.lunch_hours if one.room else 0,
            planned_at=one.created_at,
            zone=ZoneInfo(one.time_zone),
            closed=closed,
        )
        for one, closed in zip(sessions, days_off_at(sites), strict=True)
    }


def order_of(learning_session: LearningSession) -> LunchOrder | None:
    """The order that left for a session at its time."""
    return LunchOrder.objects.filter(
        learning_session=learning_session, starts_at=learning_session.starts_at
    ).first()


def orders_to_close(*, now: datetime) -> list[LearningSession]:
    """The sessions whose order is due."""
    serving = with_lunch(now=now).filter(state__in=ON)
    ordered = set(
        LunchOrder.objects.filter(learning_session__in=serving).values_list(
            "learning_session", "starts_at"
        )
    )
    waiting = [one for one in serving if (one.pk, one.starts_at) not in ordered]
    leavings = leavings_of(waiting) if waiting else {}
    return [
        one for one in waiting if (leaving := leavings[one.pk]) is not None and leaving.at <= now
    ]


def with_lunch(*, now: datetime) -> QuerySet[LearningSession]:
    """The sessions to come at which lunch is served in the room."""
    return (
        LearningSession.objects.filter(
            state__in=ON, lunch_hours__gt=0, starts_at__gt=now, starts_at__lte=now + AHEAD
        )
        .exclude(room="")
        .select_related("program", "meeting_room", "presenter", "facilitator")
        .order_by("starts_at", "id")
    )


@dataclass(frozen=True)
class Lunch:
    """The lunch of one session, for those who order it."""

    learning_session: LearningSession
    leaving: Leaving | None
    heads_now: int
    order: LunchOrder | None
    since: Since | None

    @property
    def leaves_at(self) -> datetime | None:
        """When it is ordered."""
        return self.leaving.at if self.leaving else None

    @property
    def heads(self) -> int:
        """What was ordered, or would be now."""
        return self.order.heads if self.order else self.heads_now

    @property
    def meals(self) -> list[Meal]:
        """Kinds of meals; known once the order has left."""
        return (
            [Meal(tuple(needs), count) for needs, count in self.order.meals] if self.order else []
        )

    @property
    def cost(self) -> Decimal | None:
        """What it costs."""
        return total_cost(self.heads, self.learning_session.lunch_cost)

    @property
    def site(self) -> str:
        """Where it is eaten."""
        room = self.learning_session.meeting_room
        return room.site if room and room.site else _("Other places")


def lunches_of(sessions: Sequence[LearningSession]) -> list[Lunch]:
    """The lunches of sessions; three queries."""
    eaters, leavings = eaters_in(sessions), leavings_of(sessions)
    orders = {
        (order.learning_session_id, order.starts_at): order
        for order in LunchOrder.objects.filter(learning_session__in=sessions)
    }
    found = []
    for one in sessions:
        order, eat = orders.get((one.pk, one.starts_at)), eaters.get(one.pk, set())
        since = None
        if order is not None:
            ordered = set(map(UUID, order.people))
            since = Since(late=len(eat - ordered), gone=len(ordered - eat))
        found.append(Lunch(one, leavings[one.pk], len(eat), order, since))
    return found


@dataclass(frozen=True)
class OwnLunch:
    """What one person hears of a session's lunch: `stage` is "remote", "open", "declined" while
    they can still take that back, "without" later, "ordered" or "late".
    """

    stage: str
    leaves_at: datetime | None
    note: str = ""
    has_told: bool = False
    is_earlier: bool = False


def own_lunch(
    person: Person, learning_session: LearningSession, seat: Booking | None
) -> OwnLunch | None:
    """What a person who has a seat, leads, or may still book hears; None where there is no lunch.
    By video there is none, but perhaps an allowance.
    """
    if not learning_session.lunch_hours or not learning_session.is_on:
        return None
    if (seat is not None and seat.mode == Mode.REMOTE) or not learning_session.room:
        return OwnLunch("remote", None, learning_session.lunch_remote)
    order = order_of(learning_session)
    if order is None:
        leaving = leaving_of(learning_session)
        if leaving is None:
            return None
        told = DietaryNeeds.objects.filter(person=person).exists()
        stage = "declined" if seat is not None and seat.no_lunch else "open"
        return OwnLunch(stage, leaving.at, has_told=told, is_earlier=leaving.is_earlier)
    if str(person.pk) in order.people:
        return OwnLunch("ordered", order.closed_at)
    return OwnLunch("without" if seat is not None and seat.no_lunch else "late", order.closed_at)


def organizers_of(learning_session: LearningSession) -> list[Person]:
    """Who orders: the HR admin who planned the session, else all HR admins."""
    admins = Person.objects.filter(
        Q(pk__in=Membership.objects.filter(role=Membership.Role.HR_ADMIN).values("person")),
        state=Person.State.ACTIVE,
    ).order_by("name", "id")
    planner = [one for one in admins if one.pk == learning_session.created_by_id]
    return planner or list(admins)
