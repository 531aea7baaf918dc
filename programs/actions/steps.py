"""Which steps of the set-up guide a program needs."""

from django.db import transaction

from peerlearn.people.models import Person
from programs.actions.moves import lock_unless_archived
from programs.models import Program
from programs.rules.steps import STEP_NAMES, StepName


def add_step(program: Program, step: StepName, *, by: Person) -> Program:
    """Have a program need a step that it was made without. Twice is once.

    Raises ProgramOverError for an archived one.
    """
    return _leave_out(program, step, is_left_out=False)


def leave_step_out(program: Program, step: StepName, *, by: Person) -> Program:
    """Have a program not need a step, unless somebody begins it all the same.

    Raises ProgramOverError for an archived one.
    """
    return _leave_out(program, step, is_left_out=True)


def _leave_out(program: Program, step: StepName, *, is_left_out: bool) -> Program:
    with transaction.atomic():
        locked = lock_unless_archived(program)
        names = {*locked.steps_left_out, step} if is_left_out else {*locked.steps_left_out} - {step}
        program.steps_left_out = [name for name in STEP_NAMES if name in names]
        program.save(update_fields=["steps_left_out"])
    return program
