"""Acts on more people than one waits for: a worker does them, a chunk at a time."""

from datetime import date, datetime
from typing import Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from peerlearn.tenancy.context import current_organization_id, organization
from peerlearn.tenancy.tasks import send_task_on_commit
from programs.actions.batches import LEFT_INTO, take_back, write_enrollments
from programs.actions.enrollment import (
    Wish,
    capacity_for,
    check_expected,
    enroll_people,
    left_out_now,
    lock_for_undo,
    undo_batch,
)
from programs.actions.moves import (
    hold_program,
    lock_program,
    must_have_places,
)
from programs.actions.rechecking import recheck_soon
from programs.actions.telling import tell_enrolled_soon
from programs.errors import ProgramError, WrongStateError
from programs.models import EnrollmentBatch, Program
from programs.queries.daily import SILENCE
from programs.queries.enrollment import people_to_enroll
from programs.rules.acts import AT_ONCE, CHUNK, rule_as_json, rule_from_json
from programs.rules.enrollment import EnrollmentRule

State = EnrollmentBatch.State
TASK = "programs.tasks.carry_out_act"


def enroll_many(
    program: Program,
    rule: EnrollmentRule,
    *,
    role: str,
    by: Person,
    today: date,
    **wish: Unpack[Wish],
) -> EnrollmentBatch | None:
    """Enroll at once, or have a worker do it when it is more than 500 people: then the batch is
    `working`. Raises what enroll_people raises, and WrongStateError while another such act works.
    """
    with transaction.atomic():
        lock_program(program)
        must_be_idle(program)
        new, again = people_to_enroll(program, role, rule, today=today)
        count = len(new) + len(again)
        if count <= AT_ONCE:
            return enroll_people(program, rule, role=role, by=by, today=today, **wish)
        check_expected(count, wish.get("expected"))
        must_have_places(program, role, count)
        batch = EnrollmentBatch.objects.create(
            program=program,
            act=EnrollmentBatch.Act.ENROLLED,
            state=State.WORKING,
            role=role,
            count=0,
            total=count,
            made_by=by,
            worked_at=timezone.now(),
            work={
                "rule": rule_as_json(rule),
                "capacity": capacity_for(role, wish.get("capacity")),
                "today": today.isoformat(),
                **left_out_now(program, role, rule, today=today),
                "tell": wish.get("tell", True),
            },
        )
        _send(batch)
        return batch


def must_be_idle(program: Program) -> None:
    """For acts that need everybody to be in. Raises WrongStateError while a worker enrolls people,
    or takes an enrollment back.
    """
    working = EnrollmentBatch.objects.filter(program=program, state__in=EnrollmentBatch.UNDER_WAY)
    if working.exists():
        raise WrongStateError(
            _("People are still being enrolled here, or taken out. Wait until it is done.")
        )


def undo_many(batch: EnrollmentBatch, *, by: Person) -> EnrollmentBatch:
    """Undo an act at once, or have a worker do it. An act that stopped half-way is undone too.

    Twice is once. Raises RoleFullError, ProgramOverError, and WrongStateError while the act itself
    is under way.
    """
    with transaction.atomic():
        hold_program(batch.program)
        batch.refresh_from_db()
        lock_for_undo(batch)
        if batch.state == State.WORKING:
            raise WrongStateError(_("Wait until it is done: then it can be undone."))
        is_small = batch.count <= AT_ONCE and batch.state == State.DONE
        if is_small or batch.act in LEFT_INTO:
            return undo_batch(batch, by=by)
        undone = EnrollmentBatch.objects.filter(
            id=batch.id, undone_at=None, state__in=(State.DONE, State.FAILED)
        ).update(state=State.UNDOING, total=F("count"), failure="", worked_at=timezone.now())
        if undone:
            _send(batch)
        batch.refresh_from_db()
        return batch


def send_again(batch: EnrollmentBatch, *, now: datetime) -> None:
    """Wake a worker for an act whose worker is gone; one that is still worked on is done once."""
    waiting = EnrollmentBatch.objects.filter(
        id=batch.id, state__in=EnrollmentBatch.UNDER_WAY, worked_at__lt=now - SILENCE
    )
    if waiting.update(worked_at=now):
        _send(batch)


def carry_out(batch_id: UUID, *, organization_id: UUID) -> None:
    """Do an act to its end, each chunk in a transaction of its own. May be called again at any
    time: what is done is done once.
    """
    try:
        while _one_chunk(batch_id, organization_id):
            pass
    except ProgramError as refusal:
        with organization(organization_id):
            EnrollmentBatch.objects.filter(id=batch_id, state=State.WORKING).update(
                state=State.FAILED, failure=str(refusal)[:300]
            )


def _one_chunk(batch_id: UUID, organization_id: UUID) -> bool:
    """Whether there is more to do."""
    with organization(organization_id):
        batch = EnrollmentBatch.objects.select_related("program", "made_by").get(id=batch_id)
        Program.objects.select_for_update().get(id=batch.program_id)
        batch.refresh_from_db(fields=["state", "count", "total"])
        if batch.state == State.WORKING:
            done = _enroll_chunk(batch)
        elif batch.state == State.UNDOING:
            done = take_back(batch, by=None, limit=CHUNK)
            batch.count = max(batch.count - done, 0)
        else:
            return False
        if not done:
            _finish(batch)
        batch.worked_at = timezone.now()
        batch.save(update_fields=["state", "count", "undone_at", "worked_at"])
        return bool(done)


def _enroll_chunk(batch: EnrollmentBatch) -> int:
    lock_program(batch.program)
    work = batch.work
    new, again = people_to_enroll(
        batch.program,
        batch.role,
        rule_from_json(work["rule"]),
        today=date.fromisoformat(work["today"]),
        limit=CHUNK,
    )
    done = len(new) + len(again)
    must_have_places(batch.program, batch.role, done)
    write_enrollments(batch, new, again, capacity=work["capacity"])
    batch.count += done
    return done


def _finish(batch: EnrollmentBatch) -> None:
    recheck_soon(batch.program_id)
    if batch.state == State.UNDOING:
        batch.undone_at = timezone.now()
        batch.count = batch.total
    elif batch.work.get("tell"):
        tell_enrolled_soon(batch.program, batch)
    batch.state = State.DONE


def _send(batch: EnrollmentBatch) -> None:
    send_task_on_commit(TASK, organization_id=current_organization_id(), batch_id=str(batch.id))
