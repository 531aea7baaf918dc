"""Making a new run of an earlier program."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from peerlearn.people.models import Person
from programs.actions.conduct import publish_conduct
from programs.actions.programs import create_program
from programs.actions.roles import set_role
from programs.models import Enrollment, EnrollmentBatch, Program, ProgramRole
from programs.queries.conduct import conduct_in_force
from programs.signals import program_copied


@dataclass(frozen=True)
class Copied:
    """What came of it: `enrolled` roles were taken over, `left_out` people have left."""

    program: Program
    enrolled: int = 0
    left_out: int = 0


def copy_program(
    original: Program, *, name: str, starts_on: date, with_people: bool, by: Person
) -> Copied:
    """Make a draft with the goal, code of conduct, sessions, checks and match preferences of
    another program, moved to another first day: all of it, or nothing.

    `with_people` enrolls those who take part today again, those who have left aside. Seats,
    answers, pairs and nominations stay behind. Raises ProgramNameTakenError.
    """
    days = (starts_on - original.starts_on).days
    ends_on = original.ends_on + (starts_on - original.starts_on) if original.ends_on else None
    with transaction.atomic():
        program = create_program(
            name=name, goal=original.goal, starts_on=starts_on, ends_on=ends_on, by=by
        )
        program.steps_left_out = original.steps_left_out
        program.save(update_fields=["steps_left_out"])
        conduct = conduct_in_force(original)
        if conduct is not None:
            publish_conduct(program, text=conduct.text, by=by)
        _copy_roles(program, original, by=by)
        copied = Copied(program)
        if with_people:
            copied = _enroll_again(program, original, by=by)
        program_copied.send(
            sender=Program,
            program=program,
            original=original,
            days=days,
            with_people=with_people,
            by=by,
        )
    return copied


def _copy_roles(program: Program, original: Program, *, by: Person) -> None:
    for row in ProgramRole.objects.filter(program=original):
        set_role(
            program,
            row.role,
            by=by,
            label_one=row.label_one,
            label_many=row.label_many,
            asked=row.asked,
            hours_a_month=row.hours_a_month,
            seats=row.seats,
            way_in=row.way_in,
        )


def _enroll_again(program: Program, original: Program, *, by: Person) -> Copied:
    active = Enrollment.objects.filter(program=original, state=Enrollment.State.ACTIVE)
    rows = list(active.values_list("person_id", "person__state", "role", "capacity"))
    staying = [row for row in rows if row[1] == Person.State.ACTIVE]
    left = {person_id for person_id, state, *_rest in rows if state != Person.State.ACTIVE}
    if staying:
        batch = EnrollmentBatch.objects.create(
            program=program, act=EnrollmentBatch.Act.ENROLLED, count=len(staying), made_by=by
        )
        joined_on = max(program.starts_on, timezone.localdate())
        Enrollment.objects.bulk_create(
            (
                Enrollment(
                    program=program,
                    person_id=person_id,
                    role=role,
                    capacity=capacity,
                    batch=batch,
                    joined_on=joined_on,
                )
                for person_id, _state, role, capacity in staying
            ),
            batch_size=1000,
        )
    return Copied(program, enrolled=len(staying), left_out=len(left))
