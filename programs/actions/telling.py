"""Telling people that they take part in a program."""

from datetime import datetime
from uuid import UUID

from peerlearn.tenancy.context import current_organization_id, organization
from peerlearn.tenancy.tasks import send_task_on_commit
from programs.enrolled_mails import SEES_IT, write_enrolled_mails
from programs.models import Enrollment, EnrollmentBatch, Program
from programs.queries import leavers

TASK = "programs.tasks.tell_enrolled"
CHUNK = 500
MORNING = "morning"


def tell_enrolled_soon(
    program: Program, batch: EnrollmentBatch | None = None, *, in_the_morning: bool = False
) -> None:
    """Mail those of an act, or everybody in the program, what they take part in: by a worker,
    once the transaction that is open has committed. Nobody is told of a draft. `in_the_morning`:
    where it is night or a weekend for somebody, theirs waits until nine on a working day.
    """
    about = {"batch_id": str(batch.id)} if batch else {}
    if in_the_morning:
        about["pace"] = MORNING
    send_task_on_commit(
        TASK, organization_id=current_organization_id(), program_id=str(program.id), **about
    )


def tell_enrolled(
    program_id: UUID,
    *,
    batch_id: UUID | None,
    organization_id: UUID,
    now: datetime,
    pace: str = "",
) -> None:
    """Do it, in transactions of some 500 people. May be called again: each is told once."""
    after: UUID | None = None
    while True:
        with organization(organization_id):
            program = Program.objects.select_related("owner", "organization").get(id=program_id)
            if program.state not in SEES_IT:
                return
            rows, is_last = _chunk(program, batch_id, after)
            write_enrolled_mails(program, rows, now=now, waits=pace == MORNING)
        if is_last:
            return
        after = rows[-1].person_id


def _chunk(
    program: Program, batch_id: UUID | None, after: UUID | None
) -> tuple[list[Enrollment], bool]:
    """The next rows, a person's together, and whether they are the last."""
    rows = Enrollment.objects.filter(program=program, state=Enrollment.State.ACTIVE).exclude(
        person_id__in=leavers()
    )
    if batch_id is not None:
        rows = rows.filter(batch=batch_id)
    if after is not None:
        rows = rows.filter(person_id__gt=after)
    found = list(rows.select_related("person").order_by("person_id", "id")[:CHUNK])
    if len(found) < CHUNK:
        return found, True
    cut = found[-1].person_id  # there may be more of theirs
    return [row for row in found if row.person_id != cut], False
