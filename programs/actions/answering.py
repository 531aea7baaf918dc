"""The answers of those who give, asked whether their part in a program suits them.

Until they answer they take part: HR sees that they haven't answered. Whoever would rather not has
left, as with any other reason, and can change their mind while the program is on.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from programs.actions.joining import leave_program
from programs.actions.moves import lock_program, move_enrollment
from programs.answering_mails import tell_declined
from programs.errors import MoveError
from programs.models import Enrollment, EnrollmentChange
from programs.queries import leavers
from programs.queries.joining import changes_of
from programs.rules.answering import GIVES, TAKES_PART, UNDER_WAY

State = Enrollment.State
NOT_NOW = EnrollmentChange.Reason.NOT_NOW


def say_yes(enrollment: Enrollment, *, by: Person, now: datetime) -> Enrollment:
    """It suits them; after a no they come back in. Twice is once.

    Raises MoveError when they are out otherwise or nobody has asked them, RoleFullError when the
    place is taken by now, and ProgramOverError.
    """
    with transaction.atomic():
        _lock_asked(enrollment)
        if enrollment.state == State.WITHDRAWN:
            _come_back(enrollment, by=by)
        elif enrollment.state not in TAKES_PART:
            raise MoveError(_("There is nothing to answer any more."))
        Enrollment.objects.filter(id=enrollment.id, said_yes_at=None).update(said_yes_at=now)
        enrollment.refresh_from_db()
        return enrollment


def say_no(enrollment: Enrollment, *, by: Person, words: str = "") -> Enrollment:
    """They would rather not: they leave, and HR is told. Twice is once.

    Raises MoveError when they are out otherwise or nobody has asked them, and ProgramOverError.
    """
    with transaction.atomic():
        _lock_asked(enrollment)
        if _last_word(enrollment) is not None:
            return enrollment
        if enrollment.state not in TAKES_PART:
            raise MoveError(_("There is nothing to answer any more."))
        leave_program(enrollment, reason=NOT_NOW, words=words, by=by)
        change = _last_word(enrollment)
        if change is not None:
            tell_declined(enrollment, change)
        return enrollment


def take_no_back(enrollment: Enrollment, *, by: Person) -> Enrollment:
    """HR, or they themselves, have them in again; when it was HR the question waits anew. Pairs
    and seats that ended don't come back. Twice is once.

    Raises MoveError when they are out for another reason or have left the company, RoleFullError
    and ProgramOverError.
    """
    with transaction.atomic():
        _lock_asked(enrollment)
        if enrollment.state not in TAKES_PART:
            _come_back(enrollment, by=by)
        return enrollment


def _lock_asked(enrollment: Enrollment) -> None:
    program = lock_program(enrollment.program)
    enrollment.refresh_from_db()
    if enrollment.role not in GIVES or program.state not in UNDER_WAY:
        raise MoveError(_("There is nothing to answer here."))


def _come_back(enrollment: Enrollment, *, by: Person) -> None:
    if _last_word(enrollment) is None:
        raise MoveError(_("There is nothing to answer any more."))
    if leavers().filter(id=enrollment.person_id).exists():
        raise MoveError(_("%(name)s has left the company.") % {"name": enrollment.person.name})
    move_enrollment(enrollment, "join", by=by)


def _last_word(enrollment: Enrollment) -> EnrollmentChange | None:
    """Their no, where it is what put them out; None otherwise."""
    last = changes_of([enrollment.id]).get(enrollment.id)
    is_no = last is not None and last.reason == NOT_NOW
    return last if is_no and enrollment.state == State.WITHDRAWN else None
