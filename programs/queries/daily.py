"""What the scheduler finds to do in one organization."""

from datetime import date

from django.db.models import QuerySet

from programs.models import Enrollment, EnrollmentBatch, JoiningRule, Program

OVER = (Program.State.FINISHED, Program.State.ARCHIVED)


def pauses_over(*, today: date) -> QuerySet[Enrollment]:
    """Whose break ends today or ended before, in programs that aren't over."""
    return (
        Enrollment.objects.filter(state=Enrollment.State.PAUSED, returns_on__lte=today)
        .exclude(program__state__in=OVER)
        .select_related("program", "person")
    )


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
