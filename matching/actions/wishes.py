"""Mentees' lists of mentors, and what mentors say of those who chose them."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from matching.actions.asking import as_it_is, ask
from matching.errors import (
    HasMentorError,
    NoChoicesError,
    NotMenteeError,
    NotPossibleError,
    TooManyChoicesError,
)
from matching.models import MatchModes, MatchRequest, MentorWish
from matching.queries.directory import Directory, my_choices
from matching.queries.modes import can_choose, modes_of
from matching.queries.requests import asked_request, has_mentor, looks_for_mentor
from matching.rules.left_out import why_not
from peerlearn.people.models import Person
from programs.actions.moves import lock_program
from programs.models import Program

State, Origin = MatchRequest.State, MatchRequest.Origin
Choosing = MatchModes.Choosing


class Modes(TypedDict, total=False):
    """What MatchModes holds; what is left out stays."""

    choosing: str
    most_choices: int
    choose_until: date | None
    offers_to_new_hires: bool


def set_modes(program: Program, *, by: Person, **modes: Unpack[Modes]) -> MatchModes:
    """Say how pairs come about in a program. Lists that were made stay.

    Raises the ProgramOverError of programs.
    """
    with transaction.atomic():
        lock_program(program)
        found, _is_new = MatchModes.objects.update_or_create(program=program, defaults=dict(modes))
        return found


def choose_mentor_oneself(
    program: Program, mentor_id: UUID, *, by: Person, words: str = ""
) -> MatchRequest:
    """Put a mentor on the own list; where mentees ask one after the other, the first is asked at
    once. Twice is once.

    Raises NoChoicesError, TooManyChoicesError, NotPossibleError, HasMentorError, NotMenteeError.
    """
    with transaction.atomic():
        program = lock_program(program)
        modes = _open_modes(program)
        mine = my_choices(program, by)
        if found := next((one for one in mine if one.mentor_id == mentor_id), None):
            return found
        _refuse(program, by, mentor_id)
        if len(mine) >= modes.most_choices:
            raise TooManyChoicesError(modes.most_choices)
        request = MatchRequest.objects.create(
            program=program,
            mentee=by,
            mentor_id=mentor_id,
            origin=Origin.CHOICE,
            rank=_last_rank(program, by) + 1,
            words=words.strip()[:500],
            by=by,
        )
        if modes.choosing == Choosing.ASK and asked_request(program, by) is None:
            _keep_parts(program, by, request)
            return ask(request, now=timezone.now())
        return as_it_is(request)


def move_choice(request: MatchRequest, *, up: bool, by: Person) -> None:
    """Move a mentor up or down by one on the own list; who is asked already stays on top.

    Raises NoChoicesError.
    """
    with transaction.atomic():
        program = lock_program(request.program)
        _open_modes(program)
        queued = [one for one in my_choices(program, by) if one.state == State.QUEUED]
        ids = [one.id for one in queued]
        if request.id not in ids:
            return
        at = ids.index(request.id)
        to = at - 1 if up else at + 1
        if 0 <= to < len(ids):
            ids[at], ids[to] = ids[to], ids[at]
            _write_ranks(ids)


def order_choices(program: Program, ids: Sequence[UUID], *, by: Person) -> None:
    """Put the own list into this order; what isn't named follows. Raises NoChoicesError."""
    with transaction.atomic():
        program = lock_program(program)
        _open_modes(program)
        queued = [one.id for one in my_choices(program, by) if one.state == State.QUEUED]
        named = [one for one in dict.fromkeys(ids) if one in queued]
        _write_ranks([*named, *(one for one in queued if one not in named)])


def say_of_mentee(program: Program, mentee: Person, *, rank: int | None, by: Person) -> MentorWish:
    """A mentor says, in private, how gladly they would take somebody who chose them: a rank from
    1 on, or None for "rather not". Raises NoChoicesError, NotPossibleError.
    """
    with transaction.atomic():
        program = lock_program(program)
        if _open_modes(program).choosing != Choosing.RANK:
            raise NoChoicesError
        wants = MatchRequest.objects.filter(
            program=program, mentor=by, mentee=mentee, state=State.QUEUED
        )
        if not wants.exists():
            raise NotPossibleError(mentee.display_name, why_not("has_none"))
        found, _is_new = MentorWish.objects.update_or_create(
            program=program, mentor=by, mentee=mentee, defaults={"rank": rank}
        )
        return found


def forget_wish(program: Program, mentee: Person, *, by: Person) -> None:
    """A mentor takes back what they said of somebody. Twice is once."""
    MentorWish.objects.filter(program=program, mentor=by, mentee=mentee).delete()


def _open_modes(program: Program) -> MatchModes:
    modes = modes_of(program)
    if not can_choose(modes, program, today=timezone.localdate()):
        raise NoChoicesError
    return modes


def _refuse(program: Program, mentee: Person, mentor_id: UUID) -> None:
    if not looks_for_mentor(program, mentee):
        raise NotMenteeError(mentee.display_name)
    if has_mentor(program, mentee):
        raise HasMentorError(mentee.display_name)
    directory = Directory(program, mentee, now=timezone.now())
    listed = next((one for one in directory.listed if one.fit.mentor.id == mentor_id), None)
    if listed is None:
        raise NotPossibleError(_name(mentor_id), why_not("left"))
    if listed.not_before is not None:
        raise NotPossibleError(_name(mentor_id), why_not("not_now"))
    if not listed.free:
        raise NotPossibleError(_name(mentor_id), why_not("no_place"))


def _keep_parts(program: Program, mentee: Person, request: MatchRequest) -> None:
    """What speaks for the pair, as the mentee saw it."""
    directory = Directory(program, mentee, now=timezone.now())
    for one in directory.listed:
        if one.fit.mentor.id == request.mentor_id and directory.fitting is not None:
            MatchRequest.objects.filter(id=request.id).update(
                score=one.fit.score, reasons=directory.fitting.parts(one.fit.mentor)
            )


def _last_rank(program: Program, mentee: Person) -> int:
    mine = MatchRequest.objects.filter(program=program, mentee=mentee, origin=Origin.CHOICE)
    return int(mine.aggregate(last=Max("rank"))["last"] or 0)


def _write_ranks(ids: Sequence[UUID]) -> None:
    first = min(MatchRequest.objects.filter(id__in=ids).values_list("rank", flat=True), default=1)
    rows = [MatchRequest(id=one, rank=first + at) for at, one in enumerate(ids)]
    MatchRequest.objects.bulk_update(rows, ["rank"])


def _name(person_id: UUID) -> str:
    person = Person.objects.filter(id=person_id).first()
    return person.display_name if person else ""
