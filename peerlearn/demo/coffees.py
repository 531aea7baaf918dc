"""Coffee rounds of the demo company: some are over, one is this week's. Call it inside."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from matching.actions.coffee_choices import skip_next_coffee, snooze_coffees
from matching.actions.coffee_meetings import record_coffee
from matching.actions.coffee_plan import plan_coffees
from matching.actions.coffee_rounds import queue_round, save_round
from matching.coffee import make_groups
from matching.models import CoffeeGroup, CoffeePlan
from matching.queries.coffee import members_of, read_pool, taking_part
from peerlearn.people.models import Person
from programs.models import Program

ROUNDS = 4


def make_coffees(program: Program, admin: Person, *, today: date) -> None:
    """A plan of every week, its last rounds, and who has met."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=ROUNDS - 1)
    plan = plan_coffees(
        program,
        by=admin,
        now=_morning(first),
        every_weeks=1,
        weekday=0,
        starts_on=first,
        ends_on=None,
        role="",
        across=True,
    )
    for number in range(ROUNDS):
        day = first + timedelta(weeks=number)
        _make(plan, day, is_over=number < ROUNDS - 1)
        plan.refresh_from_db()
    _choose(plan, today=today)


def _make(plan: CoffeePlan, day: date, *, is_over: bool) -> None:
    now = _morning(day)
    made = queue_round(plan, now=now)
    assert made is not None  # noqa: S101  for the type checker
    people = taking_part(plan, on=day).people
    pool = read_pool(plan, people, on=day)
    save_round(made, make_groups(pool), pool, now=now)
    groups = list(CoffeeGroup.objects.filter(round=made).select_related("round__program"))
    members = members_of(groups)
    for number, group in enumerate(groups):
        if number % 5 < (4 if is_over else 1):
            record_coffee(group, by=members[group.id][0])


def _choose(plan: CoffeePlan, *, today: date) -> None:
    people = taking_part(plan, on=today).people
    for person in people[3:6]:
        skip_next_coffee(plan.program, by=person)
    for person in people[10:12]:
        snooze_coffees(plan.program, until=today + timedelta(days=40), by=person, today=today)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8)))
