"""Reads about the code of conduct."""

from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from peerlearn.people.models import Person
from peerlearn.tenancy.together import Rows
from programs.models import ConductAcceptance, ConductVersion, Enrollment, Program
from programs.queries import IN_PROGRAM, active_enrollments, enrolled_programs


def latest_versions(program: Program) -> QuerySet[ConductVersion]:
    """All versions of a program's code of conduct, the one that holds first."""
    return ConductVersion.objects.filter(program=program).order_by("-number")


def conduct_in_force(program: Program) -> ConductVersion | None:
    """The version that holds: the one with the highest number."""
    return latest_versions(program).select_related("created_by").first()


def acceptance_counts(version: ConductVersion) -> tuple[int, int]:
    """How many of those in the program today have accepted it, and how many they are."""
    here = active_enrollments(version.program).order_by()
    accepted = ConductAcceptance.objects.filter(
        version=version, person_id__in=here.values("person_id")
    )
    people = here.aggregate(people=Count("person_id", distinct=True))["people"]
    return accepted.count(), int(people)


def acceptances_in_force(program: Program) -> Rows:
    """One row or none: how many `people` in the program today accepted the version that holds."""
    here = active_enrollments(program).order_by().values("person_id")
    accepted = ConductAcceptance.objects.filter(
        version_id=Subquery(latest_versions(program).values("pk")[:1]), person_id__in=here
    )
    return accepted.order_by().values("version_id").annotate(people=Count("*")).values("people")


def acceptance_of(version: ConductVersion, person_id: UUID) -> ConductAcceptance | None:
    """A person's acceptance of a version, if they gave one."""
    return ConductAcceptance.objects.filter(version=version, person_id=person_id).first()


def is_asked_to_accept(program: Program, person_id: UUID) -> bool:
    """Whether the code of conduct is theirs to accept: who takes part, and who pauses or has
    completed the program too, since they may write in it still.
    """
    return Enrollment.objects.filter(
        program=program, person_id=person_id, state__in=IN_PROGRAM
    ).exists()


def conducts_to_accept(person: Person) -> QuerySet[Program]:
    """The programs under way that a person takes part in, whose code they haven't accepted."""
    in_force = (
        ConductVersion.objects.filter(program=OuterRef("pk")).order_by("-number").values("pk")[:1]
    )
    accepted = ConductAcceptance.objects.filter(version=OuterRef("in_force"), person=person)
    return (
        enrolled_programs(person)
        .filter(state__in=(Program.State.OPEN, Program.State.RUNNING))
        .annotate(in_force=Subquery(in_force))
        .filter(in_force__isnull=False)
        .exclude(Exists(accepted))
    )


def has_accepted_what_holds(program: Program, person_id: UUID) -> bool:
    """Whether nothing is left for a person to accept: also true without any code of conduct, and
    for those whom nobody asks.
    """
    version = conduct_in_force(program)
    return (
        version is None
        or not is_asked_to_accept(program, person_id)
        or acceptance_of(version, person_id) is not None
    )


def versions_of(program: Program) -> QuerySet[ConductVersion]:
    """All versions, the one in force first, each with `accepted`: by how many people."""
    accepted = (
        ConductAcceptance.objects.filter(version=OuterRef("pk"))
        .order_by()
        .values("version_id")
        .annotate(accepted=Count("pk"))
        .values("accepted")
    )
    return (
        ConductVersion.objects.filter(program=program)
        .select_related("created_by")
        .annotate(accepted=Coalesce(Subquery(accepted, output_field=IntegerField()), 0))
        .order_by("-number")
    )


def yet_to_accept(version: ConductVersion) -> QuerySet[Person]:
    """Those in the program today who haven't accepted a version."""
    taking_part = active_enrollments(version.program).order_by().values("person_id")
    accepted = ConductAcceptance.objects.filter(version=version).values("person_id")
    return Person.objects.filter(id__in=taking_part).exclude(id__in=accepted).order_by("id")
