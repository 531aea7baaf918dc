"""Reminders fall due while everything breaks: none lost, none twice, none that is wrong by now.

A short storm here; `make chaos` is the long one, with 2,500 reminders. A worker that is killed
between the mail server's "250" and its own commit leaves a mail of unknown fate, which goes again
under the same Message-ID: for whoever counts by Message-ID, it is one. Such copies are counted, and
there can be no more of them than processes that were killed.
"""

import os
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from peerlearn.notifications.models import MessageChoices, Notification
from sessions.actions.booking import book_seat
from sessions.actions.scheduling import cancel_session, change_session, plan_of
from sessions.models import LearningSession
from tests.chaos import Chaos
from tests.servers import flush_queue, wait_for
from tests.sessions.making import in_days, make_people, make_program, make_session

LATE = 60.0


@dataclass(frozen=True)
class Size:
    """So many sessions of so many people; their reminders fall due over so many seconds."""

    sessions: int
    people: int
    workers: int
    falls_due: float
    storm: float


SHORT = Size(sessions=6, people=20, workers=2, falls_due=10, storm=16)
LONG = Size(sessions=27, people=100, workers=3, falls_due=60, storm=90)


@pytest.fixture
def size() -> Size:
    return LONG if os.environ.get("PEERLEARN_CHAOS") == "long" else SHORT


@pytest.fixture
def chaos(size, committed_cast, worker_process):
    # The worker of earlier tests would take mails as well, to a mail server of its own.
    worker_process.stop()
    flush_queue()
    found = Chaos(size.workers)
    yield found
    found.stop()
    flush_queue()


def plan_sessions(cast, size):
    """Sessions of tomorrow and later; those who booked get one reminder each, soon."""
    program = make_program(cast)
    people = make_people(program, size.people)
    no_budget(people)
    planned = []
    for number in range(size.sessions):
        one = make_session(
            program,
            cast.hr_admin,
            title=f"Lunch {number}",
            capacity=size.people,
            starts_at=in_days(2 + number),
        )
        for person in people:
            book_seat(one, person=person, by=person)
        planned.append(one)
    day_before = Notification.objects.filter(dedupe_key__startswith="reminder:24h:")
    Notification.objects.exclude(pk__in=day_before.values("pk")).delete()
    return planned


def no_budget(people):
    """All of a day's reminders shall come on their own, however many."""
    MessageChoices.objects.bulk_create(
        MessageChoices(person=person, mails_a_day=None) for person in people
    )


def let_fall_due(size, doomed):
    """At times of chance; those of the sessions that will be called off or moved later, as soon
    as that is done: on a busy machine it takes its time, and what left before it was right.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE notification SET due_at = clock_timestamp()"
            " + random() * make_interval(secs => %s)",
            [size.falls_due],
        )
    of_doomed(*doomed).update(due_at=timezone.now() + timedelta(hours=1))


def of_doomed(*doomed):
    """The reminders that their sessions had before they were called off or moved."""
    seats = [str(pk) for one in doomed for pk in one.bookings.values_list("pk", flat=True)]
    day_before = Notification.objects.filter(dedupe_key__startswith="reminder:24h:")
    return day_before.filter(cause__in=seats, expires_at__in=[one.starts_at for one in doomed])


def state_counts(cast):
    with cast.inside():
        rows = Notification.objects.filter(kind="sessions.reminder", due_at__lte=timezone.now())
        return set(rows.values_list("state", flat=True))


@pytest.mark.timeout(1800)
def test_reminders_survive_chaos(chaos, size, committed_cast):
    cast = committed_cast
    with cast.inside():
        planned = plan_sessions(cast, size)
        called_off, moved = planned[0], planned[1]
        let_fall_due(size, [called_off, moved])
        due = {
            str(row.id): (row.due_at, row.cause)
            for row in Notification.objects.filter(kind="sessions.reminder")
        }
    wrong_seats = {str(pk) for one in (called_off, moved) for pk in _seats(cast, one)}
    wrong = {one for one, (_due, seat) in due.items() if seat in wrong_seats}
    right = due.keys() - wrong
    assert len(right) == (size.sessions - 2) * size.people

    chaos.rage(
        size.storm,
        at={
            size.falls_due * 0.3: chaos.flush_redis,
            size.falls_due * 0.5: lambda: call_off_and_move(cast, called_off, moved),
            size.falls_due * 0.9: chaos.restart_postgres,
        },
    )
    chaos.wait_for_workers()
    recovered = time.time()
    wait_for(lambda: right <= chaos.copies().keys(), "the rest of the reminders", seconds=LATE)
    wait_for(lambda: not state_counts(cast) & {"pending", "sending"}, "rest", seconds=LATE)
    report(chaos, due, right, recovered)

    copies = chaos.copies()
    assert right - copies.keys() == set(), "lost"
    assert wrong & copies.keys() == set(), "of a session that was called off or moved"
    assert sum(copies[one] - 1 for one in right) <= chaos.killed
    assert worst_delay(chaos, due, right, recovered) <= LATE
    with cast.inside():
        states = Notification.objects.filter(pk__in=right).values_list("state", flat=True)
        assert set(states) == {"sent"}


def _seats(cast, one):
    with cast.inside():
        return list(one.bookings.values_list("pk", flat=True))


def call_off_and_move(cast, called_off, moved):
    with cast.inside():
        cancel_session(called_off, by=cast.hr_admin.person, reason="Flu")
        current = LearningSession.objects.get(pk=moved.pk)
        later = timedelta(days=40)
        plan = plan_of(current)
        plan = replace(plan, starts_at=plan.starts_at + later, ends_at=plan.ends_at + later)
        change_session(current, plan, by=cast.hr_admin.person)
        of_doomed(called_off, moved).update(due_at=timezone.now())


def worst_delay(chaos, due: dict[str, tuple[datetime, str]], right, recovered: float) -> float:
    """Seconds from when it was due, or from the end of the storm, to the first arrival."""
    first: dict[str, float] = {}
    for when, one in chaos.arrivals():
        first.setdefault(one, when)
    return max(first[one] - max(due[one][0].timestamp(), recovered) for one in right)


def report(chaos, due, right, recovered):
    copies = chaos.copies()
    extra = sum(copies[one] - 1 for one in right)
    late = worst_delay(chaos, due, right, 0)
    print(  # noqa: T201  `make chaos` is run to read it
        f"\n{len(right)} reminders, {chaos.killed} processes killed or cut off:"
        f" {len(right - copies.keys())} lost, {len(right & copies.keys())} by Message-ID,"
        f" {extra} sent again under their Message-ID; the latest {late:.1f} s after its time,"
        f" {max(0, worst_delay(chaos, due, right, recovered)):.1f} s after the storm"
    )
