"""Reads about lunch: who eats, what was ordered, what one person hears of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from peerlearn.people.models import Membership, Person
from sessions.models import Booking, DietaryNeeds, LearningSession, LunchOrder, Mode
from sessions.queries.bookings import ON
from sessions.rules.lunch import Meal, Since, order_leaves_at, total_cost

AHEAD = timedelta(days=60)


def eaters_in(sessions: Iterable[LearningSession]) -> dict[UUID, set[UUID]]:
    """Who eats in the room, by session: those with a seat there, who presents and who facilitates.
    One query.
    """
    held = [one for one in sessions if one.room]
    seats = (
        Booking.objects.filter(learning_session__in=held, mode=Mode.IN_PERSON)
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


def leaves_at(learning_session: LearningSession) -> datetime | None:
    """When the lunch of a session is ordered; None where none is."""
    if not learning_session.room:
        return None
    return order_leaves_at(
        learning_session.starts_at,
        learning_session.lunch_hours,
        planned_at=learning_session.created_at,
    )


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
    return [
        one
        for one in serving
        if (one.pk, one.starts_at) not in ordered
        and (leaving := leaves_at(one)) is not None
        and leaving <= now
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
    leaves_at: datetime | None
    heads_now: int
    order: LunchOrder | None
    since: Since | None

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
    """The lunches of sessions; two queries."""
    eaters = eaters_in(sessions)
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
        found.append(Lunch(one, leaves_at(one), len(eat), order, since))
    return found


@dataclass(frozen=True)
class OwnLunch:
    """What one person hears of a session's lunch: `stage` is "remote", "open", "ordered" or
    "late".
    """

    stage: str
    leaves_at: datetime | None
    note: str = ""
    has_told: bool = False


def own_lunch(
    person: Person, learning_session: LearningSession, seat: Booking | None
) -> OwnLunch | None:
    """What a person who has a seat, leads, or may still book hears; None where there is no lunch.
    By video there is none, but perhaps an allowance.
    """
    if not learning_session.lunch_hours or not learning_session.is_on:
        return None
    leaves, note = leaves_at(learning_session), learning_session.lunch_remote
    if (seat is not None and seat.mode == Mode.REMOTE) or not learning_session.room:
        return OwnLunch("remote", leaves, note)
    order = order_of(learning_session)
    if order is None:
        told = DietaryNeeds.objects.filter(person=person).exists()
        return OwnLunch("open", leaves, has_told=told) if leaves else None
    is_meant = str(person.pk) in order.people
    return OwnLunch("ordered" if is_meant else "late", order.closed_at)


def organizers_of(learning_session: LearningSession) -> list[Person]:
    """Who orders: the HR admin who planned the session, else all HR admins."""
    admins = Person.objects.filter(
        Q(pk__in=Membership.objects.filter(role=Membership.Role.HR_ADMIN).values("person")),
        state=Person.State.ACTIVE,
    ).order_by("name", "id")
    planner = [one for one in admins if one.pk == learning_session.created_by_id]
    return planner or list(admins)
