"""The steps of asking mentors. Call them under the lock of the program."""

from collections.abc import Collection
from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.utils import timezone

from matching.models import MatchRequest, MentorSearch
from matching.queries.offers import Search, fitting_of, obstacles_of, search_mentor
from matching.queries.pairs import zones_of
from matching.queries.requests import queued_requests, with_people
from matching.request_mails import (
    tell_asked,
    tell_going_on,
    tell_hr_of_nobody,
    tell_no_choice_left,
)
from matching.rules.fit import Fitting
from matching.rules.working_days import end_of_working_days
from peerlearn.people.models import Person
from programs.models import Program

State, Reason, Origin = MatchRequest.State, MatchRequest.Reason, MatchRequest.Origin
DAYS_TO_ANSWER = 3


class Closing(TypedDict, total=False):
    """Why a question ends."""

    reason: str
    reason_words: str


def offer(
    program: Program,
    mentee: Person,
    *,
    because: str,
    by: Person | None,
    now: datetime,
    not_to: Collection[UUID] = (),
) -> MatchRequest | None:
    """Ask the mentor who fits best. None when nobody can be asked: HR is told once a day."""
    search = search_mentor(program, mentee, now=now, not_to=not_to)
    if search is None:
        return None
    if search.best is None:
        _note_nobody(program, mentee, search, because=because, now=now)
        return None
    before = MatchRequest.objects.filter(program=program, mentee=mentee, origin=because).count()
    request = MatchRequest.objects.create(
        program=program,
        mentee=mentee,
        mentor_id=search.best.mentor.id,
        origin=because,
        rank=min(before + 1, 30_000),
        score=search.best.score,
        reasons=search.parts,
        by=by,
    )
    return ask(request, now=now)


def ask(request: MatchRequest, *, now: datetime) -> MatchRequest:
    """Put a question to its mentor, who has three working days of their own, and tell both."""
    request = as_it_is(request)
    [zone] = zones_of([request.mentor])
    expires_at = end_of_working_days(now, DAYS_TO_ANSWER, zone)
    MatchRequest.objects.filter(id=request.id).update(
        state=State.ASKED, asked_at=now, expires_at=expires_at
    )
    MentorSearch.objects.filter(program=request.program, mentee=request.mentee).delete()
    request = as_it_is(request)
    tell_asked(request, zone)
    tell_going_on(request)
    return request


def ask_next_choice(program: Program, mentee: Person, *, now: datetime) -> MatchRequest | None:
    """Ask the first of a mentee's next choices who can be asked. None when there is none: those
    who can't be any more are over.
    """
    queued = list(queued_requests(program, mentee))
    if not queued:
        return None
    fitting = fitting_of(program, mentee, now=now)
    if fitting is None:
        return None
    fits = {fit.mentor.id: fit for fit in fitting.all()}
    obstacles = obstacles_of(program, mentee, list(fits.values()), now=now)
    # Whom the mentee chose may be asked although it is much for them: they say so themselves.
    against = {one: what for one, what in obstacles.items() if what != "over_budget"}
    for request in queued:
        fit = fits.get(request.mentor_id)
        if fit is not None and not fit.forbidden and fit.mentor.id not in against:
            _keep_parts(request, fitting, request.mentor_id)
            return ask(request, now=now)
        close(request, State.DECLINED, reason=Reason.NO_PLACE if fit else Reason.GONE)
    return None


def go_on(request: MatchRequest) -> MatchRequest | None:
    """A question came to nothing: ask the next mentor, and tell the mentee in neutral words."""
    now = timezone.now()
    program, mentee = request.program, request.mentee
    if program.is_closed:
        return None
    if (found := ask_next_choice(program, mentee, now=now)) is not None:
        return found
    if request.origin == Origin.CHOICE:
        tell_no_choice_left(request)
        return None
    return offer(program, mentee, because=request.origin, by=request.by, now=now)


def close(request: MatchRequest, state: str, **why: Unpack[Closing]) -> None:
    """End a question."""
    MatchRequest.objects.filter(id=request.id).update(
        state=state, answered_at=timezone.now(), **why
    )


def as_it_is(request: MatchRequest) -> MatchRequest:
    """A question as it is now, with its people."""
    return with_people(MatchRequest.objects.all()).get(id=request.id)


def _keep_parts(request: MatchRequest, fitting: Fitting, mentor_id: UUID) -> None:
    """What speaks for the pair on the day on which the mentor is asked."""
    mentor = next(one for one in fitting.group.mentors if one.id == mentor_id)
    MatchRequest.objects.filter(id=request.id).update(
        score=fitting.of(mentor).score, reasons=fitting.parts(mentor)
    )


def _note_nobody(
    program: Program, mentee: Person, search: Search, *, because: str, now: datetime
) -> None:
    found, _is_new = MentorSearch.objects.update_or_create(
        program=program,
        mentee=mentee,
        defaults={"why": search.why, "looked_at": now, "origin": because},
    )
    tell_hr_of_nobody(found)
