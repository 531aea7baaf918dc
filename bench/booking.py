"""How fast seats of one hot session are booked, beside the two statements that it can't do without.

    python -m bench.booking            prints a table in Markdown

"SQL alone" counts the seat and inserts the booking in a transaction. book_seat also asks whether
the person may, re-reads the session under its lock, and writes the invitation and two reminders.
Python ms is the CPU time of a client per try; the best of three rounds is shown.
"""

import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from multiprocessing.queues import Queue
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone

from bench import _database  # noqa: F401  first: it sets Django up
from peerlearn.people.actions import add_member, found_organization
from peerlearn.people.models import Person, User
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.ids import uuid7
from peerlearn.tenancy.models import Organization
from programs.models import Enrollment, Program
from sessions.actions.booking import book_seat
from sessions.actions.plans import Plan
from sessions.actions.scheduling import schedule_session
from sessions.models import Booking, LearningSession
from sessions.rules.seats import SessionFullError

CLIENTS, EACH, ROUNDS = 4, 60, 3
Try = Callable[[], None]
# What one client will do, one call a try; made before the clock starts.
Way = Callable[[LearningSession, Person], Try]
fork = multiprocessing.get_context("fork")


def main() -> None:
    print(f"| one hot session, {CLIENTS} clients | tries/s | Python ms | of SQL alone |")
    print("|---|--:|--:|--:|")
    everybody = CLIENTS * EACH
    ways: list[tuple[str, Way, int]] = [
        ("SQL alone", sql_alone, everybody),
        ("the same by Django's ORM", orm_alone, everybody),
        ("book_seat", action, everybody),
        ("book_seat when full: refused", action, 1),
        ("the button on the page (htmx)", request, everybody),
    ]
    floor = 0.0
    for name, way, seats in ways:
        runs = [measure(way, seats) for _ in range(ROUNDS)]
        rate, cpu = max(rate for rate, _ in runs), min(cpu for _, cpu in runs)
        floor = floor or rate
        print(f"| {name} | {rate:,.0f} | {cpu:.2f} | {rate / floor:.2f} |", flush=True)


def measure(way: Way, seats: int) -> tuple[float, float]:
    """Tries a second of all clients together, and milliseconds of Python's CPU for each."""
    learning_session, people = make_stage(seats)
    connection.close()
    barrier, spans = fork.Barrier(CLIENTS), fork.Queue()
    clients = [
        fork.Process(
            target=client, args=(way, learning_session, people[n::CLIENTS], barrier, spans)
        )
        for n in range(CLIENTS)
    ]
    for process in clients:
        process.start()
    found = [spans.get(timeout=300) for _ in clients]  # a client that died sends nothing
    for process in clients:
        process.join()
    seconds = max(end for _, end, _ in found) - min(begin for begin, _, _ in found)
    return len(people) / seconds, 1000 * sum(cpu for *_, cpu in found) / len(people)


def client(
    way: Way,
    learning_session: LearningSession,
    people: list[Person],
    barrier: Any,
    spans: "Queue[tuple[float, float, float]]",
) -> None:
    """One client: tells when it began and ended, and its CPU seconds."""
    tries = [way(learning_session, person) for person in people]
    barrier.wait()
    begin, cpu = time.monotonic(), time.process_time()
    for one in tries:
        one()
    spans.put((begin, time.monotonic(), time.process_time() - cpu))
    connection.close()


def sql_alone(learning_session: LearningSession, person: Person) -> Try:
    """The seat and its count, on Django's connection, in the session's organization."""

    def book() -> None:
        with organization(learning_session.organization_id), connection.cursor() as cursor:
            keys = [learning_session.organization_id, learning_session.id]
            cursor.execute(
                "UPDATE learning_session SET booked = booked + 1"
                " WHERE organization_id = %s AND id = %s AND booked < capacity",
                keys,
            )
            cursor.execute(
                "INSERT INTO booking (organization_id, learning_session_id, id, person_id, state,"
                " mode, excuse, booked_at, revision)"
                " VALUES (%s, %s, %s, %s, 'confirmed', 'in_person', '', now(), 0)",
                [*keys, uuid7(), person.id],
            )

    return book


def orm_alone(learning_session: LearningSession, person: Person) -> Try:
    """The same with the models and nothing else."""

    def book() -> None:
        with organization(learning_session.organization_id):
            LearningSession.objects.filter(pk=learning_session.pk, booked__lt=F("capacity")).update(
                booked=F("booked") + 1
            )
            Booking.objects.create(learning_session=learning_session, person=person)

    return book


def action(learning_session: LearningSession, person: Person) -> Try:
    """The product's action."""

    def book() -> None:
        with organization(learning_session.organization_id):
            current = LearningSession.objects.get(pk=learning_session.pk)
            with suppress(SessionFullError):
                book_seat(current, person=person, by=person)

    return book


def request(learning_session: LearningSession, person: Person) -> Try:
    """The whole request of somebody who is signed in, by Django's handler without a socket."""
    user = User.objects.create(email=f"{uuid4()}@bench.example")
    with organization(learning_session.organization_id):
        add_member(person, user=user)
    browser = Client(SERVER_NAME="localhost", headers={"hx-request": "true"})
    browser.force_login(user)
    slug = Organization.objects.get(pk=learning_session.organization_id).slug
    path = f"/o/{slug}/sessions/{learning_session.id}/seat/"
    return partial(post, browser, path)


def post(browser: Client, path: str) -> None:
    assert browser.post(path).status_code == 200


def make_stage(seats: int) -> tuple[LearningSession, list[Person]]:
    """An organization of its own with a session, and people who may book it."""
    founder = User.objects.create(email=f"{uuid4()}@bench.example")
    membership = found_organization(
        name=f"Bench {uuid4()}", time_zone="Europe/Berlin", by=founder, person_name="Hanna"
    )
    start = timezone.now() + timedelta(days=3)
    with organization(membership.organization_id):
        program = Program.objects.create(
            name="Bench", starts_on=start, ends_on=start, state=Program.State.OPEN
        )
        people = Person.objects.bulk_create(
            Person(name=f"Person {n}", email=f"person{n}@bench.example", time_zone="Europe/Berlin")
            for n in range(CLIENTS * EACH)
        )
        Enrollment.objects.bulk_create(
            Enrollment(program=program, person=person, role=Enrollment.Role.PARTICIPANT)
            for person in people
        )
        plan = Plan("Hot", start, start + timedelta(hours=1), "Europe/Berlin", seats, room="Hall")
        return schedule_session(program, plan, by=membership.person), people


if __name__ == "__main__":
    main()
