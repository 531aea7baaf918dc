"""A list asks the database as often for three rows as for one, and not often."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.models import Match, MatchRun
from peerlearn.people.models import Person, PersonTopic, Topic
from programs.models import (
    Enrollment,
    EnrollmentBatch,
    FacilitatorNomination,
    JoiningRule,
    Program,
)
from sessions.actions.booking import book_seat
from sessions.models import LearningSession, WaitlistEntry
from tests.api.caller import Caller
from tests.cast import Cast
from tests.feedback.making import make_round
from tests.sessions.making import enroll, in_days, make_program, make_session

# Queries of each list: three find the organization, its settings and the token.
LISTS = {
    "people/": 7,
    "programs/": 5,
    "sessions/": 10,
    "bookings/": 5,
    "waitlist/": 6,
    "me/topics/": 5,
    "topics/": 8,
    "topics/demand/": 8,
    "me/nominations/": 5,
    "programs/{program}/enrollments/": 7,
    "programs/{program}/nominations/": 6,
    "programs/{program}/candidates/": 10,
    "programs/{program}/facilitators/": 6,
    "programs/{program}/joining-rules/": 6,
    "programs/{program}/batches/": 6,
    "sessions/{lunch}/bookings/": 6,
    "sessions/{lunch}/waitlist/": 6,
    "programs/{program}/match-runs/": 6,
    "match-runs/{run}/pairs/": 7,
    "matches/": 5,
    "me/matches/": 15,
    "feedback/": 5,
}


def _person(program: Program, name: str) -> Person:
    person = Person.objects.create(name=name, email=f"{name}@acme.example")
    enroll(program, person)
    return person


def _add_row(cast: Cast, program: Program, lunch: LearningSession, n: int) -> None:
    """One more row in each list."""
    me = cast.hr_admin.person
    book_seat(lunch, person=_person(program, f"seated{n}"), by=me)
    waiting = _person(program, f"waiting{n}")
    WaitlistEntry.objects.create(learning_session=lunch, person=waiting)
    FacilitatorNomination.objects.create(program=program, person=waiting)
    other = make_program(cast, f"Program {n}", players=[])
    FacilitatorNomination.objects.create(program=other, person=me)
    mine = make_session(program, cast.hr_admin, title=f"Mine {n}", starts_at=in_days(10 + n))
    book_seat(mine, person=me, by=me)
    line = make_session(program, cast.hr_admin, title=f"Line {n}", starts_at=in_days(20 + n))
    WaitlistEntry.objects.create(learning_session=line, person=me)
    mentee = {"mentee": waiting, "state": "active", "published_at": in_days(0), "score": 0.5}
    run, _is_first = MatchRun.objects.get_or_create(program=program, state="done")
    Match.objects.create(program=program, mentor=me, run=run, **mentee)
    MatchRun.objects.create(program=program, state="superseded")
    EnrollmentBatch.objects.create(program=program, act="enrolled", count=1, made_by=me)
    role = Enrollment.Role.values[n - 1]
    JoiningRule.objects.create(program=program, role=role, since=in_days(0), made_by=me)
    Person.objects.create(name=f"Neutral {n}", email=f"neutral{n}@acme.example")
    make_round(cast, attended=3)
    _tell(cast, program, n)


def _tell(cast: Cast, program: Program, n: int) -> None:
    """A topic that the caller knows, one that many want, and a struggle shared with somebody."""
    me = cast.hr_admin.person
    topic = Topic.objects.create(name=f"Topic {n}")
    PersonTopic.objects.create(person=me, topic=topic, stance="knows")
    wanted = Topic.objects.create(name=f"Wanted {n}")
    Topic.objects.create(name=f"Wanted by another word {n}", synonym_of=wanted)
    crowd = [Person.objects.create(name=f"Wants {n} {i}") for i in range(6)]
    for person in crowd:
        PersonTopic.objects.create(person=person, topic=wanted, stance="wants")


def _ask(hr_admin: Caller, address: str) -> tuple[int, int]:
    """How many rows came, and how many queries they took."""
    with CaptureQueriesContext(connection) as taken:
        answer = hr_admin.get(address)
    asked: list[Any] = [each for each in taken if each["sql"].startswith(("SELECT", "WITH"))]
    return len(answer.json()["results"]), len(asked)


def test_shared_struggles_cost_the_same_for_three_colleagues_as_for_one(cast, program, employee):
    def ask() -> tuple[int, int]:
        return _ask(employee, "me/common-reasons/")

    with cast.inside():
        _struggle_with(cast, program, 1)
    employee.get("me/")
    few, once = ask()
    with cast.inside():
        _struggle_with(cast, program, 2)
        _struggle_with(cast, program, 3)
    assert (few, *ask()) == (1, 3, once)


def _struggle_with(cast: Cast, program: Program, n: int) -> None:
    """The caller and a colleague have marked the same, long enough ago."""
    topic = Topic.objects.create(name=f"Struggle {n}", is_listed=False)
    for person in (cast.employee.person, _person(program, f"alike{n}")):
        PersonTopic.objects.create(person=person, topic=topic, stance="struggles")
    PersonTopic.objects.update(told_at=in_days(-8))


@pytest.mark.parametrize("path", LISTS)
def test_list_takes_as_many_queries_for_three_rows_as_for_one(cast, program, lunch, hr_admin, path):
    with cast.inside():
        LearningSession.objects.update(capacity=50)
        _add_row(cast, program, lunch, 1)
        run = MatchRun.objects.get(program=program, state="done")
    hr_admin.get("me/")
    address = path.format(program=program.id, lunch=lunch.id, run=run.id)
    few, once = _ask(hr_admin, address)
    with cast.inside():
        _add_row(cast, program, lunch, 2)
        _add_row(cast, program, lunch, 3)
    many, twice = _ask(hr_admin, address)
    assert many >= few + 2
    assert once == twice == LISTS[path]
