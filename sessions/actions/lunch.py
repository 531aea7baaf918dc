"""Telling what one eats, and counting what is ordered."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.notifications.actions import cancel_notifications, notify
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from programs.errors import ProgramError
from sessions.actions.seats import lock
from sessions.models import Booking, DietaryNeeds, LearningSession, LunchOrder, Mode
from sessions.queries.lunch import (
    eaters_in,
    leaving_of,
    needs_of,
    order_of,
    orders_to_close,
    organizers_of,
)
from sessions.rules.lunch import NEEDS, RECEIPT, Meal, meals_of, total_cost

ORDER = "sessions.lunch_order"


class LunchRefusedError(ProgramError):
    """Nothing can be ordered."""


class LunchOrderedError(ProgramError):
    """The order has left already."""

    def __init__(self) -> None:
        super().__init__(_("The order has left already. It isn't counted twice."))


def tell_needs(person: Person, needs: Collection[str]) -> list[str]:
    """Keep what a person eats; nothing forgets it. Orders that have left stay as they are."""
    wanted = [need for need in NEEDS if need in needs]
    with transaction.atomic():
        if not wanted:
            DietaryNeeds.objects.filter(person=person).delete()
            return []
        DietaryNeeds.objects.update_or_create(
            person=person,
            defaults={"needs": wanted, "receipt": RECEIPT, "told_at": timezone.now()},
        )
    return wanted


def decline_lunch(booking: Booking) -> Booking:
    """Somebody comes to the room and eats nothing there: no lunch is ordered for them. Twice is
    once. Raises LunchOrderedError once the order has left, LunchRefusedError without a lunch.
    """
    return _say_lunch(booking, no_lunch=True)


def want_lunch(booking: Booking) -> Booking:
    """They eat after all. Raises as decline_lunch does."""
    return _say_lunch(booking, no_lunch=False)


def _say_lunch(booking: Booking, *, no_lunch: bool) -> Booking:
    with transaction.atomic():
        current = lock(booking.learning_session)
        fresh: Booking = Booking.objects.get(pk=booking.pk)
        if fresh.no_lunch == no_lunch:
            return fresh
        if order_of(current) is not None:
            raise LunchOrderedError
        is_held = fresh.state == Booking.State.CONFIRMED and fresh.mode == Mode.IN_PERSON
        if not is_held or not current.is_on or leaving_of(current) is None:
            raise LunchRefusedError(_("There is no lunch to order for this session."))
        fresh.no_lunch = no_lunch
        fresh.save(update_fields=["no_lunch"])
    return fresh


def forget_needs(person_ids: Collection[UUID]) -> None:
    """Forget what people eat who have left."""
    DietaryNeeds.objects.filter(person__in=person_ids).delete()


def close_order(
    learning_session: LearningSession, *, by: Person | None, now: datetime
) -> LunchOrder:
    """Count the lunch of a session, once, and mail the order to who organizes it. `by` is who has
    it leave before its time.

    Raises LunchRefusedError, LunchOrderedError.
    """
    with transaction.atomic():
        current = lock(learning_session)
        if not current.is_on or current.starts_at <= now or leaving_of(current) is None:
            raise LunchRefusedError(_("There is no lunch to order for this session."))
        if order_of(current) is not None:
            raise LunchOrderedError
        eaters = sorted(eaters_in([current]).get(current.pk, set()))
        meals = meals_of(eaters, needs_of(eaters))
        order: LunchOrder = LunchOrder.objects.create(
            learning_session=current,
            starts_at=current.starts_at,
            closed_at=now,
            closed_by=by,
            people=[str(one) for one in eaters],
            meals=[[list(meal.needs), meal.count] for meal in meals],
        )
        if order.heads:
            _tell(current, order, meals)
    return order


def keep_order(current: LearningSession) -> None:
    """A session was moved: an order that was counted for its new day stands, and who organizes it
    reads the new time. Counted anew after every quarter of an hour, the difference would tell what
    somebody eats who booked in between. Needs the session's lock.
    """
    zone = ZoneInfo(current.time_zone)
    day = current.starts_at.astimezone(zone).date()
    orders = LunchOrder.objects.filter(learning_session=current).order_by("-closed_at")
    of_day = [one for one in orders if one.starts_at.astimezone(zone).date() == day]
    if not of_day or any(one.starts_at == current.starts_at for one in of_day):
        return
    order = of_day[0]
    order.starts_at = current.starts_at
    order.save(update_fields=["starts_at"])
    cancel_notifications(cause=str(order.pk))
    if order.heads:
        _tell(current, order, [Meal(tuple(needs), count) for needs, count in order.meals])


def close_due_orders(*, now: datetime) -> list[UUID]:
    """Count the orders of all sessions whose time has come. Twice does it once."""
    closed = []
    for one in orders_to_close(now=now):
        try:
            closed.append(close_order(one, by=None, now=now).pk)
        except (LunchOrderedError, LunchRefusedError):
            continue
    return closed


def _tell(learning_session: LearningSession, order: LunchOrder, meals: list[Meal]) -> None:
    page = org_reverse(learning_session.organization, "sessions:lunch_order", learning_session.pk)
    for person in organizers_of(learning_session):
        notify(
            to=person,
            kind=ORDER,
            dedupe_key=f"lunch:{order.pk}:{order.starts_at.timestamp():.0f}:{person.pk}",
            cause=str(order.pk),
            context={
                "learning_session": learning_session,
                "heads": order.heads,
                "meals": meals,
                "cost": total_cost(order.heads, learning_session.lunch_cost),
            },
            link=page,
        )
