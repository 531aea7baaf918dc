"""CPU per request of a list, a booking and a check-in, all processes summed, beside bare Django.

    python -m bench.pages            prints a table in Markdown

A real web server answers one client over a socket. Counted is the CPU time of the web server, of
Postgres with its connections, and of Valkey, divided by the requests; not the client's. "As ASGI"
is Django's own handler, which gives each request a new thread and so a new connection; "threads" is
how the product is served.
"""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psutil
from django.test import Client
from django.utils import timezone

from bench import _database  # first: it sets Django up
from peerlearn.embedded.ports import answers, free_port
from peerlearn.people.actions import add_member, found_organization
from peerlearn.people.models import Membership, Person, User
from peerlearn.tenancy.context import organization
from programs.models import Enrollment, FacilitatorNomination, Program
from sessions.actions.booking import book_seat
from sessions.actions.plans import Plan
from sessions.actions.scheduling import schedule_session
from sessions.models import LearningSession

ROWS, SEATS, WARM = 50, 220, 20
MEBIBYTE = 2**20


class Server:
    """A web server of ours and the CPU it costs."""

    def __init__(self, application: str) -> None:
        self.port = free_port()
        command = ["-m", "uvicorn", application, "--port", str(self.port), "--lifespan", "off"]
        environment = {**os.environ, "LOCAL_RUN": "true", "ALLOWED_HOSTS": "127.0.0.1"}
        self.process = subprocess.Popen(
            [sys.executable, *command, "--no-access-log", "--log-level", "warning"],
            env=environment,
            cwd=_database.ROOT,
        )
        while not answers("127.0.0.1", self.port):
            assert self.process.poll() is None, "the web server has ended"
            time.sleep(0.1)

    def cpu(self) -> float:
        """Seconds that the server, Postgres and Valkey have worked so far."""
        servers = [child.process.pid for child in _database.running.children]
        return sum(_tree(pid) for pid in [self.process.pid, *servers])

    def memory(self) -> float:
        """Mebibytes that only the web server's process holds."""
        return float(psutil.Process(self.process.pid).memory_full_info().uss) / MEBIBYTE

    def cost(self, requests: list[tuple[str, str]], headers: dict[str, str]) -> float:
        """Milliseconds of CPU for each (method, path), after some to warm up."""
        client = http.client.HTTPConnection("127.0.0.1", self.port)
        for request in requests[:WARM]:
            _send(client, request, headers)
        before = self.cpu()
        for request in requests[WARM:]:
            _send(client, request, headers)
        time.sleep(0.3)  # Postgres counts an ended connection when it has been reaped
        client.close()
        return 1000 * (self.cpu() - before) / (len(requests) - WARM)


def _tree(pid: int) -> float:
    process = psutil.Process(pid)
    total = 0.0
    for one in [process, *process.children(recursive=True)]:
        times = one.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _send(
    client: http.client.HTTPConnection, request: tuple[str, str], headers: dict[str, str]
) -> None:
    method, path = request
    client.request(method, path, headers=headers)
    response = client.getresponse()
    response.read()
    assert response.status == 200, (request, response.status)


@contextmanager
def serving(application: str) -> Iterator[Server]:
    server = Server(application)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait()


def signed_in(user: User) -> dict[str, str]:
    """The headers of a browser in which somebody is signed in."""
    browser = Client()
    browser.force_login(user)
    token = "a" * 32
    cookies = {"sessionid": browser.cookies["sessionid"].value, "csrftoken": token}
    return {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": token,
        "HX-Request": "true",
    }


