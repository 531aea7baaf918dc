"""A person's own coffees, as their page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from matching.models import CoffeeChoice, CoffeeGroup, CoffeePlan, CoffeeSeat
from matching.queries.coffee import groups_of, guests_of, members_of
from matching.rules.coffee import Guest, common_ground, starters
from peerlearn.people.models import Person
from programs.models import Enrollment, Program

HISTORY_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Coffee:
    """One coffee from the side of one of its people."""

    group: CoffeeGroup
    others: list[Person]
    ground: list[str] = field(default_factory=list)
    starters: list[str] = field(default_factory=list)

    @property
    def names(self) -> str:
        """Those whom I meet."""
        return ", ".join(person.display_name for person in self.others)


@dataclass(frozen=True, kw_only=True)
class MyCoffees:
    """The coffees of one program.

    now      this round's; None without one
    alone    the day of this round, in which nobody was left for them
    choice   what they chose; None: they take part
    """

    plan: CoffeePlan
    now: Coffee | None
    alone: date | None
    choice: CoffeeChoice | None
    history: list[Coffee]

    @property
    def program(self) -> Program:
        """Whose coffees they are."""
        program: Program = self.plan.program
        return program

    @property
    def is_paused(self) -> bool:
        """Whether they take a break from the whole program."""
        return bool(getattr(self.plan, "is_paused", False))

    @property
    def next_on(self) -> date | None:
        """The day of the next round that is made; None when there is none."""
        is_running = self.program.state == Program.State.RUNNING
        return self.plan.next_on if self.plan.is_on and is_running else None


def coffee_programs_of(person: Person) -> QuerySet[Program]:
    """The door: running programs with coffees in which a person takes part as they may."""
    plans = coffee_plans_of(person)
    return Program.objects.filter(id__in=plans.values("program_id"))


def coffee_plans_of(person: Person) -> QuerySet[CoffeePlan]:
    """The plans that mean a person, also while they take a break from the program: then
    `is_paused`.
    """
    states = (Program.State.OPEN, Program.State.RUNNING)
    here = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)
    found = CoffeePlan.objects.filter(_means(person, here), program__state__in=states)
    is_active = _means(person, (Enrollment.State.ACTIVE,))
    return (
        found.annotate(is_paused=ExpressionWrapper(~is_active, BooleanField()))
        .select_related("program")
        .order_by("program__name", "id")
    )


def _means(person: Person, states: Iterable[str]) -> Q:
    mine = Enrollment.objects.filter(
        person=person, program=OuterRef("program"), state__in=list(states)
    )
    return Q(Exists(mine.filter(role=OuterRef("role")))) | Q(Exists(mine), role="")


def my_coffees(person: Person, *, today: date) -> list[MyCoffees]:
    """By program, in as many queries for many programs as for one."""
    plans = list(coffee_plans_of(person))
    programs = [plan.program_id for plan in plans]
    groups = list(
        groups_of(person)
        .filter(round__program__in=programs)
        .order_by("-round__held_on")[: HISTORY_SHOWN * max(len(plans), 1)]
    )
    coffees = coffees_as_seen_by(person, groups)
    choices = CoffeeChoice.objects.filter(person=person, program__in=programs)
    chosen = {choice.program_id: choice for choice in choices}
    alone = _alone(person, programs, today=today)
    return [
        _of_one(
            plan,
            [one for one in coffees if one.group.round.program_id == plan.program_id],
            chosen.get(plan.program_id),
            alone.get(plan.program_id),
            today=today,
        )
        for plan in plans
    ]


def coffees_as_seen_by(person: Person, groups: list[CoffeeGroup]) -> list[Coffee]:
    """Groups from the side of one who is in them."""
    members = members_of(groups)
    everybody = {one.id: one for people in members.values() for one in people} | {person.id: person}
    guests = guests_of(everybody.values()) if groups else {}
    return [_coffee(person, group, members[group.id], guests) for group in groups]


def _coffee(
    person: Person, group: CoffeeGroup, people: Iterable[Person], guests: dict[UUID, Guest]
) -> Coffee:
    others = [one for one in people if one.id != person.id]
    return Coffee(
        group=group,
        others=others,
        ground=[
            sentence
            for other in others
            for sentence in common_ground(guests[person.id], guests[other.id])
        ],
        starters=starters([guests[one.id] for one in (person, *others)]),
    )


def _of_one(
    plan: CoffeePlan,
    coffees: list[Coffee],
    choice: CoffeeChoice | None,
    alone: date | None,
    *,
    today: date,
) -> MyCoffees:
    latest = coffees[0] if coffees else None
    oldest = today - timedelta(weeks=plan.every_weeks)
    if latest and (latest.group.round.held_on <= oldest or not latest.others):
        latest = None
    if latest and alone and alone > latest.group.round.held_on:
        latest = None
    if alone and (latest or alone <= oldest):
        alone = None
    return MyCoffees(
        plan=plan,
        now=latest,
        alone=alone,
        choice=choice if choice and _counts(choice, today) else None,
        history=[one for one in coffees if one is not latest and one.others][:HISTORY_SHOWN],
    )


def _counts(choice: CoffeeChoice, today: date) -> bool:
    """A break that is over is none."""
    until = choice.snoozed_until
    return choice.is_out or choice.skips_next or bool(until and until > today)


def _alone(person: Person, programs: list[UUID], *, today: date) -> dict[UUID, date]:
    rows = CoffeeSeat.objects.filter(
        person=person, group__isnull=True, round__program__in=programs
    ).order_by("round__held_on")
    return dict(rows.values_list("round__program_id", "round__held_on"))
