"""The list of sessions and a session's page in a small and a large company; a feed of 500 events.

    python -m bench.many_sessions            prints tables in Markdown

One member of the program reads them over HTTP, in turns from the company with 200 sessions and the
one with 20,000, so that both meet the same load. Shown are the 95th percentile of the time until
the last byte, its ratio, and how many queries each takes.
"""

import http.client
import os
import time
from collections.abc import Sequence
from datetime import timedelta
from statistics import quantiles

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from bench import _database  # first: it sets Django up
from bench.pages import Server, found, serving, signed_in
from peerlearn.people.actions import add_member
from peerlearn.people.models import Person, User
from peerlearn.tenancy.context import organization
from programs.models import Program
from sessions.actions.feeds import address_of, open_feed
from sessions.models import Booking, LearningSession

FEW, MANY, EVENTS, TIMES, WARM = 200, 20_000, 500, 100, 10
MINUTES = timedelta(minutes=10)
# Static files by their own names: none were built for a measurement.
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


class Company:
    """A company with so many sessions, half of them past, and somebody who is in their program."""

    def __init__(self, sessions: int) -> None:
        membership, program, people = found()
        self.name, self.reader = f"{sessions:,}", people[0]
        with organization(membership.organization_id):
            made = _sessions(program, people[1], sessions)
            self.user = User.objects.create(email=f"reader{time.time_ns()}@bench.example")
            add_member(self.reader, user=self.user)
        home = f"/o/{membership.organization.slug}/sessions/"
        self.organization_id = membership.organization_id
        self.ahead = made[sessions // 2 :]
        self.pages = {"list": home, "page": f"{home}{self.ahead[5].id}/"}
        self.headers = signed_in(self.user)
        self.headers.pop("HX-Request")

    def queries(self, path: str) -> int:
        """How many a page takes."""
        browser = Client(SERVER_NAME="localhost")
        browser.force_login(self.user)
        with override_settings(STORAGES={**settings.STORAGES, **PLAIN}):
            browser.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(path).status_code == 200
        return len(captured)

    def feed(self) -> str:
        """The path of the reader's own calendar, with so many seats."""
        with organization(self.organization_id):
            Booking.objects.bulk_create(
                Booking(learning_session=one, person=self.reader) for one in self.ahead[:EVENTS]
            )
            return "/" + address_of(open_feed(self.reader)).split("/", 3)[3]


def _sessions(program: Program, presenter: Person, count: int) -> list[LearningSession]:
    first = timezone.now() - MINUTES * (count // 2) + timedelta(minutes=5)
    return LearningSession.objects.bulk_create(
        (
            LearningSession(
                program=program,
                presenter=presenter,
                title=f"Session {number}",
                description="What the columns mean. " * 20,
                starts_at=first + MINUTES * number,
                ends_at=first + MINUTES * number + timedelta(hours=1),
                time_zone="Europe/Berlin",
                room="Hall",
                capacity=20,
                join_code=f"B{number}",
            )
            for number in range(count)
        ),
        batch_size=1000,
    )


def main() -> None:
    """Prints the tables."""
    few, many = Company(FEW), Company(MANY)
    _database.vacuum()
    sides = (
        f"{kind}, {one.name} sessions" for one in (few, many) for kind in ("queries", "p95 ms")
    )
    print("| |", " | ".join(sides), "| ratio of p95 |")
    print("|---|--:|--:|--:|--:|--:|")
    with serving("peerlearn.asgi:application") as server:
        for part in ("list", "page"):
            both = [(one.pages[part], one.headers) for one in (few, many)]
            small, large = in_turns(server, both)
            counts = [one.queries(one.pages[part]) for one in (few, many)]
            cells = f"{counts[0]} | {small:.1f} | {counts[1]} | {large:.1f} | {large / small:.2f}"
            print(f"| {part} | {cells} |", flush=True)
        (feed,) = in_turns(server, [(many.feed(), {})])
    print(f"| feed of {EVENTS} events | | | | {feed:.1f} | |")
    print(f"\nLoad: {os.getloadavg()[0]:.1f}", flush=True)


def in_turns(server: Server, sides: Sequence[tuple[str, dict[str, str]]]) -> list[float]:
    """The 95th percentile of each side's answers, in milliseconds."""
    client = http.client.HTTPConnection("127.0.0.1", server.port)
    spans: list[list[float]] = [[] for _ in sides]
    for turn in range(TIMES + WARM):
        for number, (path, headers) in enumerate(sides):
            begin = time.perf_counter()
            client.request("GET", path, headers=headers)
            answer = client.getresponse()
            answer.read()
            assert answer.status == 200, (path, answer.status)
            if turn >= WARM:
                spans[number].append(1000 * (time.perf_counter() - begin))
    client.close()
    return [quantiles(one, n=20)[-1] for one in spans]


if __name__ == "__main__":
    main()
