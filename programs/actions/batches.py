"""The rows of an act on many people: written and taken back a chunk at a time, under the lock."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from peerlearn.people.models import Person
from programs.actions.moves import must_have_places
from programs.models import Enrollment, EnrollmentBatch, EnrollmentChange, Program
from programs.queries import leavers
from programs.signals import people_withdrawn

State = Enrollment.State
Act = EnrollmentBatch.Act
# The state into which an act brings people.
BROUGHT = {Act.ENROLLED: State.ACTIVE, Act.INVITED: State.INVITED}
# The state into which an act takes people who were in.
LEFT_INTO = {Act.WITHDRAWN: State.WITHDRAWN, Act.COMPLETED: State.COMPLETED}


def write_enrollments(
    batch: EnrollmentBatch, new: Sequence[UUID], again: Sequence[UUID], *, capacity: int
) -> None:
    """Bring people in, those who were in the role before by their old row."""
    state = BROUGHT[Act(batch.act)]
    Enrollment.objects.bulk_create(
        (
            Enrollment(
                program_id=batch.program_id,
                person_id=person_id,
                role=batch.role,
                capacity=capacity,
                state=state,
                batch=batch,
            )
            for person_id in new
        ),
    )
    if again:
        former = Enrollment.objects.filter(
            program=batch.program_id, role=batch.role, person_id__in=again
        )
        _note_moves(batch, list(former), state, by=batch.made_by)
        former.update(
            state=state,
            capacity=capacity,
            batch=batch,
            returns_on=None,
            joined_on=timezone.localdate(),
            said_yes_at=None,
        )


def withdraw_rows(batch: EnrollmentBatch, rows: Sequence[Enrollment], *, by: Person) -> None:
    """Take people out, and keep where they were for undo."""
    _move(batch, rows, State.WITHDRAWN, by=by)


def complete_rows(batch: EnrollmentBatch, rows: Sequence[Enrollment], *, by: Person) -> None:
    """Mark people as having completed the program, and keep where they were."""
    _move(batch, rows, State.COMPLETED, by=by)


def _move(batch: EnrollmentBatch, rows: Sequence[Enrollment], state: State, *, by: Person) -> None:
    _note_moves(batch, rows, state, by=by)
    Enrollment.objects.filter(id__in=[row.id for row in rows]).update(
        state=state, batch=batch, returns_on=None
    )


def _note_moves(
    batch: EnrollmentBatch, rows: Sequence[Enrollment], state: State, *, by: Person | None
) -> None:
    EnrollmentChange.objects.bulk_create(
        EnrollmentChange(enrollment=row, from_state=row.state, to_state=state, by=by, batch=batch)
        for row in rows
    )


def take_back(batch: EnrollmentBatch, *, by: Person | None, limit: int) -> int:
    """Undo up to `limit` people of an act that brought them in; returns how many.

    Those who came for the first time leave no trace; those who had left before are out again, and
    those whom HR had turned down are turned down.
    """
    touched = Enrollment.objects.filter(batch=batch, state=BROUGHT[Act(batch.act)])
    rows = list(touched.values_list("id", "person_id", "created_at")[:limit])
    ids = [row_id for row_id, _person, made in rows if made >= batch.created_at]
    Enrollment.objects.filter(id__in=ids).delete()
    again = [row_id for row_id, _person, made in rows if made < batch.created_at]
    moves = EnrollmentChange.objects.filter(batch=batch, enrollment_id__in=again)
    rejected = set(moves.filter(from_state=State.REJECTED).values_list("enrollment_id", flat=True))
    Enrollment.objects.filter(id__in=set(again) - rejected).update(state=State.WITHDRAWN)
    Enrollment.objects.filter(id__in=rejected).update(state=State.REJECTED)
    moves.delete()
    tell_withdrawn(batch.program, (person_id for _id, person_id, _made in rows), by=by)
    return len(rows)


def bring_back(batch: EnrollmentBatch) -> None:
    """Undo a withdrawal or a completion: everybody is where they were; who paused takes part
    again. Who has left the company since stays out: `stayed_out` counts them.

    Raises RoleFullError when their places are taken by now.
    """
    out = _taken_out(batch).exclude(person_id__in=leavers())
    changes = EnrollmentChange.objects.filter(batch=batch).order_by()
    was_invited = changes.filter(from_state=State.INVITED).values("enrollment_id")
    was_done = changes.filter(from_state=State.COMPLETED).values("enrollment_id")
    # Who has completed the program holds no place in it.
    holders = out.exclude(id__in=was_done)
    for role in sorted(set(holders.values_list("role", flat=True))):
        must_have_places(batch.program, role, holders.filter(role=role).count())
    out.filter(id__in=was_invited).update(state=State.INVITED)
    out.filter(id__in=was_done).update(state=State.COMPLETED)
    out.update(state=State.ACTIVE)


def stayed_out(batch: EnrollmentBatch) -> int:
    """How many an undo left out of those it was to bring back: they have left the company."""
    if batch.act not in LEFT_INTO:
        return 0
    return _taken_out(batch).filter(person_id__in=leavers()).count()


def _taken_out(batch: EnrollmentBatch) -> QuerySet[Enrollment]:
    return Enrollment.objects.filter(batch=batch, state=LEFT_INTO[Act(batch.act)])


def tell_withdrawn(program: Program, person_ids: Iterable[UUID], *, by: Person | None) -> None:
    """Let those above end seats and pairs."""
    ids = set(person_ids)
    if ids:
        people_withdrawn.send(sender=Program, program=program, person_ids=ids, by=by)
