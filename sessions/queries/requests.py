"""Requests for a seat: who answers them."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from peerlearn.people.models import Person
from peerlearn.people.queries import hr_admins
from sessions.models import LearningSession, WaitlistEntry, WaitlistStep
from sessions.rules.requests import TAKEN_BACK_FOR, answer_leaves_at

State = WaitlistEntry.State


def approvers_of(learning_session: LearningSession) -> list[Person]:
    """Who is asked by mail: who planned the session, if they are still an HR admin, and its
    facilitator; without either all HR admins.
    """
    admins = hr_admins()
    planner = learning_session.created_by_id
    found = list(admins.filter(pk=planner)) if planner else []
    leader = learning_session.facilitator
    if leader is not None and leader.state == Person.State.ACTIVE and leader not in found:
        found.append(leader)
    return found or list(admins)


def answered_in(learning_session: LearningSession) -> QuerySet[WaitlistEntry]:
    """The requests with an answer that could be taken back: all that were declined, and those with
    a yes.
    """
    yes = WaitlistStep.objects.filter(entry=OuterRef("pk"), kind=WaitlistStep.Kind.APPROVED)
    answered = Q(state=State.DECLINED) | Q(Exists(yes), state__in=(State.ACCEPTED, State.WAITING))
    return WaitlistEntry.objects.filter(answered, learning_session=learning_session).select_related(
        "person"
    )


def approved_lately(learning_session: LearningSession, *, now: datetime) -> list[WaitlistEntry]:
    """Those with a yes of which they aren't told yet, the latest first."""
    yes = WaitlistStep.objects.filter(
        entry=OuterRef("pk"), kind=WaitlistStep.Kind.APPROVED, by__isnull=False
    ).order_by("-at", "-id")
    found = answered_in(learning_session).exclude(state=State.DECLINED)
    recent = found.annotate(said_at=Subquery(yes.values("at")[:1])).filter(
        said_at__gt=now - TAKEN_BACK_FOR
    )
    return [
        one
        for one in recent.order_by("-said_at", "-id")
        if answer_leaves_at(one.said_at, learning_session.starts_at) > now
    ]


def request_by_id(entry_id: str) -> WaitlistEntry | None:
    """A request that a link in a mail is about, with its session; None for none."""
    rows = WaitlistEntry.objects.select_related("learning_session__facilitator", "person")
    return rows.filter(pk=entry_id).first()
