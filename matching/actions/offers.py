"""Asking mentors whether they take a mentee: one at a time, the next by itself.

Everything here happens under the lock of the program, as publishing does: a mentor's places and a
mentee's one place are counted and taken under it.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.actions.announcing import tell_pairs
from matching.actions.asking import as_it_is, ask_next_choice, close, go_on, offer
from matching.errors import AnsweredError, HasMentorError, NotMenteeError, NotPossibleError
from matching.models import Match, MatchRequest, MentorSearch
from matching.queries.offers import fitting_of
from matching.queries.places import places_of
from matching.queries.requests import (
    asked_request,
    has_mentor,
    looks_for_mentor,
    open_requests,
)
from matching.request_mails import tell_expired, tell_over
from matching.rules.fit import NOT_WITH
from matching.rules.left_out import why_not
from peerlearn.people.models import Person
from programs.actions.moves import hold_program, lock_program
from programs.models import Program

State, Reason = MatchRequest.State, MatchRequest.Reason


def offer_next_mentor(
    program: Program,
    mentee: Person,
    *,
    because: str,
    by: Person | None = None,
    not_to: Collection[UUID] = (),
) -> MatchRequest | None:
    """Ask the mentor who fits a mentee best, of those who can be asked, and tell both.

    `because` is a MatchRequest.Origin, `not_to` are ids of mentors who are passed over. A mentor
    who is asked already stays asked, and the mentee's own choices come first. None when nobody
    can be asked: HR is told, and reads why. Raises HasMentorError, NotMenteeError, and the
    ProgramOverError of programs.
    """
    with transaction.atomic():
        program = lock_program(program)
        _refuse(program, mentee)
        now = timezone.now()
        asked = asked_request(program, mentee) or ask_next_choice(program, mentee, now=now)
        return asked or offer(program, mentee, because=because, by=by, not_to=not_to, now=now)


def accept_request(request: MatchRequest, *, by: Person) -> Match:
    """The mentor says yes: the two are a pair, and the mentee's other questions are over.

    Saying it twice is saying it once. Where one of the two has asked in private not to be paired
    with the other since, the question is over as if it had been taken back, and the next one is
    asked. Raises AnsweredError, also then; HasMentorError, NotPossibleError.
    """
    with transaction.atomic():
        lock_program(request.program)
        request = as_it_is(request)
        if request.state == State.ACCEPTED and request.match_id is not None:
            return Match.objects.get(id=request.match_id)
        if request.state != State.ASKED:
            raise AnsweredError
        match = _pair_up(request, by=by) if _is_wanted(request) else None
        if match is None:
            close(request, State.WITHDRAWN)
            go_on(request)
    if match is None:
        raise AnsweredError
    return match


def decline_request(
    request: MatchRequest, *, by: Person, reason: str, words: str = ""
) -> MatchRequest:
    """The mentor says no, and the next one is asked. Twice is once. Raises AnsweredError."""
    if reason not in MatchRequest.SAID:
        raise ValueError(f"no reason to decline: {reason}")
    with transaction.atomic():
        hold_program(request.program)
        request = as_it_is(request)
        if request.state == State.DECLINED:
            return request
        if request.state != State.ASKED:
            raise AnsweredError
        close(request, State.DECLINED, reason=reason, reason_words=words.strip()[:500])
        go_on(request)
        return as_it_is(request)


def withdraw_request(request: MatchRequest, *, by: Person) -> MatchRequest:
    """The mentee, or HR, takes a question back; the next choice is asked. Twice is once.

    Raises AnsweredError.
    """
    with transaction.atomic():
        hold_program(request.program)
        request = as_it_is(request)
        if request.state == State.WITHDRAWN:
            return request
        if not request.is_open:
            raise AnsweredError
        was_asked = request.state == State.ASKED
        close(request, State.WITHDRAWN)
        if was_asked:
            tell_over(request)
            ask_next_choice(request.program, request.mentee, now=timezone.now())
        return as_it_is(request)


def expire_request(request: MatchRequest, *, now: datetime) -> bool:
    """Nobody answered in time: ask the next one. False when somebody did meanwhile."""
    with transaction.atomic():
        hold_program(request.program)
        request = as_it_is(request)
        if request.state != State.ASKED or request.expires_at is None or request.expires_at > now:
            return False
        close(request, State.EXPIRED)
        if not request.program.is_closed:
            tell_expired(request)
        go_on(request)
        return True


def end_requests_of_matched(
    program: Program, matches: Collection[Match], *, by: Person | None
) -> None:
    """Who has a mentor asks nobody any more; whose places are taken is asked no more, and the
    next one is. Call it under the program's lock.
    """
    mentees = {match.mentee_id for match in matches}
    MentorSearch.objects.filter(program=program, mentee__in=mentees).delete()
    for request in open_requests(program, mentees=mentees):
        close(request, State.WITHDRAWN)
        if request.asked_at:
            tell_over(request)
    full = _full(program, {match.mentor_id for match in matches})
    for request in open_requests(program, mentors=full).filter(state=State.ASKED):
        close(request, State.DECLINED, reason=Reason.NO_PLACE)
        tell_over(request)
        go_on(request)


def end_requests_of_gone(program: Program, person_ids: Collection[UUID]) -> None:
    """Who is no longer in the program asks nobody and is asked by nobody; whoever had asked them
    asks the next one. Twice is once. Needs a transaction.
    """
    ids = list(person_ids)
    hold_program(program)
    for request in open_requests(program, mentees=ids, mentors=ids):
        if request.mentee_id in person_ids and not looks_for_mentor(program, request.mentee):
            close(request, State.WITHDRAWN)
            if request.asked_at:
                tell_over(request)
        elif request.mentor_id in person_ids and not _is_mentor(program, request.mentor_id):
            was_asked = request.state == State.ASKED
            close(request, State.DECLINED, reason=Reason.GONE)
            if was_asked:
                go_on(request)
    MentorSearch.objects.filter(program=program, mentee__in=ids).delete()


def _refuse(program: Program, mentee: Person) -> None:
    if not looks_for_mentor(program, mentee):
        raise NotMenteeError(mentee.display_name)
    if has_mentor(program, mentee):
        raise HasMentorError(mentee.display_name)


def _pair_up(request: MatchRequest, *, by: Person) -> Match:
    match = _make_match(request)
    close(request, State.ACCEPTED)
    MatchRequest.objects.filter(id=request.id).update(match=match)
    tell_pairs([match.id])
    end_requests_of_matched(request.program, [match], by=by)
    return match


def _is_wanted(request: MatchRequest) -> bool:
    """Days have passed since the question: raises what stands against the pair now. False where
    that is private to one of them, and not to be told to the other.
    """
    program, mentee, mentor = request.program, request.mentee, request.mentor
    _refuse(program, mentee)
    fitting = fitting_of(program, mentee, now=timezone.now())
    found = [one for one in fitting.group.mentors if one.id == mentor.id] if fitting else []
    if fitting is None or not found:
        raise NotPossibleError(mentor.display_name, why_not("left"))
    forbidden = fitting.of(found[0]).forbidden
    if openly := [rule for rule in forbidden if rule != NOT_WITH]:
        raise NotPossibleError(mentor.display_name, ", ".join(map(why_not, openly)))
    if not found[0].places:
        raise NotPossibleError(mentor.display_name, why_not("no_place"))
    return not forbidden


def _make_match(request: MatchRequest) -> Match:
    return Match.objects.create(
        program=request.program,
        mentor=request.mentor,
        mentee=request.mentee,
        state=Match.State.ACTIVE,
        score=request.score,
        reasons=request.reasons,
        published_at=timezone.now(),
    )


def _full(program: Program, mentor_ids: Collection[UUID]) -> list[UUID]:
    places = places_of(program)
    return [mentor for mentor in mentor_ids if not places.free(mentor)]


def _is_mentor(program: Program, person_id: UUID) -> bool:
    return person_id in places_of(program).capacity