def found() -> tuple[Membership, Program, list[Person]]:
    """A company with an open program and people in it."""
    founder = User.objects.create(email=f"hr{time.time_ns()}@bench.example")
    membership = found_organization(
        name=f"Bench {time.time_ns()}", time_zone="Europe/Berlin", by=founder, person_name="Hanna"
    )
    today = timezone.localdate()
    with organization(membership.organization_id):
        program = Program.objects.create(
            name="Bench",
            starts_on=today,
            ends_on=today + timedelta(days=90),
            state=Program.State.OPEN,
        )
        people = Person.objects.bulk_create(
            Person(name=f"Person {n}", email=f"person{n}@bench.example") for n in range(SEATS)
        )
        Enrollment.objects.bulk_create(
            Enrollment(program=program, person=person, role=Enrollment.Role.PARTICIPANT)
            for person in people
        )
    return membership, program, people


def plan(program: Program, title: str, membership: Membership, *, hours: int) -> LearningSession:
    start = timezone.now() + timedelta(hours=hours)
    one = Plan(title, start, start + timedelta(hours=1), "Europe/Berlin", SEATS, room="Hall")
    return schedule_session(program, one, by=membership.person)


def list_cost(server: Server) -> float:
    """The page of upcoming sessions, 50 of them, as a member of the program reads it."""
    membership, program, people = found()
    with organization(membership.organization_id):
        for number in range(ROWS):
            plan(program, f"Session {number}", membership, hours=24 + number)
        user = User.objects.create(email=f"reader{time.time_ns()}@bench.example")
        add_member(people[0], user=user)
    headers = signed_in(user)
    headers.pop("HX-Request")
    return server.cost([("GET", f"{_home(membership)}sessions/")] * SEATS, headers)


def booking_cost(server: Server) -> float:
    """The button "Book a seat" in 220 sessions' places, one person after the other."""
    membership, program, _people = found()
    with organization(membership.organization_id):
        sessions = [plan(program, f"S{n}", membership, hours=24 + 2 * n) for n in range(SEATS)]
        user = User.objects.create(email=f"booker{time.time_ns()}@bench.example")
        add_member(_people[0], user=user)
    paths = [("POST", f"{_home(membership)}sessions/{one.id}/seat/") for one in sessions]
    return server.cost(paths, signed_in(user))


def check_in_cost(server: Server) -> float:
    """The tap on a name in a room of 220."""
    membership, program, people = found()
    with organization(membership.organization_id):
        facilitator = Person.objects.create(name="Farida", email="farida@bench.example")
        user = User.objects.create(email=f"farida{time.time_ns()}@bench.example")
        add_member(facilitator, user=user)
        FacilitatorNomination.objects.create(
            program=program, person=facilitator, state=FacilitatorNomination.State.ACCEPTED
        )
        room = plan(program, "Full house", membership, hours=1)
        bookings = [book_seat(room, person=person, by=membership.person) for person in people]
        LearningSession.objects.filter(pk=room.pk).update(
            facilitator=facilitator,
            starts_at=timezone.now() - timedelta(minutes=5),
            state=LearningSession.State.LIVE,
        )
    base = f"{_home(membership)}sessions/{room.id}/check-ins/"
    return server.cost([("POST", f"{base}{one.id}/") for one in bookings], signed_in(user))


def _home(membership: Membership) -> str:
    return f"/o/{membership.organization.slug}/"


def main() -> None:
    with serving("bench._bare:application") as server:
        rows = server.cost([("GET", "/rows/")] * SEATS, {})
        seat = server.cost([("POST", "/book/")] * SEATS, {})
    print("| CPU ms per request | list of 50 | booking | check-in | web MiB |")
    print("|---|--:|--:|--:|--:|")
    print(f"| bare Django | {rows:.1f} | {seat:.1f} | – | – |", flush=True)
    for name, application in (
        ("Peerlearn as ASGI", "bench._as_asgi:application"),
        ("Peerlearn", "peerlearn.asgi:application"),
    ):
        with serving(application) as server:
            costs = [list_cost(server), booking_cost(server), check_in_cost(server)]
            cells = " | ".join(f"{cost:.1f}" for cost in costs)
            print(f"| {name} | {cells} | {server.memory():.0f} |", flush=True)


if __name__ == "__main__":
    main()
