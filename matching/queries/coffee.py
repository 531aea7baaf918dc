"""Coffee rounds: who takes part, what came before, and how the rounds went."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from matching.models import CoffeeChoice, CoffeeGroup, CoffeePlan, CoffeeRound, CoffeeSeat
from matching.queries.group import blocked_pairs, managers_of_everybody, reviews_among
from matching.queries.participants import topics_for_matching
from matching.queries.rules import unwanted_pairs
from matching.rules.coffee import Barriers, Guest, Pool, Rounds
from matching.rules.coffee_dates import Cadence
from matching.rules.reporting import cut_circles
from peerlearn.people.models import Person, PersonTopic
from programs.models import Program
from programs.queries import active_enrollments

Stance = PersonTopic.Stance
# Older rounds don't count any more: by then people have forgotten whom they met.
ROUNDS_REMEMBERED = 60


def plan_of_program(program: Program) -> CoffeePlan | None:
    """How the coffees of a program are planned; None where there are none."""
    return CoffeePlan.objects.filter(program=program).first()


def cadence_of(plan: CoffeePlan) -> Cadence:
    """The days of a plan; no round is after the program's last day."""
    last = [day for day in (plan.ends_on, plan.program.ends_on) if day]
    return Cadence(
        plan.every_weeks,
        plan.weekday,
        max(plan.starts_on, plan.program.starts_on),
        min(last, default=None),
    )


def due_plans(*, today: date) -> QuerySet[CoffeePlan]:
    """Plans whose next round is today, or should have been."""
    return CoffeePlan.objects.filter(
        is_on=True, next_on__lte=today, program__state=Program.State.RUNNING
    ).select_related("program")


def queued_rounds() -> QuerySet[CoffeeRound]:
    """Rounds that no worker has made yet."""
    return CoffeeRound.objects.filter(
        state=CoffeeRound.State.QUEUED, program__state=Program.State.RUNNING
    ).select_related("program")


def rounds_of(program: Program) -> QuerySet[CoffeeRound]:
    """The rounds that were made, the latest first, with how many took part and met."""
    there = Q(seats__group__isnull=False, seats__left_at__isnull=True)
    done = CoffeeRound.objects.filter(program=program, state=CoffeeRound.State.DONE)
    return done.order_by("-held_on").annotate(
        people=Count("seats", distinct=True, filter=there),
        alone=Count("seats", distinct=True, filter=Q(seats__group__isnull=True)),
        met=Count("seats", distinct=True, filter=there & Q(seats__group__met_at__isnull=False)),
    )


def reasons_alone(rounds: Iterable[CoffeeRound]) -> dict[UUID, list[tuple[str, int]]]:
    """By round: why people had no partner, and how many by each rule."""
    rows = (
        CoffeeSeat.objects.filter(round__in=list(rounds), group__isnull=True)
        .exclude(why="")
        .order_by("why")
        .values_list("round_id", "why")
        .annotate(Count("pk"))
    )
    found: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    for round_id, why, count in rows:
        found[round_id].append((str(CoffeeSeat.Why(why).label), count))
    return found


@dataclass(frozen=True)
class TakingPart:
    """Who can be put together, who sits the next round out, and how many left for good."""

    people: list[Person]
    skipping: set[UUID]
    away: int
    out: int


def taking_part(plan: CoffeePlan, *, on: date) -> TakingPart:
    """Who of the program is in a round on a day."""
    found = active_enrollments(plan.program, plan.role or None)
    people = {enrollment.person_id: enrollment.person for enrollment in found}
    choices = {choice.person_id: choice for choice in _choices(plan.program, people)}
    out = {one for one, choice in choices.items() if choice.is_out}
    snoozed = {
        one
        for one, choice in choices.items()
        if choice.snoozed_until and choice.snoozed_until > on and one not in out
    }
    skipping = {one for one, c in choices.items() if c.skips_next and one not in out | snoozed}
    absent = out | snoozed | skipping
    there = [person for key, person in people.items() if key not in absent]
    return TakingPart(there, skipping, len(snoozed | skipping), len(out))


def _choices(program: Program, ids: Collection[UUID]) -> QuerySet[CoffeeChoice]:
    return CoffeeChoice.objects.filter(program=program, person_id__in=list(ids))


def read_pool(plan: CoffeePlan, people: Collection[Person], *, on: date) -> Pool:
    """These people, as the worker needs them."""
    ids = {person.id for person in people}
    return Pool(
        guests=tuple(guests_of(people).values()),
        barriers=barriers_among(plan.program, ids),
        history=_history(plan.program),
        across=plan.across,
        held_on=on,
    )


def guests_of(people: Collection[Person]) -> dict[UUID, Guest]:
    """People with the topics that everybody may read; nothing private."""
    topics = topics_for_matching({person.id for person in people}, set())
    return {
        person.id: Guest(
            id=person.id,
            name=person.display_name,
            department=person.department,
            location=person.location,
            wants=topics.get((person.id, Stance.WANTS), ()),
            knows=topics.get((person.id, Stance.KNOWS), ()),
        )
        for person in people
    }


def barriers_among(program: Program, ids: set[UUID]) -> Barriers:
    """Whom of these must not be put together with whom."""
    return Barriers(
        lines=cut_circles(managers_of_everybody()),
        reviews=frozenset(frozenset(pair) for pair in reviews_among(ids)),
        blocked=frozenset(frozenset(pair) for pair in blocked_pairs(program)),
        apart=frozenset(frozenset(pair) for pair in unwanted_pairs(ids)),
    )


def _history(program: Program) -> Rounds:
    """Who was put together before, oldest first."""
    recent = CoffeeRound.objects.filter(program=program, state=CoffeeRound.State.DONE)
    ids = list(recent.order_by("-held_on").values_list("id", flat=True)[:ROUNDS_REMEMBERED])
    groups: dict[UUID, dict[UUID, list[UUID]]] = {round_id: {} for round_id in reversed(ids)}
    rows = CoffeeSeat.objects.filter(round_id__in=ids, group__isnull=False).order_by("id")
    for round_id, group_id, person_id in rows.values_list("round_id", "group_id", "person_id"):
        groups[round_id].setdefault(group_id, []).append(person_id)
    return [list(one.values()) for one in groups.values()]


def groups_of(person: Person) -> QuerySet[CoffeeGroup]:
    """The door: groups in which a person is today."""
    mine = CoffeeSeat.objects.filter(person=person, left_at__isnull=True, group__isnull=False)
    return CoffeeGroup.objects.filter(id__in=mine.values("group_id")).select_related(
        "round", "round__program"
    )


def members_of(groups: Iterable[CoffeeGroup]) -> dict[UUID, list[Person]]:
    """Who is in these groups today, by group."""
    rows = CoffeeSeat.objects.filter(group__in=list(groups), left_at__isnull=True)
    found: dict[UUID, list[Person]] = defaultdict(list)
    for seat in rows.select_related("person").order_by("person__name", "person_id"):
        if seat.group_id:
            found[seat.group_id].append(seat.person)
    return found
