"""A coffee whose people change after its round: somebody leaves, somebody else joins."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.coffee_mails import tell_alone, tell_change
from matching.models import CoffeeGroup, CoffeeSeat
from matching.queries.coffee import (
    barriers_among,
    guests_of,
    members_of,
    plan_of_program,
    taking_part,
)
from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from programs.models import Program

# Later than this a coffee that didn't come about is history.
STILL_OPEN = timedelta(days=28)


def mend_coffees_of(person_ids: Collection[UUID], program: Program | None = None) -> None:
    """These people are gone (from a program, or from all): who was to meet them is told, and
    joins others of the round if that may be. Twice is once.
    """
    now = timezone.now()
    seats = CoffeeSeat.objects.filter(
        person__in=list(person_ids),
        left_at__isnull=True,
        group__isnull=False,
        group__met_at__isnull=True,
        round__held_on__gte=timezone.localdate(now - STILL_OPEN),
    )
    if program is not None:
        seats = seats.filter(round__program=program)
    for seat in seats.select_related("person", "round__program", "round__organization"):
        if not _is_there(seat):
            _take_out(seat, now=now)


def _is_there(seat: CoffeeSeat) -> bool:
    """Somebody may have left one of two roles, and still take part."""
    plan = plan_of_program(seat.round.program)
    if plan is None or seat.person.state != Person.State.ACTIVE:
        return False
    return any(one.id == seat.person_id for one in taking_part(plan, on=seat.round.held_on).people)


def _take_out(seat: CoffeeSeat, *, now: datetime) -> None:
    with transaction.atomic():
        group = CoffeeGroup.objects.select_for_update().get(seats=seat)
        is_mine = CoffeeSeat.objects.filter(id=seat.id, left_at__isnull=True)
        if group.met_at or not is_mine.update(left_at=now):
            return
        group.round = seat.round
        cancel_notifications(cause=str(group.id))
        staying = members_of([group])[group.id]
        if len(staying) > 1:
            tell_change(group, staying, guests_of(staying), gone=seat.person.display_name, now=now)
        elif staying:
            _join_others(group, staying[0], gone=seat.person, now=now)


def _join_others(left: CoffeeGroup, person: Person, *, gone: Person, now: datetime) -> None:
    """Put somebody who is alone to a pair of the same round that hasn't met."""
    pairs = CoffeeGroup.objects.filter(round=left.round, met_at__isnull=True).exclude(id=left.id)
    members = members_of(pairs.order_by("id").select_for_update())
    ids = {person.id, *(one.id for people in members.values() for one in people)}
    forbidden = barriers_among(left.round.program, ids).forbidden(list(ids))
    mine = CoffeeSeat.objects.filter(round=left.round, person=person)
    for group in pairs.order_by("id"):
        people = members.get(group.id, [])
        couples = {frozenset((person.id, one.id)) for one in people}
        if len(people) == 2 and not couples & forbidden:
            mine.update(group=group)
            group.round = left.round
            cancel_notifications(cause=str(group.id))
            together = [*people, person]
            tell_change(group, together, guests_of(together), gone="", now=now)
            return
    mine.update(group=None, why=CoffeeSeat.Why.NO_PARTNER)
    tell_alone(left.round, person, now=now)
