"""The pages that show many people, in a small and in a very large company: queries, and how much
slower.

    python -m bench.enrollment         prints a table in Markdown

Both companies are in one database, half of each in a program. Each page is asked for by Django's
handler without a socket, the companies in turn, so that other work on the machine hits both alike.
Queries are all statements of a request; p95 is of ROUNDS answers, and the ratio is what to read.
"""

import os
import time
from datetime import date, timedelta
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

os.environ["LOCAL_RUN"] = "true"  # static files without a manifest

from bench import _database  # first: it sets Django up
from peerlearn.people.actions import found_organization
from peerlearn.people.models import Person, User
from peerlearn.tenancy.context import organization
from programs.actions.batches import write_enrollments
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.models import EnrollmentBatch, Program
from programs.rules.acts import CHUNK

SMALL, LARGE, ROUNDS = 500, 50_000, 30
DEPARTMENTS, LOCATIONS = 12, 20
# So many report to each manager, in a tree.
TEAM = 10
# Drafts for which we propose people, by the template they are made from.
DRAFTS = {"recruits": "onboarding-mentoring", "everybody": "lunch-and-learn"}
PAGES = {
    "the organization's people": "people/",
    "the organization's people, last page": "people/?page=999999",
    "a program's people": "programs/{program}/people/",
    "a program's people, page 8": "programs/{program}/people/?page=8",
    "a program's people, last page": "programs/{program}/people/?page=999999",
    "a program's people, a department": "programs/{program}/people/?department=Department+4",
    "preview of a rule": "programs/{program}/enrollment/?role=mentor&started=any",
    "preview of a department": (
        "programs/{program}/enrollment/?role=mentor&started=any&departments=Department+4"
    ),
    "set-up guide": "programs/{program}/",
    "launch": "programs/{program}/opening/",
    "set-up guide of a draft for recruits": "programs/{recruits}/",
    "our proposals, for recruits": "programs/{recruits}/proposals/",
    "our proposals, for everybody": "programs/{everybody}/proposals/",
    "launch of a draft for recruits": "programs/{recruits}/opening/",
    "home of HR": "",
}


class Company:
    """A company of a size with a program in which half of it is."""

    def __init__(self, size: int) -> None:
        founder = User.objects.create(email=f"{uuid4()}@bench.example")
        membership = found_organization(
            name=f"Bench {size}", time_zone="Europe/Berlin", by=founder, person_name="Hanna"
        )
        self.slug = membership.organization.slug
        self.browser = Client(SERVER_NAME="localhost")
        self.browser.force_login(founder)
        today = timezone.localdate()
        with organization(membership.organization_id):
            people = Person.objects.bulk_create(
                (_person(number, today) for number in range(size)), batch_size=5_000
            )
        # Without its size Postgres would look a manager up by reading the whole table.
        _database.vacuum("person", "enrollment")
        with organization(membership.organization_id):
            # by years here: recruits lead nobody
            ranked = sorted(people, key=lambda one: one.starts_on)
            for number, person in enumerate(ranked[1:], start=1):
                person.manager = ranked[(number - 1) // TEAM]
            Person.objects.bulk_update(people, ["manager"], batch_size=500)
            program = Program.objects.create(
                name="Bench",
                starts_on=today,
                ends_on=today + timedelta(days=90),
                state=Program.State.RUNNING,
                owner=membership.person,
            )
            self.programs = {"program": program.id}
            for name, key in DRAFTS.items():
                self.programs[name] = _draft(key, today, by=membership.person).id
            batch = EnrollmentBatch.objects.create(
                program=program, act="enrolled", role="participant", count=size // 2
            )
            ids = [person.id for person in people[::2]]
            for at in range(0, len(ids), CHUNK):
                write_enrollments(batch, ids[at : at + CHUNK], [], capacity=1)

    def get(self, page: str) -> None:
        path = f"/o/{self.slug}/{page.format(**self.programs)}"
        assert self.browser.get(path).status_code == 200

    def queries(self, page: str) -> int:
        """All statements of the request, with those that enter the organization."""
        with CaptureQueriesContext(connection) as caught:
            self.get(page)
        return len(caught)


def _draft(key: str, today: date, *, by: Person) -> Program:
    template = TEMPLATES[key]
    starts_on = today + timedelta(days=7)
    return create_from_template(
        template,
        name=template.name,
        goal=template.goal,
        starts_on=starts_on,
        ends_on=template.last_day(starts_on),
        by=by,
    )


def _person(number: int, today: date) -> Person:
    return Person(
        name=f"Person {number:05}",
        email=f"person{number}@bench.example",
        department=f"Department {number % DEPARTMENTS}",
        location=f"Location {number % LOCATIONS}",
        starts_on=today - timedelta(days=number % 4_000),
    )


def main() -> None:
    small, large = Company(SMALL), Company(LARGE)
    _database.vacuum("person", "enrollment")
    print(f"| page | queries | p95 ms at {SMALL:,} | p95 ms at {LARGE:,} | ratio |")
    print("|---|--:|--:|--:|--:|")
    for name, page in PAGES.items():
        for company in (small, large):
            company.get(page)
        counts = (small.queries(page), large.queries(page))
        spent = measure([small, large], page)
        said = f"{counts[0]}" if counts[0] == counts[1] else f"{counts[0]} / {counts[1]}"
        print(
            f"| {name} | {said} | {spent[0]:.0f} | {spent[1]:.0f} | {spent[1] / spent[0]:.2f} |",
            flush=True,
        )


def measure(companies: list[Company], page: str) -> list[float]:
    """The p95 of each company, in milliseconds."""
    spent: list[list[float]] = [[] for _ in companies]
    for _round in range(ROUNDS):
        for company, times in zip(companies, spent, strict=True):
            begin = time.perf_counter()
            company.get(page)
            times.append(1000 * (time.perf_counter() - begin))
    return [sorted(times)[int(0.95 * ROUNDS)] for times in spent]


if __name__ == "__main__":
    main()
