"""Calling off several sessions at once: of a series, or of a program that ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from peerlearn.people.models import Person
from peerlearn.tenancy.ids import uuid7
from programs.models import Program
from sessions.actions.places import close_line
from sessions.actions.scheduling import booked_in, call_off, leaders_of, waiting_in
from sessions.actions.series_messages import parts_of_people, tell_series_cancellation
from sessions.models import LearningSession
from sessions.queries.ahead import still_ahead


@dataclass(frozen=True)
class CalledOff:
    """How many sessions were called off, and how many people were told."""

    sessions: int
    told: int


def cancel_sessions_ahead(program: Program, *, reason: str, by: Person, now: datetime) -> CalledOff:
    """Call off all sessions of a program that are still to come; each person is told once.

    Again it finds none.
    """
    with transaction.atomic():
        ahead = still_ahead(program, now=now).order_by("pk")
        list(ahead.select_for_update(no_key=True, of=("self",)))
        # Read again under the locks: what somebody cancelled meanwhile is no longer among them.
        held = list(still_ahead(program, now=now))
        return CalledOff(len(held), call_off_all(held, reason=reason))


def call_off_all(held: Sequence[LearningSession], *, reason: str) -> int:
    """Call off these sessions and tell each person once; returns how many people. Needs their
    locks.
    """
    for one in held:
        call_off(one, reason=reason)
    parts = parts_of_people(
        [booking for one in held for booking in booked_in(one)],
        [(person, one) for one in held for person in leaders_of(one)],
        [entry for one in held for entry in waiting_in(one)],
    )
    told = tell_series_cancellation(parts, change=uuid7())
    for one in held:
        close_line(one)
    return told
