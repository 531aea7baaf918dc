"""HR says who has completed a program."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from peerlearn.people.models import Person
from programs.actions.batches import complete_rows
from programs.actions.moves import lock_unless_archived
from programs.actions.rechecking import recheck_soon
from programs.actions.waiting import admit_waiting
from programs.models import Enrollment, EnrollmentBatch, Program

State = Enrollment.State


def complete_enrollments(
    program: Program, enrollment_ids: Iterable[UUID], *, by: Person
) -> EnrollmentBatch | None:
    """Mark those who take part or pause as having completed the program, also when it is over;
    undo_batch takes it back. Their seats and pairs stay; their places are free again.

    None when nobody was left to mark. Raises ProgramOverError for an archived one.
    """
    with transaction.atomic():
        locked = lock_unless_archived(program)
        done = list(
            Enrollment.objects.filter(
                program=program,
                id__in=list(enrollment_ids),
                state__in=(State.ACTIVE, State.PAUSED),
            )
        )
        if not done:
            return None
        recheck_soon(program.id)
        batch = EnrollmentBatch.objects.create(
            program=program,
            act=EnrollmentBatch.Act.COMPLETED,
            count=len(done),
            total=len(done),
            made_by=by,
        )
        complete_rows(batch, done, by=by)
        if not locked.is_closed:
            for role in sorted({row.role for row in done}):
                admit_waiting(program, role)
        return batch
