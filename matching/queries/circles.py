"""Circles: who can be in one, who is in which, and what must be kept apart."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from matching.models import (
    Circle,
    CircleFacilitator,
    CircleMeeting,
    CircleMember,
    CirclePlan,
    CircleWish,
)
from matching.queries.circle_exits import ids_of_exits
from matching.queries.coffee import barriers_among
from matching.rules.circle_board import Apart, Board, fill
from matching.rules.circles import Fellow, Mixing, in_line, in_team
from matching.rules.coffee import Couple
from matching.rules.columns import LEVEL, facts_in
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.models import Program
from programs.queries import active_enrollments

State = Circle.State
# Forming takes some seconds; who waits longer may ask again.
PATIENCE = timedelta(minutes=3)


def circle_plan_of(program: Program) -> CirclePlan | None:
    """What HR wants of the circles of a program."""
    return CirclePlan.objects.filter(program=program).first()


def plan_or_usual(program: Program) -> CirclePlan:
    """The same; the usual one, not stored, where HR has said nothing."""
    plan = circle_plan_of(program) or CirclePlan(program=program)
    plan.program = program
    return plan


def mixing_of(plan: CirclePlan, *, today: date) -> Mixing:
    """What its circles are mixed by."""
    return Mixing(tuple(plan.mix_by), today)


def people_of(program: Program) -> list[Person]:
    """Everybody who takes part, each once, by name."""
    found = {one.person_id: one.person for one in active_enrollments(program)}
    return list(found.values())


def fellow(person: Person) -> Fellow:
    """What forming circles may know of somebody."""
    return Fellow(
        id=person.id,
        name=person.display_name,
        department=person.department,
        location=person.location,
        starts_on=person.starts_on,
        grade=facts_in(person.attributes).get(LEVEL, ""),
        manager=person.manager_id,
    )


def wishes_of(program: Program) -> list[CircleWish]:
    """Whom HR wants together or apart, by name."""
    found = CircleWish.objects.filter(program=program).select_related("one", "other")
    return list(found.order_by("kind", "one__name", "other__name", "id"))


@dataclass(frozen=True)
class NamedTogether:
    """A wish as HR said it: two people, or more."""

    wish: CircleWish
    people: list[Person]


def wishes_as_said(program: Program) -> list[NamedTogether]:
    """All wishes, those for more than two people once."""
    said: dict[UUID, list[CircleWish]] = {}
    for wish in wishes_of(program):
        said.setdefault(wish.group or wish.id, []).append(wish)
    return [NamedTogether(wishes[0], _named_in(wishes)) for wishes in said.values()]


def _named_in(wishes: Iterable[CircleWish]) -> list[Person]:
    people = {one.id: one for wish in wishes for one in (wish.one, wish.other)}
    return sorted(people.values(), key=lambda person: person.display_name)


def wished(wishes: Iterable[CircleWish], kind: str) -> frozenset[Couple]:
    """The couples of one kind of wish."""
    return frozenset(
        frozenset((wish.one_id, wish.other_id)) for wish in wishes if wish.kind == kind
    )


def apart_among(
    plan: CirclePlan, people: Collection[Fellow], wishes: Iterable[CircleWish]
) -> Apart:
    """Who of these must not share a circle. What HR wants together goes before its own rules."""
    ids = {person.id for person in people}
    rules = barriers_among(plan.program, ids)
    together = wished(wishes, CircleWish.Kind.TOGETHER)
    ruled_out = rules.blocked | wished(wishes, CircleWish.Kind.APART)
    return Apart(
        line=frozenset(in_line(ids, rules.lines) - together) if plan.apart_line else frozenset(),
        team=frozenset(in_team(people) - together) if plan.apart_team else frozenset(),
        ruled_out=frozenset(couple for couple in ruled_out - together if couple <= ids),
        private=frozenset(couple for couple in rules.apart if couple <= ids),
    )


def circles_of(program: Program, *states: str) -> list[Circle]:
    """The circles of a program in these states, by number."""
    found = Circle.objects.filter(program=program, state__in=states)
    return list(found.select_related("host").order_by("number"))


def members_of_circles(circles: Iterable[Circle]) -> dict[UUID, list[CircleMember]]:
    """Who is in these circles today, by circle."""
    rows = CircleMember.objects.filter(circle__in=list(circles), left_at__isnull=True)
    found: dict[UUID, list[CircleMember]] = defaultdict(list)
    for row in rows.select_related("person").order_by("person__name", "person_id"):
        found[row.circle_id].append(row)
    return found


def quiet_circles(*, told_before: datetime) -> list[Circle]:
    """Circles that were published before then, have neither met nor planned to, and were not asked
    about it.
    """
    found = Circle.objects.filter(
        state=State.ACTIVE,
        published_at__lte=told_before,
        nudged_at__isnull=True,
        program__state__in=(Program.State.OPEN, Program.State.RUNNING),
    )
    met = CircleMeeting.objects.filter(is_off=False)
    quiet = found.exclude(id__in=met.values("circle_id"))
    return list(quiet.select_related("program", "organization", "host"))


def next_meetings(circles: Iterable[Circle], *, now: datetime) -> dict[UUID, CircleMeeting]:
    """What these circles have planned, until it begins, by circle."""
    rows = CircleMeeting.objects.filter(circle__in=list(circles), is_off=False, starts_at__gt=now)
    return {row.circle_id: row for row in rows.order_by("-starts_at")}


def board_of(plan: CirclePlan, state: str, newcomers: Iterable[Person], *, today: date) -> Board:
    """The circles of a state, for moving people between them, or newcomers into them."""
    circles = circles_of(plan.program, state)
    members = members_of_circles(circles)
    inside = {one.id: [fellow(row.person) for row in members[one.id]] for one in circles}
    people = [one for group in inside.values() for one in group]
    people += [fellow(person) for person in newcomers]
    apart = apart_among(plan, people, wishes_of(plan.program))
    return Board(inside, apart, mixing_of(plan, today=today))


def where_joiners_go(program: Program, *, now: datetime) -> list[tuple[Person, UUID | None]]:
    """Everybody who is in no circle and no draft, with the published circle that gains most by
    them, one after the other; None where no circle can take them.
    """
    open_ones = CircleMember.objects.filter(program=program, left_at__isnull=True).order_by()
    has_one = set(open_ones.values_list("person_id", flat=True)) | ids_of_exits(program)
    joiners = [person for person in people_of(program) if person.id not in has_one]
    if not joiners:
        return []
    plan = plan_or_usual(program)
    board = board_of(plan, State.ACTIVE, joiners, today=localdate(now))
    placed = dict(fill(board, [fellow(person) for person in joiners]))
    return [(person, placed[person.id]) for person in joiners]


def ids_in_active_circles(program: Program) -> set[UUID]:
    """Who has a circle."""
    rows = CircleMember.objects.filter(
        program=program, circle__state=State.ACTIVE, left_at__isnull=True
    )
    return set(rows.order_by().values_list("person_id", flat=True))


def circles_of_person(person: Person) -> QuerySet[Circle]:
    """The door to a circle's page: its members', once it is published. HR sees who is in which
    where it forms them, not what members plan.
    """
    mine = CircleMember.objects.filter(person=person, left_at__isnull=True)
    return Circle.objects.filter(
        id__in=mine.values("circle_id"), state=State.ACTIVE
    ).select_related("program", "host", "organization")


def circles_open_to(person: Person) -> QuerySet[Circle]:
    """The same, and those that somebody facilitates."""
    mine = circles_of_person(person).order_by().values("id")
    led = CircleFacilitator.objects.filter(
        person=person, state=CircleFacilitator.State.ACCEPTED
    ).order_by()
    return Circle.objects.filter(
        Q(id__in=mine) | Q(id__in=led.values("circle_id")), state=State.ACTIVE
    ).select_related("program", "host", "organization")


def members_in(programs: QuerySet[Program]) -> QuerySet[CircleMember]:
    """The door to the places of members in these programs, for who forms circles."""
    return CircleMember.objects.filter(
        program__in=programs, left_at__isnull=True, circle__state__in=(State.DRAFT, State.ACTIVE)
    ).select_related("person", "circle", "program")


def former_members_in(programs: QuerySet[Program]) -> QuerySet[CircleMember]:
    """The door to places that somebody had in published circles of these programs."""
    return CircleMember.objects.filter(program__in=programs, left_at__isnull=False).select_related(
        "person", "program"
    )


def open_circles_in(programs: QuerySet[Program]) -> QuerySet[Circle]:
    """The door to circles of these programs, for who forms them."""
    found = Circle.objects.filter(program__in=programs, state__in=(State.DRAFT, State.ACTIVE))
    return found.select_related("program", "organization")


def wishes_in(programs: QuerySet[Program]) -> QuerySet[CircleWish]:
    """The door to wishes for circles of these programs."""
    return CircleWish.objects.filter(program__in=programs).select_related("program")


def last_published(program: Program) -> list[Circle]:
    """The circles that were published together, the last time."""
    active = Circle.objects.filter(program=program, state=State.ACTIVE)
    last = active.order_by("-published_at").first()
    return list(active.filter(published_at=last.published_at)) if last else []


def can_be_taken_back(program: Program) -> bool:
    """Whether nobody was told of what was published last."""
    return not have_mails_left(last_published(program))


def is_late(plan: CirclePlan, *, now: datetime) -> bool:
    """Whether circles should have been formed by now: their worker may have died."""
    is_going = plan.state == CirclePlan.State.QUEUED
    return is_going and (plan.asked_at is None or now - plan.asked_at > PATIENCE)


def have_mails_left(circles: Iterable[Circle]) -> bool:
    """Whether anybody was told of these circles already."""
    causes = [str(circle.id) for circle in circles]
    State = Notification.State  # noqa: N806  a class
    told = Notification.objects.filter(cause__in=causes)
    return told.exclude(state__in=(State.PENDING, State.CANCELLED)).exists()


def kept_groups(program: Program) -> list[list[UUID]]:
    """Whom HR wants to stay where they are in the drafts, by circle."""
    rows = CircleMember.objects.filter(
        program=program, circle__state=State.DRAFT, is_kept=True
    ).order_by("circle_id", "person_id")
    groups: dict[UUID, list[UUID]] = {}
    for circle_id, person_id in rows.values_list("circle_id", "person_id"):
        groups.setdefault(circle_id, []).append(person_id)
    return list(groups.values())


@dataclass(frozen=True)
class Work:
    """What a worker needs to form circles."""

    plan: CirclePlan
    people: list[Fellow]
    wanted: dict[str, Any]


def circles_to_form(plan_id: UUID, *, asked: int, now: datetime) -> Work | None:
    """Those who have no circle, and what HR wants; None when it was asked for again meanwhile."""
    going = CirclePlan.objects.filter(id=plan_id, asked=asked, state=CirclePlan.State.QUEUED)
    plan = going.select_related("program").first()
    if plan is None:
        return None
    taken = ids_in_active_circles(plan.program) | ids_of_exits(plan.program)
    people = [fellow(person) for person in people_of(plan.program) if person.id not in taken]
    wishes = wishes_of(plan.program)
    wanted = {
        "mixing": mixing_of(plan, today=localdate(now)),
        "apart": apart_among(plan, people, wishes),
        "together": wished(wishes, CircleWish.Kind.TOGETHER),
        "kept": kept_groups(plan.program),
    }
    return Work(plan, people, wanted)
