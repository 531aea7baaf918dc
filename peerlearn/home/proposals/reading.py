"""All that we propose for a draft, in the order of the page."""

from datetime import date, datetime

from peerlearn.home.proposals import other_rows, people_rows
from peerlearn.home.proposals.ground import Ground, ground_of
from peerlearn.home.proposals.shapes import Proposal
from programs.models import Program


def proposals_of(program: Program, *, now: datetime, today: date) -> list[Proposal]:
    """One row for each step that the program needs, in a constant number of queries."""
    ground = ground_of(program, now=now, today=today)
    return [*_people(ground), *_rest(ground)]


def _people(ground: Ground) -> list[Proposal]:
    rows = [people_rows.who_takes_part(ground)]
    if ground.pairs:
        rows.append(people_rows.who_mentors(ground))
    if ground.needs("facilitator"):
        rows.append(people_rows.who_facilitates(ground))
    if ground.needs("safety"):
        rows.append(people_rows.who_reads(ground))
    return rows


def _rest(ground: Ground) -> list[Proposal]:
    rows = []
    sessions = other_rows.sessions_ahead(ground)
    if sessions:
        rows.append(other_rows.where_and_when(ground, sessions))
    lessons = other_rows.checks(sessions) if ground.needs("comprehension") else None
    if lessons:
        rows.append(lessons)
    if ground.needs("safety"):
        rows.append(other_rows.conduct(ground))
    if ground.pairs:
        rows.append(other_rows.when_to_match(ground))
    return rows
