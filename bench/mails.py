"""Mails a second: the outbox drained by workers, beside a bare smtplib loop to the same server.

    python -m bench.mails            prints a table in Markdown

The bare loop has its messages ready and one connection; it knows no database and no cause. Each
drain claims a row, asks whether the seat still stands, sends and commits, as the worker's task
does. The server (workshop/mail_counter.py) only notes Message-IDs: at once, or after up to 20 ms,
as one at the other end of a network does. All of it shares this machine's cores.
"""

import multiprocessing
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy

from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench import _database  # first: it sets Django up
from peerlearn.embedded.ports import answers, free_port
from peerlearn.notifications.delivery import drain
from peerlearn.notifications.mail import as_email
from peerlearn.notifications.models import Notification
from peerlearn.people.actions import found_organization
from peerlearn.people.models import Person, User
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization
from programs.models import Enrollment, Program
from sessions.actions.booking import book_seat
from sessions.actions.plans import Plan
from sessions.actions.scheduling import schedule_session

MAILS, WORKERS = 600, (1, 2, 4)
LATENCIES = {"at once": 0.0, "after up to 20 ms": 0.02}
fork = multiprocessing.get_context("fork")


class Server:
    """The mail server and what it has noted."""

    def __init__(self, delay: float) -> None:
        self.port, self.log = free_port(), _database.FOLDER / "mails.log"
        self.log.unlink(missing_ok=True)
        command = ["-m", "workshop.mail_counter", str(self.port), str(self.log), str(delay)]
        self.process = subprocess.Popen([sys.executable, *command], cwd=_database.ROOT)
        while not answers("127.0.0.1", self.port):
            time.sleep(0.05)

    def taken(self) -> list[str]:
        """The Message-IDs, in the order of their arrival."""
        return [line.split()[1] for line in self.log.read_text().splitlines()]


@contextmanager
def serving(delay: float) -> Iterator[Server]:
    server = Server(delay)
    settings.SMTP = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.port}
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait()


def main() -> None:
    organization_id = write_reminders()
    print("| the mail server answers | bare loop | " + " | ".join(map(_drains, WORKERS)) + " |")
    print("|---|--:|" + "--:|" * len(WORKERS))
    for name, delay in LATENCIES.items():
        bare = bare_loop(organization_id, delay)
        rates = [drained(organization_id, delay, workers) for workers in WORKERS]
        cells = [f"{rate:.0f} ({rate / bare:.2f})" for rate in rates]
        print(f"| {name} | {bare:.0f} | " + " | ".join(cells) + " |", flush=True)


def _drains(workers: int) -> str:
    return f"{workers} worker{'s' if workers > 1 else ''}"


def write_reminders() -> Organization:
    """A company whose people have booked a session of today; their reminders are what is sent."""
    founder = User.objects.create(email=f"hr{time.time_ns()}@bench.example")
    membership = found_organization(
        name=f"Bench {time.time_ns()}", time_zone="Europe/Berlin", by=founder, person_name="Hanna"
    )
    today, start = timezone.localdate(), timezone.now() + timedelta(hours=30)
    with organization(membership.organization_id):
        program = Program.objects.create(
            name="Bench",
            starts_on=today,
            ends_on=today + timedelta(days=90),
            state=Program.State.OPEN,
        )
        plan = Plan("Lunch", start, start + timedelta(hours=1), "Europe/Berlin", MAILS, room="Hall")
        one = schedule_session(program, plan, by=membership.person)
        people = Person.objects.bulk_create(
            Person(name=f"Person {n}", email=f"person{n}@bench.example") for n in range(MAILS)
        )
        Enrollment.objects.bulk_create(
            Enrollment(program=program, person=person, role=Enrollment.Role.PARTICIPANT)
            for person in people
        )
        for person in people:
            book_seat(one, person=person, by=person)
        reminders = Notification.objects.filter(
            kind="sessions.reminder", dedupe_key__contains="24h"
        )
        Notification.objects.exclude(pk__in=reminders.values("pk")).delete()
    return membership.organization_id


def bare_loop(organization_id: object, delay: float) -> float:
    """Mails a second of smtplib alone."""
    with serving(delay) as server:
        with organization(str(organization_id)):
            raw = [as_email(row) for row in Notification.objects.all()]
        messages = [message_from_bytes(one, policy=policy.default) for one in raw]
        with smtplib.SMTP("127.0.0.1", server.port) as smtp:
            begin = time.monotonic()
            for message in messages:
                smtp.send_message(message)
            seconds = time.monotonic() - begin
        assert len(server.taken()) == MAILS
    return MAILS / seconds


def drained(organization_id: object, delay: float, workers: int) -> float:
    """Mails a second of so many processes that drain."""
    with serving(delay) as server:
        with organization(str(organization_id)):
            Notification.objects.update(state=Notification.State.PENDING, attempts=0)
            Notification.objects.update(due_at=timezone.now())
        connection.close()
        barrier = fork.Barrier(workers + 1)
        processes = [fork.Process(target=work, args=(barrier,)) for _ in range(workers)]
        for process in processes:
            process.start()
        barrier.wait()
        begin = time.monotonic()
        for process in processes:
            process.join()
        seconds = time.monotonic() - begin
        assert sorted(server.taken()) == sorted(set(server.taken()))
        assert len(server.taken()) == MAILS
    return MAILS / seconds


def work(barrier: object) -> None:
    """One worker: connected and warm, then the drain until nothing is left."""
    connection.ensure_connection()
    barrier.wait()  # type: ignore[attr-defined]
    drain(seconds=600)
    connection.close()


if __name__ == "__main__":
    main()
