"""Reads about what people give: a few queries, however many people."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from itertools import chain
from uuid import UUID

from django.db.models import F, Value

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.tenancy.together import read_together
from programs.load_sources import Givings, load_sources
from programs.models import Enrollment, FacilitatorNomination, Program
from programs.rules.load import FACILITATING, HOURS, Giving, Load, load_of, warning
from programs.rules.roles import RoleFacts

UNDER_WAY = (Program.State.OPEN, Program.State.RUNNING)


def loads_of(people: Collection[Person], *, now: datetime) -> dict[UUID, Load]:
    """The load of each of these people: one statement, whatever the apps that know of it."""
    ids = {person.id for person in people}
    sources = {f"source_{at}": source(ids, now) for at, source in enumerate(load_sources())}
    rows = read_together(house=OrganizationSettings.objects.values("load_budget"), **sources)
    house = Decimal(rows.pop("house")[0]["load_budget"])
    givings: dict[UUID, list[Giving]] = {person_id: [] for person_id in ids}
    for row in chain.from_iterable(rows.values()):
        giver = UUID(row["giver"])
        givings[giver].append(Giving(giver, row["giving"], Decimal(row["hours"]), row["about"]))
    return {
        person.id: load_of(givings[person.id], own=person.load_budget, house=house)
        for person in people
    }


def load_of_person(person: Person, *, now: datetime) -> Load:
    """The load of one."""
    return loads_of([person], now=now)[person.id]


def mentors_over_budget(people: Collection[Person], role: RoleFacts, *, now: datetime) -> list[str]:
    """Warnings about those who would give more than their limit with one mentee; mentors only."""
    if role.role != "mentor" or not people:
        return []
    loads = loads_of(people, now=now)
    said = (warning(person.name, loads[person.id], role.hours) for person in people)
    return [sentence for sentence in said if sentence]


def tell_loads(enrollments: Collection[Enrollment], *, now: datetime) -> None:
    """Sets `load` of each enrollment to what its person gives; as many queries for any number."""
    loads = loads_of({one.person_id: one.person for one in enrollments}.values(), now=now)
    for one in enrollments:
        one.load = loads[one.person_id]


def house_budget() -> Decimal:
    """The organization's budget, in hours a month."""
    return OrganizationSettings.objects.values_list("load_budget", flat=True).get()


def facilitating(person_ids: Collection[UUID], _now: datetime) -> Givings:
    """The programs under way that people facilitate."""
    accepted = FacilitatorNomination.objects.filter(
        person_id__in=person_ids,
        state=FacilitatorNomination.State.ACCEPTED,
        program__state__in=UNDER_WAY,
    )
    return accepted.order_by("id").values(
        giver=F("person_id"),
        giving=Value(FACILITATING),
        hours=Value(HOURS[FACILITATING]),
        about=F("program__name"),
    )
