"""Enrolling people and withdrawing them, each act as a batch that can be undone."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from programs.actions.rechecking import recheck_soon
from programs.errors import ListChangedError, WrongStateError
from programs.models import Enrollment, EnrollmentBatch, Program
from programs.queries import IN_PROGRAM
from programs.queries.enrollment import people_to_enroll
from programs.rules.enrollment import MENTOR_CAPACITY, MOST_MENTEES, EnrollmentRule
from programs.signals import people_withdrawn

State = Enrollment.State
Act = EnrollmentBatch.Act


def enroll_people(
    program: Program,
    rule: EnrollmentRule,
    *,
    role: str,
    by: Person,
    today: date,
    capacity: int | None = None,
    expected: int | None = None,
) -> EnrollmentBatch | None:
    """Enroll in one role whom the rule means and who isn't in it already; leavers never.

    `expected` is the number that was shown before: another one enrolls nobody and raises
    ListChangedError. `capacity` is how many mentees each mentor takes. Raises WrongStateError
    for a program that is over. Returns None when there was nobody to enroll.
    """
    with transaction.atomic():
        _lock_for_joining(program)
        new, again = people_to_enroll(program, role, rule, today=today)
        count = len(new) + len(again)
        if expected is not None and count != expected:
            raise ListChangedError(expected, count)
        if not count:
            return None
        batch = _make_batch(program, Act.ENROLLED, count, by=by)
        _write(batch, new, again, role=role, capacity=_capacity_for(role, capacity))
        return batch


def _write(
    batch: EnrollmentBatch, new: list[UUID], again: list[UUID], *, role: str, capacity: int
) -> None:
    Enrollment.objects.bulk_create(
        Enrollment(
            program_id=batch.program_id,
            person_id=person_id,
            role=role,
            capacity=capacity,
            batch=batch,
        )
        for person_id in new
    )
    if again:
        former = Enrollment.objects.filter(program=batch.program_id, role=role, person_id__in=again)
        former.update(
            state=State.ACTIVE, capacity=capacity, batch=batch, joined_on=timezone.localdate()
        )


def withdraw_enrollments(
    program: Program, enrollment_ids: Iterable[UUID], *, by: Person
) -> EnrollmentBatch | None:
    """Take people out of a program. What they did stays; the seats and pairs that they had there
    as such end. None when nobody was left to take out.
    """
    with transaction.atomic():
        _lock(program)
        leaving = Enrollment.objects.filter(
            program=program, id__in=list(enrollment_ids), state__in=IN_PROGRAM
        )
        people = dict(leaving.values_list("id", "person_id"))
        if not people:
            return None
        batch = _make_batch(program, Act.WITHDRAWN, len(people), by=by)
        Enrollment.objects.filter(id__in=people).update(state=State.WITHDRAWN, batch=batch)
        _tell_withdrawn(program, people.values(), by=by)
        return batch


def undo_batch(batch: EnrollmentBatch, *, by: Person) -> EnrollmentBatch:
    """Put everybody back where they were before the act, unless a later act moved them on.

    Those who were enrolled for the first time leave no trace in the list; those who had left
    before are withdrawn again. Seats and pairs that a withdrawal ended don't come back: others
    have them by now, and mails were sent. Doing it twice changes nothing.
    """
    with transaction.atomic():
        program = _lock(batch.program)
        undone = EnrollmentBatch.objects.filter(id=batch.id, undone_at=None).update(
            undone_at=timezone.now()
        )
        batch.refresh_from_db()
        if not undone:
            return batch
        recheck_soon(program.id)
        touched = Enrollment.objects.filter(program=program, batch=batch)
        if batch.act == Act.ENROLLED:
            out = list(touched.filter(state=State.ACTIVE).values_list("person_id", flat=True))
            touched.filter(state=State.ACTIVE, created_at__gte=batch.created_at).delete()
            touched.filter(state=State.ACTIVE).update(state=State.WITHDRAWN)
            _tell_withdrawn(program, out, by=by)
        else:
            touched.filter(state=State.WITHDRAWN).update(state=State.ACTIVE)
        return batch


def set_mentor_capacity(
    program: Program, enrollment_ids: Iterable[UUID], *, capacity: int, by: Person
) -> int:
    """Say how many mentees these mentors take, 1 to 20; returns how many were changed.

    Raises ValueError for another number.
    """
    if not 1 <= capacity <= MOST_MENTEES:
        raise ValueError(f"capacity must be 1 to {MOST_MENTEES}")
    return Enrollment.objects.filter(
        program=program, id__in=list(enrollment_ids), role=Enrollment.Role.MENTOR
    ).update(capacity=capacity)


def _capacity_for(role: str, capacity: int | None) -> int:
    if role != Enrollment.Role.MENTOR:
        return 1
    return min(max(capacity or MENTOR_CAPACITY, 1), MOST_MENTEES)


def _make_batch(program: Program, act: str, count: int, *, by: Person) -> EnrollmentBatch:
    recheck_soon(program.id)
    return EnrollmentBatch.objects.create(program=program, act=act, count=count, made_by=by)


def _tell_withdrawn(program: Program, person_ids: Iterable[UUID], *, by: Person) -> None:
    people_withdrawn.send(sender=Program, program=program, person_ids=set(person_ids), by=by)


def _lock(program: Program) -> Program:
    """One act at a time per program: two who press at once don't enroll anybody twice."""
    return Program.objects.select_for_update().get(id=program.id)


def _lock_for_joining(program: Program) -> None:
    if _lock(program).is_closed:
        raise WrongStateError(_("This program is over: nobody can join any more."))
