"""HR pauses people, and brings them back."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from peerlearn.people.models import Person
from programs.actions.joining import pause_enrollment, resume_enrollment
from programs.actions.moves import lock_program
from programs.models import Enrollment, Program
from programs.queries import leavers

State = Enrollment.State


def pause_people(
    program: Program, enrollment_ids: Iterable[UUID], *, returns_on: date, by: Person, today: date
) -> int:
    """Pause those who take part; who pauses already comes back on the new day. Returns how many.

    Raises WrongStateError with what is wrong about the day.
    """
    with transaction.atomic():
        lock_program(program)
        chosen = _chosen(program, enrollment_ids, State.ACTIVE, State.PAUSED)
        for enrollment in chosen:
            pause_enrollment(enrollment, returns_on=returns_on, by=by, today=today)
        return len(chosen)


def resume_people(program: Program, enrollment_ids: Iterable[UUID], *, by: Person) -> int:
    """Bring those who pause back. Returns how many."""
    with transaction.atomic():
        lock_program(program)
        chosen = _chosen(program, enrollment_ids, State.PAUSED)
        for enrollment in chosen:
            resume_enrollment(enrollment, by=by)
        return len(chosen)


def _chosen(program: Program, ids: Iterable[UUID], *states: str) -> list[Enrollment]:
    rows = Enrollment.objects.filter(program=program, id__in=list(ids), state__in=states)
    rows = rows.exclude(person_id__in=leavers())
    return list(rows.select_related("program", "person"))
