"""Enrolling people and withdrawing them, each act as a batch that can be undone."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from peerlearn.people.models import Person
from programs.actions.batches import (
    LEFT_INTO,
    bring_back,
    take_back,
    tell_withdrawn,
    withdraw_rows,
    write_enrollments,
)
from programs.actions.moves import lock_program, lock_unless_archived, must_have_places
from programs.actions.rechecking import recheck_soon
from programs.actions.telling import tell_enrolled_soon
from programs.actions.waiting import admit_waiting
from programs.errors import ListChangedError
from programs.models import Enrollment, EnrollmentBatch, JoiningRule, Program
from programs.queries import IN_PROGRAM
from programs.queries.enrollment import people_elsewhere, people_to_enroll
from programs.rules.enrollment import MENTOR_CAPACITY, MOST_MENTEES, EnrollmentRule

State = Enrollment.State
Act = EnrollmentBatch.Act
CAN_LEAVE = (*IN_PROGRAM, State.INVITED)


class Wish(TypedDict, total=False):
    """`expected` is the number that was shown before: another one enrolls nobody and raises
    ListChangedError. `capacity` is how many mentees each mentor takes. `tell`: whether they get a
    mail, which is so unless said otherwise; nobody is told of a draft.
    """

    capacity: int | None
    expected: int | None
    tell: bool
    joining_rule: JoiningRule


def enroll_people(
    program: Program,
    rule: EnrollmentRule,
    *,
    role: str,
    by: Person | None,
    today: date,
    **wish: Unpack[Wish],
) -> EnrollmentBatch | None:
    """Enroll in one role whom the rule means and who isn't in it already; leavers never.

    Raises ListChangedError, RoleFullError when there are fewer places (then nobody comes in), and
    WrongStateError for a program that is over. None when there was nobody to enroll.
    """
    with transaction.atomic():
        lock_program(program)
        new, again = people_to_enroll(program, role, rule, today=today)
        count = len(new) + len(again)
        check_expected(count, wish.get("expected"))
        if not count:
            return None
        must_have_places(program, role, count)
        recheck_soon(program.id)
        batch = EnrollmentBatch.objects.create(
            program=program,
            act=Act.ENROLLED,
            role=role,
            count=count,
            total=count,
            made_by=by,
            joining_rule=wish.get("joining_rule"),
            work=left_out_now(program, role, rule, today=today),
        )
        write_enrollments(batch, new, again, capacity=capacity_for(role, wish.get("capacity")))
        if wish.get("tell", True):
            tell_enrolled_soon(program, batch)
        return batch


def withdraw_enrollments(
    program: Program, enrollment_ids: Iterable[UUID], *, by: Person
) -> EnrollmentBatch | None:
    """Take people out of a program. What they did stays; the seats and pairs that they had there
    as such end. None when nobody was left to take out. Raises ProgramOverError.
    """
    with transaction.atomic():
        lock_program(program)
        leaving = list(
            Enrollment.objects.filter(
                program=program, id__in=list(enrollment_ids), state__in=CAN_LEAVE
            )
        )
        if not leaving:
            return None
        recheck_soon(program.id)
        batch = EnrollmentBatch.objects.create(
            program=program, act=Act.WITHDRAWN, count=len(leaving), total=len(leaving), made_by=by
        )
        withdraw_rows(batch, leaving, by=by)
        tell_withdrawn(program, (row.person_id for row in leaving), by=by)
        for role in sorted({row.role for row in leaving}):
            admit_waiting(program, role)
        return batch


def undo_batch(batch: EnrollmentBatch, *, by: Person) -> EnrollmentBatch:
    """Put everybody back where they were before the act, unless a later act moved them on.

    Those who were enrolled for the first time leave no trace in the list; those who had left
    before are withdrawn again. Seats and pairs that a withdrawal ended don't come back: others
    have them by now, and mails were sent; nor do people who have left the company. Doing it twice
    changes nothing. Raises RoleFullError when the places of a withdrawal or completion are taken,
    and ProgramOverError.
    """
    with transaction.atomic():
        lock_for_undo(batch)
        undone = EnrollmentBatch.objects.filter(
            id=batch.id, undone_at=None, state=EnrollmentBatch.State.DONE
        ).update(undone_at=timezone.now())
        batch.refresh_from_db()
        if not undone:
            return batch
        recheck_soon(batch.program_id)
        if batch.act in LEFT_INTO:
            bring_back(batch)
        else:
            take_back(batch, by=by, limit=batch.count)
        return batch


def lock_for_undo(batch: EnrollmentBatch) -> Program:
    """In a finished program only what is done there too is undone: completing people, and an act
    that stopped half-way. Raises ProgramOverError.
    """
    if batch.act == Act.COMPLETED or batch.state == EnrollmentBatch.State.FAILED:
        return lock_unless_archived(batch.program)
    return lock_program(batch.program)


def set_mentor_capacity(
    program: Program, enrollment_ids: Iterable[UUID], *, capacity: int, by: Person
) -> int:
    """Say how many mentees these mentors take, 1 to 20; returns how many were changed.

    Raises ValueError for another number, and ProgramOverError.
    """
    if not 1 <= capacity <= MOST_MENTEES:
        raise ValueError(f"capacity must be 1 to {MOST_MENTEES}")
    with transaction.atomic():
        lock_program(program)
        return Enrollment.objects.filter(
            program=program, id__in=list(enrollment_ids), role=Enrollment.Role.MENTOR
        ).update(capacity=capacity)


def check_expected(count: int, expected: int | None) -> None:
    """Raises ListChangedError when other people are meant than were shown."""
    if expected is not None and count != expected:
        raise ListChangedError(expected, count)


def left_out_now(
    program: Program, role: str, rule: EnrollmentRule, *, today: date
) -> dict[str, int]:
    """What is kept with an act of those whom it leaves out, because they are busy elsewhere."""
    if not rule.leaves_out_busy:
        return {}
    return {EnrollmentBatch.LEFT_OUT: people_elsewhere(program, role, rule, today=today).people}


def capacity_for(role: str, capacity: int | None) -> int:
    """How many mentees somebody in the role takes."""
    if role != Enrollment.Role.MENTOR:
        return 1
    return min(max(capacity or MENTOR_CAPACITY, 1), MOST_MENTEES)
