"""Reads about sessions that repeat."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef

from peerlearn.people.models import Person
from programs.models import Program
from sessions.models import Booking, LearningSession
from sessions.rules.series import AHEAD, Occurrence

GOING_ON = (Program.State.OPEN, Program.State.RUNNING)


def occurrences_for(person: Person, program: Program) -> list[Occurrence]:
    """The sessions of a program that repeat, as far as its people see them, and whether the
    person was there; one query.
    """
    theirs = Booking.objects.filter(learning_session=OuterRef("pk"), person=person)
    rows = (
        LearningSession.objects.filter(program=program)
        .exclude(series=None)
        .exclude(state__in=(LearningSession.State.DRAFT, LearningSession.State.CANCELLED))
        .annotate(was_there=Exists(theirs.filter(state=Booking.State.ATTENDED)))
    )
    return [
        Occurrence(
            id=row.id,
            series=row.series,
            title=row.title,
            every_weeks=row.every_weeks,
            from_week=row.from_week,
            starts_at=row.starts_at,
            day=row.starts_at.astimezone(ZoneInfo(row.time_zone)).date(),
            was_there=row.was_there,
        )
        for row in rows
        if row.series is not None
    ]


def series_to_continue(*, now: datetime) -> list[UUID]:
    """The series whose last session is nearer than people may look ahead."""
    rows = (
        LearningSession.objects.filter(
            every_weeks__gt=0, program__state__in=GOING_ON, program__ends_on=None
        )
        .exclude(series=None)
        .values("series")
        .annotate(last=Max("starts_at"))
        .filter(last__lt=now + AHEAD)
        .order_by("series")
        .values_list("series", flat=True)
    )
    return [series for series in rows if series is not None]


def days_of(series: UUID | None) -> list[date]:
    """The days of a series in order, on the clocks that each was planned on."""
    rows = LearningSession.objects.filter(series=series).order_by("starts_at", "id")
    times = rows.values_list("starts_at", "time_zone")
    return [moment.astimezone(ZoneInfo(zone)).date() for moment, zone in times]


def all_drafts(series: UUID | None) -> bool:
    """Whether none of a series was ever shown to anybody but HR."""
    shown = LearningSession.objects.filter(series=series)
    return not shown.exclude(state=LearningSession.State.DRAFT).exists()


def last_of(series: UUID) -> LearningSession | None:
    """The last session of a series, whatever became of it."""
    rows = LearningSession.objects.filter(series=series).order_by("-starts_at", "-id")
    return rows.select_related("program", "presenter", "facilitator", "created_by").first()
