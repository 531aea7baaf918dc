"""Reads about series of sessions that repeat by a rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from peerlearn.people.models import Membership, Person
from peerlearn.web.seen import fingerprint
from programs.queries import programs_visible_to
from sessions.models import Booking, LearningSession, SessionSeries, WaitlistEntry
from sessions.rules.series_changes import FOLLOWING, ONE, PARTS

PLANNED = tuple(name for part in PARTS.values() for name in part)
# People by their ids: none is fetched.
KEYS = {"presenter": "presenter_id", "facilitator": "facilitator_id"}
HALF = 8


def series_visible_to(person: Person, membership: Membership) -> QuerySet[SessionSeries]:
    """The series of the programs that an HR admin sees; nobody else keeps them."""
    series = SessionSeries.objects.select_related("program", "created_by")
    if not membership.is_hr_admin:
        return series.none()
    programs = programs_visible_to(person, membership).order_by().values("pk")
    return series.filter(program__in=programs)


def occurrences(series: SessionSeries) -> QuerySet[LearningSession]:
    """All sessions of a series, in order."""
    found = LearningSession.objects.filter(repeats=series).order_by("starts_at", "id")
    return found.select_related("program", "presenter", "facilitator")


def still_to_come(
    occurrence: LearningSession, scope: str, *, now: datetime
) -> QuerySet[LearningSession]:
    """The sessions that a change of one of them is meant for: announced, and not begun."""
    coming = LearningSession.objects.filter(
        repeats=occurrence.repeats_id,
        state=LearningSession.State.PUBLISHED,
        starts_at__gt=now,
    ).order_by("starts_at", "id")
    if scope == ONE:
        return coming.filter(pk=occurrence.pk)
    return coming.filter(starts_at__gte=occurrence.starts_at) if scope == FOLLOWING else coming


@dataclass(frozen=True)
class Concerned:
    """Whom a change of sessions reaches: by seat, in line, and who leads."""

    seats: int
    waiting: int
    people: int


def concerned(sessions: Iterable[LearningSession]) -> Concerned:
    """How many hold seats in these sessions or wait for one, and how many people that is, with
    those who lead; two queries.
    """
    held = list(sessions)
    seated = Booking.objects.filter(
        learning_session__in=held, state=Booking.State.CONFIRMED
    ).values_list("person", flat=True)
    waiting = WaitlistEntry.objects.filter(
        learning_session__in=held, state__in=WaitlistEntry.OPEN
    ).values_list("person", flat=True)
    leaders = {one.presenter_id for one in held} | {one.facilitator_id for one in held}
    people = {*seated, *waiting, *(leaders - {None})}
    return Concerned(len(seated), len(waiting), len(people))


def seen_of(occurrence: LearningSession, *, now: datetime) -> str:
    """What the sessions of a series still to come look like: whoever changes several says what
    they saw.
    """
    return ".".join(
        f"{one.pk.hex[-HALF:]}-{_look(one)}"
        for one in still_to_come(occurrence, "all", now=now).select_related(None)
    )


def changed_since(
    occurrence: LearningSession, seen: str, *, now: datetime
) -> list[LearningSession]:
    """The sessions of the series that look otherwise than somebody saw them, or are new."""
    looked = dict(part.split("-", 1) for part in seen.split(".") if "-" in part)
    return [
        one
        for one in still_to_come(occurrence, "all", now=now)
        if looked.get(one.pk.hex[-HALF:]) != _look(one)
    ]


def _look(one: LearningSession) -> str:
    told = {name: getattr(one, KEYS.get(name, name)) for name in PLANNED}
    return fingerprint(told)[:HALF]
