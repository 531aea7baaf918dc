"""Reads about the code of conduct."""

from uuid import UUID

from programs.models import ConductAcceptance, ConductVersion, Enrollment, Program
from programs.queries import active_enrollments


def conduct_in_force(program: Program) -> ConductVersion | None:
    """The version that holds: the one with the highest number."""
    return (
        ConductVersion.objects.filter(program=program)
        .select_related("created_by")
        .order_by("-number")
        .first()
    )


def acceptance_counts(version: ConductVersion) -> tuple[int, int]:
    """How many of those in the program today have accepted it, and how many they are."""
    people = active_enrollments(version.program).order_by().values("person_id").distinct()
    accepted = ConductAcceptance.objects.filter(version=version, person_id__in=people)
    return accepted.count(), people.count()


def acceptance_of(version: ConductVersion, person_id: UUID) -> ConductAcceptance | None:
    """A person's acceptance of a version, if they gave one."""
    return ConductAcceptance.objects.filter(version=version, person_id=person_id).first()


def is_asked_to_accept(program: Program, person_id: UUID) -> bool:
    """Whether a person takes part, so that the code of conduct is theirs to accept."""
    return Enrollment.objects.filter(
        program=program, person_id=person_id, state=Enrollment.State.ACTIVE
    ).exists()
