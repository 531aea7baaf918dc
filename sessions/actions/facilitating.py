"""Giving sessions to somebody who has accepted to facilitate their program."""

from dataclasses import replace
from datetime import datetime

from peerlearn.people.models import Person
from programs.models import Program
from programs.queries import accepted_facilitators
from programs.signals import SessionsTaken
from sessions.actions.leading import gather_leading
from sessions.actions.plans import PlanRefusedError
from sessions.actions.scheduling import change_session, plan_of
from sessions.models import LearningSession
from sessions.queries.bookings import confirmed_bookings
from sessions.queries.facilitating import to_be_run_by, without_facilitator
from sessions.queries.neutrality import doubts_about


def take_open_sessions(program: Program, person: Person, *, now: datetime) -> SessionsTaken:
    """Make somebody the facilitator of a program's sessions to come, and drafts, that have nobody.

    One in which they aren't neutral, or that can't be changed, stays open: why is returned. They
    are told of those that are announced, by one mail. Doing it twice changes nothing. Needs a
    transaction.
    """
    runs, left_open = 0, []
    for learning_session in without_facilitator(program, now=now):
        if reasons := _take(learning_session, person):
            left_open.append(f"{learning_session.title}: {' '.join(reasons)}")
        else:
            runs += 1
    gather_leading(program, [person])
    return SessionsTaken(runs, left_open)


def _take(learning_session: LearningSession, person: Person) -> list[str]:
    """Why they can't; nothing when they run it now."""
    doubts = []
    if learning_session.presenter_id != person.id:  # the plan refuses that in its own words
        doubts = doubts_about(person, learning_session, confirmed_bookings(learning_session))
    if doubts:
        return doubts
    try:
        change_session(
            learning_session, replace(plan_of(learning_session), facilitator=person), by=person
        )
    except PlanRefusedError as refusal:
        return [str(refusal)]
    return []


def hand_over_sessions(
    program: Program, person: Person, *, by: Person, now: datetime
) -> SessionsTaken:
    """Take the sessions to come, and drafts, from somebody who facilitates no longer: each goes to
    another who has accepted and is neutral there, or else to nobody yet; the titles of these are
    returned. Doing it twice changes nothing. Needs a transaction.
    """
    runs, left_open = 0, []
    others = list(accepted_facilitators(program).exclude(pk=person.pk).order_by("name", "pk"))
    for learning_session in to_be_run_by(program, person, now=now):
        if any(not _take(learning_session, other) for other in others):
            runs += 1
            continue
        _leave_open(learning_session, by=by)
        left_open.append(learning_session.title)
    gather_leading(program, others)
    return SessionsTaken(runs, left_open)


def _leave_open(learning_session: LearningSession, *, by: Person) -> None:
    """Nobody runs it; also where nothing else about it could be changed any more."""
    plan = replace(plan_of(learning_session), facilitator=None)
    try:
        change_session(learning_session, plan, by=by)
    except PlanRefusedError:
        LearningSession.objects.filter(pk=learning_session.pk).update(facilitator=None)
