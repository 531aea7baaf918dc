"""What the scheduler finds to do in one organization."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from peerlearn.people.models import Person
from programs.models import (
    Enrollment,
    EnrollmentBatch,
    FacilitatorNomination,
    JoiningRule,
    Program,
)

# Nothing heard of an act for so long: the worker may be gone, and it is sent again.
SILENCE = timedelta(seconds=60)
OVER = (Program.State.FINISHED, Program.State.ARCHIVED)


def pauses_over(*, today: date) -> QuerySet[Enrollment]:
    """Whose break ends today or ended before, in programs that aren't over."""
    return (
        Enrollment.objects.filter(state=Enrollment.State.PAUSED, returns_on__lte=today)
        .exclude(program__state__in=OVER)
        .select_related("program", "person")
    )


def programs_to_begin(*, today: date) -> QuerySet[Program]:
    """Launched programs whose first day has come."""
    return Program.objects.filter(state=Program.State.OPEN, starts_on__lte=today).order_by("id")


def joining_rules_to_run() -> QuerySet[JoiningRule]:
    """The standing rules of programs that aren't over."""
    return (
        JoiningRule.objects.filter(stopped_at=None)
        .exclude(program__state__in=OVER)
        .select_related("program")
        .order_by("id")
    )


def latest_arrivals(program: Program, *, most: int = 5) -> QuerySet[EnrollmentBatch]:
    """What standing rules did, the latest first."""
    return (
        EnrollmentBatch.objects.filter(program=program, undone_at=None)
        .exclude(joining_rule=None)
        .order_by("-created_at")[:most]
    )


def joining_rules_of(program: Program) -> QuerySet[JoiningRule]:
    """The rules that stand in a program."""
    return (
        JoiningRule.objects.filter(program=program, stopped_at=None)
        .select_related("made_by")
        .order_by("role")
    )


def silent_acts(*, now: datetime) -> QuerySet[EnrollmentBatch]:
    """Acts on many people whose worker hasn't been heard of: it may be gone."""
    return EnrollmentBatch.objects.filter(
        state__in=EnrollmentBatch.UNDER_WAY, worked_at__lt=now - SILENCE
    )


def nominees_who_left() -> list[UUID]:
    """Who facilitates or is asked to, in a program that isn't over, and works here no more."""
    standing = FacilitatorNomination.objects.filter(
        state__in=("proposed", "accepted", "blocked"), person__state=Person.State.LEFT
    ).exclude(program__state__in=OVER)
    return list(standing.order_by().values_list("person_id", flat=True).distinct())
