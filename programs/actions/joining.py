"""What people do themselves: apply, join, answer an invitation, pause, come back, leave."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from programs.actions.moves import lock_program, move_enrollment, put_into
from programs.actions.waiting import admit_waiting
from programs.errors import MoveError, RoleFullError, WrongStateError
from programs.joining_mails import tell_hr_of_application, tell_welcome_back
from programs.models import Enrollment, EnrollmentChange, Program
from programs.queries.joining import turned_down
from programs.queries.roles import role_of_program
from programs.rules.dates import is_over
from programs.rules.moves import UNDO_LASTS, pause_problem
from programs.signals import people_withdrawn, person_paused, person_resumed

State = Enrollment.State
# How long a person can take leaving back.


def apply_for(
    program: Program, person: Person, role: str, *, today: date, words: str = ""
) -> Enrollment:
    """Ask to come in; a second time is the first. Where the role is open but full, it is waiting.

    Raises WrongStateError when the role takes no applications or the program is over.
    """
    with transaction.atomic():
        _must_take(lock_program(program), role, today=today)
        enrollment, change = put_into(program, person, role, "apply", by=person, words=words)
        if change:
            tell_hr_of_application(enrollment, change)
        if role_of_program(program, role).is_open:
            admit_waiting(program, role)
            enrollment.refresh_from_db()
        return enrollment


def join_program(program: Program, person: Person, role: str, *, today: date) -> Enrollment:
    """Come in by oneself where anybody may. Twice is once.

    Raises RoleFullError, MoveError for whom HR turned down, and WrongStateError.
    """
    with transaction.atomic():
        _must_take(lock_program(program), role, today=today)
        if not role_of_program(program, role).is_open:
            raise WrongStateError(_("This role isn't open to everybody: apply for it instead."))
        held = Enrollment.objects.filter(program=program, person=person, role=role)
        if turned_down(held).exists():
            raise MoveError(_("HR turned you down here before: apply, and HR decides."))
        enrollment, _change = put_into(program, person, role, "join", by=person)
        return enrollment


def join_or_wait(
    program: Program, person: Person, role: str, *, today: date, words: str = ""
) -> Enrollment:
    """Join, or wait in line where the last place has gone in this very moment, or where HR turned
    the person down before and decides again. Raises WrongStateError and MoveError.
    """
    try:
        return join_program(program, person, role, today=today)
    except (RoleFullError, MoveError):
        return apply_for(program, person, role, today=today, words=words)


def take_back_application(enrollment: Enrollment, *, by: Person) -> Enrollment:
    """Not to wait any longer. Twice is once. Raises MoveError."""
    with transaction.atomic():
        lock_program(enrollment.program)
        move_enrollment(enrollment, "take_back", by=by)
        return enrollment


def accept_invitation(enrollment: Enrollment, *, by: Person, today: date) -> Enrollment:
    """Say yes. The place was kept. Twice is once. Raises MoveError and WrongStateError."""
    with transaction.atomic():
        _must_run(lock_program(enrollment.program), today=today)
        move_enrollment(enrollment, "accept", by=by)
        return enrollment


def decline_invitation(enrollment: Enrollment, *, by: Person, words: str = "") -> Enrollment:
    """Say no; the place is free again. Twice is once. Raises MoveError."""
    with transaction.atomic():
        lock_program(enrollment.program)
        if move_enrollment(enrollment, "decline", by=by, words=words):
            admit_waiting(enrollment.program, enrollment.role)
        return enrollment


def pause_enrollment(
    enrollment: Enrollment, *, returns_on: date, by: Person, today: date
) -> Enrollment:
    """Take a break until a day. The place stays theirs; another day moves a pause.

    Raises WrongStateError with what is wrong about the day, and MoveError.
    """
    with transaction.atomic():
        program = lock_program(enrollment.program)
        problem = pause_problem(returns_on, today=today, ends_on=program.ends_on)
        if problem:
            raise WrongStateError(problem)
        move_enrollment(enrollment, "pause", by=by)
        Enrollment.objects.filter(id=enrollment.id, state=State.PAUSED).update(
            returns_on=returns_on
        )
        enrollment.refresh_from_db()
        person_paused.send(
            sender=Program, enrollment=enrollment, returns_on=returns_on, today=today
        )
        return enrollment


def resume_enrollment(enrollment: Enrollment, *, by: Person | None) -> Enrollment:
    """Be back, before the day or on it. `by` None: the day has come. Raises MoveError."""
    with transaction.atomic():
        lock_program(enrollment.program)
        change = move_enrollment(enrollment, "resume", by=by)
        if change and by is None:
            tell_welcome_back(enrollment, change)
        if change:
            person_resumed.send(sender=Program, enrollment=enrollment)
        return enrollment


def leave_program(
    enrollment: Enrollment, *, reason: str, by: Person, words: str = ""
) -> Enrollment:
    """Leave for good: seats and pairs that one had there end. Twice is once. Raises MoveError."""
    with transaction.atomic():
        program = lock_program(enrollment.program)
        if move_enrollment(enrollment, "leave", by=by, reason=reason, words=words):
            people_withdrawn.send(
                sender=Program, program=program, person_ids={enrollment.person_id}, by=by
            )
            admit_waiting(program, enrollment.role)
        return enrollment


def undo_leaving(enrollment: Enrollment, *, by: Person, now: datetime) -> Enrollment:
    """Be in it again, within a day; pairs and seats are gone. Twice is once.

    Raises RoleFullError when the place is taken by now, and MoveError when it wasn't them who
    left, or too long ago.
    """
    with transaction.atomic():
        lock_program(enrollment.program)
        enrollment.refresh_from_db()
        if enrollment.state == State.ACTIVE:
            return enrollment
        last = EnrollmentChange.objects.filter(enrollment=enrollment).first()
        was_in = last is not None and last.from_state in {State.ACTIVE, State.PAUSED}
        if last is None or not was_in or last.by_id != by.id or now - last.at > UNDO_LASTS:
            raise MoveError(_("This can't be undone any more. Ask HR to enroll you again."))
        move_enrollment(enrollment, "join", by=by)
        return enrollment


def _must_run(program: Program, *, today: date) -> None:
    if program.state == Program.State.DRAFT or is_over(program.ends_on, today=today):
        raise WrongStateError(_("Nobody can join this program now."))


def _must_take(program: Program, role: str, *, today: date) -> None:
    _must_run(program, today=today)
    facts = role_of_program(program, role)
    if not (facts.takes_applications or facts.is_open):
        raise WrongStateError(_("HR chooses who comes into this role."))
