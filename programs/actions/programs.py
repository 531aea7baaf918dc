"""Making a program and taking it through its states."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from programs.actions.moves import lock_program
from programs.actions.rechecking import recheck_soon
from programs.errors import (
    ChangedMeanwhileError,
    NotReadyToOpenError,
    ProgramNameTakenError,
    StrandsSessionsError,
    WrongStateError,
)
from programs.models import Program, ProgramTransition
from programs.queries.facilitators import checked_nominations
from programs.queries.programs import history_of, opening_facts, state_before_archive
from programs.rooms import planned_after, planned_before
from programs.rules.states import REOPENS_FOR, TRANSITIONS, Verb, check_opening


def create_program(
    *, name: str, goal: str, starts_on: date, ends_on: date | None, by: Person
) -> Program:
    """Make a draft that `by` owns; an evergreen one without a last day.

    Raises ProgramNameTakenError.
    """
    try:
        with transaction.atomic():
            return Program.objects.create(
                name=name, goal=goal, starts_on=starts_on, ends_on=ends_on, owner=by
            )
    except IntegrityError as error:
        raise _name_taken(error, name) from error


class ProgramSaid(TypedDict, total=False):
    """What can be said of a program; what is left out stays."""

    name: str
    goal: str
    starts_on: date
    ends_on: date | None
    owner: Person | None


def edit_program(
    program: Program,
    *,
    by: Person,
    version: int | None = None,
    strands: date | None = None,
    strands_before: date | None = None,
    **said: Unpack[ProgramSaid],
) -> Program:
    """Change what a program is called, is for, when it is and who owns it; with another owner
    those who facilitate are checked again.

    `version` is the one that was read before: if another has been saved since, nothing is
    written and ChangedMeanwhileError is raised. What changes nothing makes no new version. A new
    last day with published sessions behind it has to be said once more as `strands`, a new first
    day with some before it as `strands_before`, else StrandsSessionsError. Raises
    ProgramNameTakenError, and ProgramOverError.
    """
    try:
        with transaction.atomic():
            stored = lock_program(program)
            if version not in {None, stored.version}:
                raise ChangedMeanwhileError
            _refuse_stranding(stored, said, first=strands_before, last=strands)
            if all(getattr(stored, name) == value for name, value in said.items()):
                return stored
            Program.objects.filter(id=program.id).update(**said, version=F("version") + 1)
            if said.get("owner", stored.owner) != stored.owner:
                recheck_soon(program.id)
    except IntegrityError as error:
        raise _name_taken(error, said.get("name", program.name)) from error
    program.refresh_from_db()
    return program


def _refuse_stranding(
    stored: Program, said: ProgramSaid, *, first: date | None, last: date | None
) -> None:
    """`first` and `last` are the days that were said once more."""
    starts_on, ends_on = said.get("starts_on", stored.starts_on), said.get("ends_on")
    before = planned_before(stored, starts_on) if starts_on != stored.starts_on else []
    after = planned_after(stored, ends_on) if ends_on and ends_on != stored.ends_on else []
    # Both are asked about as long as one of them is unconfirmed: a page says both at once.
    if (before and starts_on != first) or (after and ends_on != last):
        raise StrandsSessionsError(before=before, after=after)


def open_program(program: Program, *, by: Person, today: date) -> Program:
    """Show the program to those enrolled; on or after its first day it runs at once.

    Raises NotReadyToOpenError while something must be mended, and WrongStateError.
    """
    if program.state == Program.State.DRAFT:
        facts = opening_facts(program, checked_nominations(program))
        blockers = check_opening(facts, today=today).blockers
        if blockers:
            raise NotReadyToOpenError(blockers)
    with transaction.atomic():
        _go(program, "open", by=by)
        if program.state == Program.State.OPEN and program.starts_on <= today:
            _go(program, "start", by=by)
    return program


def start_program(program: Program, *, by: Person) -> Program:
    """Say that the program has begun before its first day. Raises WrongStateError."""
    return _go(program, "start", by=by)


def begin_program(program: Program) -> Program:
    """Its first day has come, and it begins by itself. Twice is once."""
    return _go(program, "start", by=None)


def finish_program(program: Program, *, by: Person) -> Program:
    """End the program: nobody joins any more, everything stays readable. Raises WrongStateError."""
    return _go(program, "finish", by=by)


def reopen_program(program: Program, *, by: Person, now: datetime) -> Program:
    """Take back that a program was finished, while nothing has followed from it. Sessions that
    were cancelled with it stay cancelled: people have been told. Twice is once.

    Raises WrongStateError later than REOPENS_FOR, or for a program that isn't finished.
    """
    last = history_of(program).first()
    if last is not None and last.from_state == Program.State.FINISHED and program.is_under_way:
        return program
    is_recent = last is not None and now - last.at <= REOPENS_FOR
    if last is None or last.to_state != Program.State.FINISHED or not is_recent:
        raise WrongStateError(_("That can't be undone any more."))
    with transaction.atomic():
        return _change_state(program, last.from_state, by=by)


def archive_program(program: Program, *, by: Person) -> Program:
    """Put the program away. Nothing is deleted; restore_program brings it back."""
    return _go(program, "archive", by=by)


def restore_program(program: Program, *, by: Person) -> Program:
    """Bring an archived program back to the state it was in.

    Raises ProgramNameTakenError when another program has its name by now.
    """
    if program.state != Program.State.ARCHIVED:
        return program
    try:
        with transaction.atomic():
            return _change_state(program, state_before_archive(program), by=by)
    except IntegrityError as error:
        raise _name_taken(error, program.name) from error


def _go(program: Program, verb: Verb, *, by: Person | None) -> Program:
    sources, target = TRANSITIONS[verb]
    program.refresh_from_db()
    if program.state == target or (verb == "open" and program.state == Program.State.RUNNING):
        return program
    if program.state not in sources:
        raise WrongStateError(
            _("That can't be done while the program is %(state)s.")
            % {"state": program.get_state_display()}
        )
    with transaction.atomic():
        return _change_state(program, target, by=by)


def _change_state(program: Program, target: str, *, by: Person | None) -> Program:
    """Compare-and-set, so that of two who press at once only one writes the transition."""
    before = program.state
    changed = Program.objects.filter(id=program.id, state=before).update(state=target)
    if changed:
        ProgramTransition.objects.create(program=program, from_state=before, to_state=target, by=by)
    program.refresh_from_db()
    return program


def _name_taken(error: IntegrityError, name: str) -> Exception:
    if "program_name_once" in str(error):
        return ProgramNameTakenError(name)
    return error
