"""Planning the coffees of a program."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from matching.errors import MatchingError
from matching.models import CoffeePlan, CoffeeRound
from matching.queries.coffee import cadence_of, plan_of_program
from matching.queries.pairs import UTC, zone_of_house
from peerlearn.people.models import Person
from peerlearn.web.zones import zone_or_none
from programs.actions.moves import lock_program
from programs.models import Program

LATEST_HOUR = 17


class CoffeeDaysError(MatchingError):
    """The days of a plan make no sense; the sentence says what is wrong."""


def plan_coffees(program: Program, *, by: Person, now: datetime, **plan: Any) -> CoffeePlan:
    """Set how the coffees of a program are planned. What was made stays.

    `plan`: is_on, every_weeks, weekday, starts_on, ends_on, role, across. Raises CoffeeDaysError,
    and ProgramOverError.
    """
    with transaction.atomic():
        locked = lock_program(program)
        found = plan_of_program(locked) or CoffeePlan(program=locked)
        for name, value in plan.items():
            setattr(found, name, value)
        if found.ends_on and found.ends_on < found.starts_on:
            raise CoffeeDaysError(_("The last day is before the first one."))
        found.program = locked
        found.next_on = next_day_of(found, now=now)
        if found.is_on and found.next_on is None:
            raise CoffeeDaysError(_("There is no such day left between the two days."))
        found.save()
        return found


def today_of_house(now: datetime) -> date:
    """The day by the organization's own clock."""
    return now.astimezone(zone_or_none(zone_of_house()) or UTC).date()


def next_day_of(plan: CoffeePlan, *, now: datetime) -> date | None:
    """The next round: today's too, unless it is made or the working day is over."""
    local = now.astimezone(zone_or_none(zone_of_house()) or UTC)
    after = local.date() - timedelta(days=local.hour < LATEST_HOUR)
    last = CoffeeRound.objects.filter(program=plan.program).order_by("-held_on").first()
    return cadence_of(plan).next_day(after=max(after, last.held_on) if last else after)
