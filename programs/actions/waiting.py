"""Those who wait for a place: whom HR lets in or turns down, and who comes in by themselves."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from peerlearn.people.models import Person
from programs.actions.moves import lock_program, move_enrollment, must_have_places
from programs.joining_mails import tell_applicant
from programs.models import Enrollment, Program
from programs.queries import leavers
from programs.queries.joining import in_line, turned_down
from programs.queries.roles import places_taken, role_of_program

APPLIED = Enrollment.State.APPLIED


def admit_waiting(program: Program, role: str) -> int:
    """Let those who wait for an open role in, first come first, as far as there are places.

    Call it under the program's lock. Where HR approves, nobody comes in by themselves, and nobody
    whom HR turned down before.
    """
    facts = role_of_program(program, role)
    if not facts.is_open:
        return 0
    free = facts.free(places_taken(program)[role])
    waiting = _waiting(program).filter(role=role)
    line = in_line(waiting.exclude(id__in=turned_down(waiting).order_by().values("id")))
    admitted = list(line if free is None else line[:free])
    for enrollment in admitted:
        change = move_enrollment(enrollment, "approve", by=None)
        if change:
            tell_applicant(enrollment, change)
    return len(admitted)


def approve_applications(program: Program, enrollment_ids: Iterable[UUID], *, by: Person) -> int:
    """Let applicants in, all of them or, when there are too few places, nobody.

    Returns how many came in; who is in already isn't counted. Raises RoleFullError.
    """
    with transaction.atomic():
        lock_program(program)
        chosen = list(_waiting(program).filter(id__in=list(enrollment_ids)))
        for role in {enrollment.role for enrollment in chosen}:
            must_have_places(program, role, sum(one.role == role for one in chosen))
        for enrollment in chosen:
            change = move_enrollment(enrollment, "approve", by=by)
            if change:
                tell_applicant(enrollment, change)
        return len(chosen)


def reject_applications(
    program: Program, enrollment_ids: Iterable[UUID], *, words: str, by: Person
) -> int:
    """Turn applicants down and tell them why. Returns how many."""
    with transaction.atomic():
        lock_program(program)
        chosen = list(_waiting(program).filter(id__in=list(enrollment_ids)))
        for enrollment in chosen:
            change = move_enrollment(enrollment, "reject", by=by, words=words)
            if change:
                tell_applicant(enrollment, change)
        return len(chosen)


def _waiting(program: Program) -> QuerySet[Enrollment]:
    return (
        Enrollment.objects.filter(program=program, state=APPLIED)
        .exclude(person_id__in=leavers())
        .select_related("person", "program")
    )
