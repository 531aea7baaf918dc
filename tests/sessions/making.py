"""Programs and sessions for these tests. Call them inside the organization."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from peerlearn.people.models import Person
from programs.models import Enrollment, FacilitatorNomination, Program
from sessions.actions.attendance import come_in_over_capacity
from sessions.actions.cadence import VotePlan, cast_ballot, open_vote
from sessions.actions.plans import Plan
from sessions.actions.scheduling import schedule_session
from sessions.models import CadenceBallot, CadencePoll, LearningSession
from tests.cast import Cast, Player


def make_program(
    cast: Cast, name: str = "Onboarding spring", *, players: list[Player] | None = None
) -> Program:
    """An open program that the facilitator facilitates; employee, mentor and manager are in it."""
    program = Program.objects.create(
        name=name,
        starts_on=timezone.localdate() - timedelta(days=60),
        ends_on=timezone.localdate() + timedelta(days=900),
        state=Program.State.OPEN,
        owner=cast.hr_admin.person,
    )
    for player in players or [cast.employee, cast.mentor, cast.manager]:
        enroll(program, player.person)
    FacilitatorNomination.objects.create(
        program=program,
        person=cast.facilitator.person,
        state=FacilitatorNomination.State.ACCEPTED,
    )
    return program


def enroll(program: Program, person: Person) -> Enrollment:
    return Enrollment.objects.create(
        program=program, person=person, role=Enrollment.Role.PARTICIPANT
    )


def make_people(program: Program, count: int) -> list[Person]:
    """Enrolled people without a login."""
    people = [
        Person.objects.create(name=f"Person {n:03}", email=f"person{n:03}@acme.example")
        for n in range(count)
    ]
    for person in people:
        enroll(program, person)
    return people


def in_days(days: float) -> datetime:
    """A full minute some days from now."""
    return (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)


def make_plan(**changes: Any) -> Plan:
    start = changes.pop("starts_at", None) or in_days(3)
    plan = {
        "title": "Reading a balance sheet",
        "starts_at": start,
        "ends_at": start + changes.pop("length", timedelta(hours=1)),
        "time_zone": "Europe/Berlin",
        "capacity": 2,
        "room": "Room 4",
    }
    return Plan(**plan | changes)


def make_session(program: Program, by: Player, **changes: Any) -> LearningSession:
    """A scheduled session; `changes` are fields of the plan."""
    return schedule_session(program, make_plan(**changes), by=by.person)


def bring_in(room: LearningSession, *names: str) -> list[Person]:
    """More people in an open room, each on a seat of their own."""
    people = [Person.objects.create(name=name) for name in names]
    for person in people:
        enroll(room.program, person)
        come_in_over_capacity(room, person=person, by=person)
    room.refresh_from_db()
    return people


def make_poll(program: Program, *, by: Person, **changes: Any) -> CadencePoll:
    """A vote of a week, on sessions of thirteen weeks, four weeks from now."""
    now = timezone.now()
    plan = {
        "starts_on": timezone.localdate() + timedelta(weeks=4),
        "weeks": 13,
        "hours": (time(9), time(12)),
        "time_zone": "Europe/Berlin",
        "closes_at": now + timedelta(days=7),
    }
    return open_vote(program, VotePlan(**plan | changes), by=by, now=now)


def vote(
    poll: CadencePoll,
    person: Person,
    *,
    formats: Sequence[str] = ("lunch_and_learn",),
    slots: Sequence[str] = ("1-12:00",),
    frequencies: Sequence[int] = (2,),
) -> CadenceBallot:
    """A ballot; without words for a lunch-and-learn on Tuesdays at noon, every two weeks."""
    return cast_ballot(
        poll,
        formats=formats,
        slots=slots,
        frequencies=frequencies,
        by=person,
        now=timezone.now(),
    )
