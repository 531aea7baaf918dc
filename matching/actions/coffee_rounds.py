"""Making coffee rounds: one per program and day, however often it is asked for."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from matching.actions.coffee_plan import next_day_of, today_of_house
from matching.coffee_mails import tell_round
from matching.models import CoffeeChoice, CoffeeGroup, CoffeePlan, CoffeeRound, CoffeeSeat
from matching.queries.coffee import plan_of_program, taking_part
from matching.rules.coffee import NO_PARTNER, Guest, Made, Pool, mix_of_groups
from peerlearn.people.models import Person
from programs.actions.moves import hold_program

State = CoffeeRound.State


def queue_round(plan: CoffeePlan, *, now: datetime) -> CoffeeRound | None:
    """Ask for the round that is due, and set the day of the next one; None where another
    scheduler was first. One that could not be made on its day, because nothing ran or the program
    hadn't begun, is a round of today.
    """
    with transaction.atomic():
        locked = CoffeePlan.objects.select_for_update().get(id=plan.id)
        if locked.next_on is None or locked.next_on != plan.next_on or not locked.is_on:
            return None
        locked.program = plan.program
        made, is_new = CoffeeRound.objects.get_or_create(
            program=plan.program, held_on=max(locked.next_on, today_of_house(now))
        )
        locked.next_on = next_day_of(locked, now=now)
        locked.save(update_fields=["next_on"])
        return made if is_new else None


def save_round(made: CoffeeRound, result: Made, pool: Pool, *, now: datetime) -> bool:
    """Write a round down and tell its people; False when it was done already.

    Who left, paused or skipped while it was computed is not in it: the one who was to meet them
    joins others.
    """
    with transaction.atomic():
        hold_program(made.program)  # nobody joins or leaves it meanwhile
        locked = CoffeeRound.objects.select_for_update().get(id=made.id)
        if locked.state != State.QUEUED:
            return False
        plan = plan_of_program(made.program)
        if plan is None:
            return False
        part = taking_part(plan, on=made.held_on)
        there = {person.id: person for person in part.people}
        groups, alone = without_absent(result, pool, set(there))
        guests = {guest.id: guest for guest in pool.guests}
        _write(locked, groups, alone, guests, result.repeat_count, now=now)
        skips = CoffeeChoice.objects.filter(program=made.program, skips_next=True)
        skips.filter(person_id__in=part.skipping).update(skips_next=False)
        told = _tellable(locked, there)
        locked.program, locked.organization = made.program, made.organization
        tell_round(locked, told, [there[one] for one in alone], guests, now=now)
        return True


def without_absent(
    result: Made, pool: Pool, there: set[UUID]
) -> tuple[list[tuple[UUID, ...]], dict[UUID, str]]:
    """The groups of those who are still there. One who stays alone joins a pair, if any may be."""
    found = [tuple(one for one in group if one in there) for group in result.groups]
    groups = [group for group in found if len(group) > 1]
    alone = {one: why for one, why in result.left_out.items() if one in there}
    forbidden = pool.barriers.forbidden([guest.id for guest in pool.guests])
    for person in sorted(group[0] for group in found if len(group) == 1):
        at = next(
            (
                n
                for n, group in enumerate(groups)
                if len(group) == 2
                and not any(frozenset((person, one)) in forbidden for one in group)
            ),
            None,
        )
        if at is None:
            alone[person] = NO_PARTNER
        else:
            groups[at] = (*groups[at], person)
    return groups, alone


def _write(
    made: CoffeeRound,
    groups: Sequence[tuple[UUID, ...]],
    alone: dict[UUID, str],
    guests: dict[UUID, Guest],
    repeat_count: int,
    *,
    now: datetime,
) -> None:
    rows = [CoffeeGroup(round=made) for _group in groups]
    CoffeeGroup.objects.bulk_create(rows, batch_size=500)
    seats = [
        CoffeeSeat(round=made, group=row, person_id=person)
        for row, group in zip(rows, groups, strict=True)
        for person in group
    ]
    seats += [CoffeeSeat(round=made, person_id=person, why=why) for person, why in alone.items()]
    CoffeeSeat.objects.bulk_create(seats, batch_size=500)
    made.state, made.made_at = State.DONE, now
    made.mix = mix_of_groups([[guests[one] for one in group] for group in groups])
    made.repeat_count = repeat_count
    made.save()


def _tellable(
    made: CoffeeRound, there: dict[UUID, Person]
) -> Iterator[tuple[CoffeeGroup, list[Person]]]:
    by_group: dict[UUID, list[Person]] = {}
    groups: dict[UUID, CoffeeGroup] = {}
    for seat in CoffeeSeat.objects.filter(round=made, group__isnull=False).select_related("group"):
        group = seat.group
        assert group is not None  # noqa: S101  for the type checker
        groups[group.id] = group
        by_group.setdefault(group.id, []).append(there[seat.person_id])
    for group_id, people in by_group.items():
        yield groups[group_id], people
