"""What mentors are asked, as their pages show it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from matching.models import MatchRequest, NotNow
from matching.queries.modes import ways_of
from matching.queries.requests import requests_to, with_people
from matching.rules.reasons import Names, Reader, Reason, reasons_of
from matching.rules.weights import PRIVATE_RULE
from peerlearn.people.models import Person
from programs.models import Program
from programs.queries.roles import Roles, roles_of_programs

State = MatchRequest.State
MOST_SETTLED = 10
OVER = (Program.State.FINISHED, Program.State.ARCHIVED)


@dataclass(frozen=True)
class Question:
    """One question, from the side of the mentor. Struggles are between a pair, not before."""

    request: MatchRequest
    roles: Roles
    reasons: list[Reason]


@dataclass(frozen=True)
class Inbox:
    """All that was put to a mentor: what waits, and what is settled. `until`: of their break."""

    waiting: list[Question]
    settled: list[Question]
    until: date | None


def inbox_of(mentor: Person, *, now: datetime) -> Inbox:
    """A mentor's questions, what is due first on top."""
    waiting = requests_to(mentor).filter(state=State.ASKED).exclude(program__state__in=OVER)
    settled = requests_to(mentor).exclude(state=State.ASKED)
    return Inbox(
        waiting=as_questions(list(waiting.order_by("expires_at", "id"))),
        settled=as_questions(list(settled.order_by("-answered_at", "id")[:MOST_SETTLED])),
        until=break_of(mentor, now=now),
    )


def waiting_requests(mentor: Person) -> QuerySet[MatchRequest]:
    """The questions that wait for a mentor's answer."""
    waiting = requests_to(mentor).filter(state=State.ASKED)
    return waiting.exclude(program__state__in=OVER)


def as_questions(requests: list[MatchRequest]) -> list[Question]:
    """Questions with what speaks for each pair, written to the mentor."""
    roles = roles_of_programs({one.program_id for one in requests}) if requests else {}
    return [
        Question(one, roles[one.program_id], visible_reasons(one, Reader.MENTOR))
        for one in requests
    ]


def visible_reasons(request: MatchRequest, reader: Reader) -> list[Reason]:
    """What speaks for a pair that isn't one yet."""
    names = Names(request.mentor.display_name, request.mentee.display_name, reader)
    parts = [part for part in request.reasons if part["rule"] != PRIVATE_RULE]
    return reasons_of(parts, names)


def break_of(mentor: Person, *, now: datetime) -> date | None:
    """Until when a mentor wants to be asked by nobody; None while they can be."""
    paused = NotNow.objects.filter(mentor=mentor, until__gt=now.date())
    return paused.values_list("until", flat=True).first()


def my_questions(person: Person, *, matched_in: Collection[UUID]) -> dict[str, Any]:
    """What the page of somebody's matches says beside these, as its template takes it.

    `matched_in` are the programs in which they have a mentor.
    """
    asked = MatchRequest.objects.filter(Q(mentee=person) | Q(mentor=person), state=State.ASKED)
    found = list(with_people(asked).exclude(program__state__in=OVER).order_by("expires_at", "id"))
    ways = ways_of(person)
    return {
        "waiting": sum(one.mentor_id == person.id for one in found),
        "is_mentor": ways.is_mentor,
        "choosing": [one for one in ways.choosing if one.id not in matched_in],
        "wishes": ways.wishes,
        "asked": [one for one in found if one.mentee_id == person.id],
    }
