"""Reads about the agenda and the materials of sessions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from peerlearn.people.models import Membership, Person
from sessions.models import AgendaItem, Booking, ContentsChange, LearningSession, SessionMaterial
from sessions.queries.learning_sessions import sessions_visible_to
from sessions.queries.rule_series import still_to_come
from sessions.rules.agenda import Fit, fit_of, starts
from sessions.rules.materials import AFTER, SEAT, shows_material
from sessions.rules.series_changes import ONE


@dataclass(frozen=True)
class Stage:
    """An item of an agenda, and when it begins."""

    item: AgendaItem
    starts_at: datetime


@dataclass(frozen=True)
class Agenda:
    """A session's agenda with its times, and how it fits."""

    stages: Sequence[Stage]
    fit: Fit


def agenda_of(learning_session: LearningSession) -> Agenda:
    """The agenda of a session; one query."""
    items = list(learning_session.agenda.all())
    minutes = [item.minutes for item in items]
    begins = starts(learning_session.starts_at, minutes)
    stages = [Stage(item, moment) for item, moment in zip(items, begins, strict=True)]
    return Agenda(stages, fit_of(minutes, learning_session.minutes))


def with_contents(found: QuerySet[LearningSession]) -> QuerySet[LearningSession]:
    """The same sessions with their agendas and materials at hand, in two queries more."""
    return found.prefetch_related(*_contents())


def read_contents(learning_session: LearningSession) -> None:
    """Have the agenda and the materials of one session at hand, for entries of many people."""
    prefetch_related_objects([learning_session], *_contents())


def _contents() -> tuple[Any, ...]:
    return (
        Prefetch("agenda", AgendaItem.objects.order_by("position")),
        Prefetch("materials", SessionMaterial.objects.order_by("position")),
    )


@dataclass(frozen=True)
class Materials:
    """The links that a person sees of a session, and how many more they will see with a seat or
    afterwards.
    """

    shown: Sequence[SessionMaterial]
    with_seat: int = 0
    afterwards: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.shown or self.with_seat or self.afterwards)


def materials_for(
    person: Person, learning_session: LearningSession, *, prepares: bool, now: datetime
) -> Materials:
    """What a person who sees the session sees of its materials; `prepares` says whether they write
    them.
    """
    every = list(learning_session.materials.all())
    if not every:
        return Materials([])
    has_seat = (
        Booking.objects.filter(learning_session=learning_session, person=person)
        .exclude(state__in=Booking.GIVEN_BACK)
        .exists()
    )
    shown = [
        one
        for one in every
        if shows_material(
            one.audience,
            prepares=prepares,
            has_seat=has_seat,
            is_over=is_over(learning_session, now=now),
        )
    ]
    return Materials(shown, *(_hidden(every, shown, audience) for audience in (SEAT, AFTER)))


def _hidden(
    every: Iterable[SessionMaterial], shown: Sequence[SessionMaterial], audience: str
) -> int:
    return sum(one.audience == audience for one in every if one not in shown)


def is_over(learning_session: LearningSession, *, now: datetime) -> bool:
    """Whether a session was held: it was finished, or its time has passed."""
    if learning_session.state == LearningSession.State.FINISHED:
        return True
    return learning_session.is_on and learning_session.ends_at <= now


def others_in_scope(
    occurrence: LearningSession,
    scope: str,
    *,
    person: Person,
    membership: Membership,
    now: datetime,
) -> QuerySet[LearningSession]:
    """Which other sessions of its series a change of one session's contents reaches: those still
    to come that the person may prepare.
    """
    if scope == ONE or occurrence.repeats_id is None:
        return LearningSession.objects.none()
    others = still_to_come(occurrence, scope, now=now).exclude(pk=occurrence.pk)
    if not membership.is_hr_admin:
        others = others.filter(Q(presenter=person) | Q(facilitator=person))
    return others


def contents_changes_of(person: Person, membership: Membership) -> QuerySet[ContentsChange]:
    """The changes that a person may take back: of sessions that they see, and prepare."""
    visible = sessions_visible_to(person, membership)
    if not membership.is_hr_admin:
        visible = visible.filter(Q(presenter=person) | Q(facilitator=person))
    sessions = visible.order_by().values("pk")
    return ContentsChange.objects.filter(learning_session__in=sessions).select_related(
        "learning_session"
    )
