"""Moving one enrollment from state to state, under the lock of its program."""

from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from programs.actions.rechecking import recheck_soon
from programs.errors import MoveError, ProgramOverError, RoleFullError
from programs.models import Enrollment, EnrollmentChange, Program
from programs.queries.roles import places_taken, role_of_program
from programs.rules.moves import BEGINS, NEVER, TAKES_PLACE, Move, next_state

IN_THE_ROOM = {Enrollment.State.ACTIVE, Enrollment.State.PAUSED}


class Told(TypedDict):
    """Why a move is made."""

    reason: NotRequired[str]
    words: NotRequired[str]


def lock_program(program: Program) -> Program:
    """One act at a time per program: places are counted and taken under this lock.

    Raises ProgramOverError when the program is finished or archived.
    """
    locked = lock_unless_archived(program)
    if locked.is_closed:
        raise ProgramOverError
    return locked


def lock_unless_archived(program: Program) -> Program:
    """The same for the little that is still changed in a finished program.

    Raises ProgramOverError when it is archived.
    """
    locked = hold_program(program)
    if locked.state == Program.State.ARCHIVED:
        raise ProgramOverError(is_archived=True)
    return locked


def must_not_be_over(program: Program) -> None:
    """For acts that take another lock first, or none. Raises ProgramOverError."""
    if program.is_closed:
        raise ProgramOverError(is_archived=program.state == Program.State.ARCHIVED)


def must_not_be_archived(program: Program) -> None:
    """The same for what goes on in a finished program. Raises ProgramOverError."""
    if program.state == Program.State.ARCHIVED:
        raise ProgramOverError(is_archived=True)


def hold_program(program: Program) -> Program:
    """The program as it is now, in any state, locked until the transaction ends."""
    return Program.objects.select_for_update().get(id=program.id)


def must_have_places(program: Program, role: str, wanted: int) -> None:
    """Call it under the program's lock. Raises RoleFullError."""
    facts = role_of_program(program, role)
    free = facts.free(places_taken(program)[role])
    if free is not None and wanted > free:
        raise RoleFullError(facts.plural, free, wanted)


def put_into(
    program: Program, person: Person, role: str, move: Move, *, by: Person, **told: Unpack[Told]
) -> tuple[Enrollment, EnrollmentChange | None]:
    """The same for a person who may never have been in the role. Call it under the lock."""
    enrollment = Enrollment.objects.filter(program=program, person=person, role=role).first()
    if enrollment is not None:
        return enrollment, move_enrollment(enrollment, move, by=by, **told)
    target = next_state(NEVER, move)
    if target is None:
        raise _impossible(None)
    if move in TAKES_PLACE:
        must_have_places(program, role, 1)
    enrollment = Enrollment.objects.create(
        program=program,
        person=person,
        role=role,
        state=target,
        said_yes_at=_own_yes(person, move, by),
    )
    _recheck_room(program, NEVER, target)
    return enrollment, _note(enrollment, NEVER, target, by=by, **told)


def move_enrollment(
    enrollment: Enrollment, move: Move, *, by: Person | None, **told: Unpack[Told]
) -> EnrollmentChange | None:
    """Make a move; None when it was made before. Call it under the program's lock.

    Compare-and-set, should somebody have come by another way. Raises MoveError and RoleFullError.
    """
    enrollment.refresh_from_db()
    before, target = enrollment.state, next_state(enrollment.state, move)
    if target is None:
        raise _impossible(enrollment)
    if target == before:
        return None
    if move in TAKES_PLACE:
        must_have_places(enrollment.program, enrollment.role, 1)
    begins: dict[str, Any] = {}
    if move in BEGINS:
        yes = _own_yes(enrollment.person, move, by)
        begins = {"joined_on": timezone.localdate(), "said_yes_at": yes}
    moved = Enrollment.objects.filter(id=enrollment.id, state=before).update(
        state=target, returns_on=None, batch=None, **begins
    )
    if not moved:
        raise _impossible(enrollment)
    enrollment.refresh_from_db()
    _recheck_room(enrollment.program, before, target)
    return _note(enrollment, before, target, by=by, **told)


def _own_yes(person: Person, move: Move, by: Person | None) -> datetime | None:
    """Whoever applied, or comes in by their own hand, needn't be asked whether it suits them."""
    is_own = move == "approve" or (move in BEGINS and by == person)
    return timezone.now() if is_own else None


def _recheck_room(program: Program, *states: str) -> None:
    """Whoever comes in, or goes, may be led by the one who facilitates."""
    if IN_THE_ROOM & set(states):
        recheck_soon(program.id)


def _note(
    enrollment: Enrollment, before: str, target: str, *, by: Person | None, **told: Unpack[Told]
) -> EnrollmentChange:
    return EnrollmentChange.objects.create(
        enrollment=enrollment,
        from_state=before,
        to_state=target,
        by=by,
        reason=told.get("reason", ""),
        words=told.get("words", "").strip()[:500],
    )


def _impossible(enrollment: Enrollment | None) -> MoveError:
    state = enrollment.get_state_display() if enrollment else _("not in this program")
    return MoveError(_("That can't be done any more: the state is “%(state)s”.") % {"state": state})
