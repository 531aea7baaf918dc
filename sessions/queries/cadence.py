"""Reads about votes on how and when to meet."""

from collections.abc import Iterable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from peerlearn.people.models import Membership, Person
from programs.models import Program
from programs.queries import programs_visible_to
from sessions.models import CadenceBallot, CadencePoll, CadenceSlot, LearningSession
from sessions.queries.proposals import usual_session
from sessions.rules.cadence import Ballot, Outcome, Tally, outcome_of, tally

State = CadencePoll.State


def polls_visible_to(person: Person, membership: Membership) -> QuerySet[CadencePoll]:
    """The door: those of the programs that a person sees, the latest first; without the ones that
    were taken back. Each has `vote_count` and `has_voted` (the person).
    """
    programs = programs_visible_to(person, membership).order_by().values("pk")
    own = CadenceBallot.objects.filter(poll=OuterRef("pk"), person=person)
    return (
        CadencePoll.objects.filter(program__in=programs)
        .exclude(state=State.CANCELLED)
        .select_related("program", "created_by")
        .annotate(vote_count=Count("ballots"), has_voted=Exists(own))
        .order_by("-closes_at", "-id")
    )


def polls_under_way(person: Person, membership: Membership) -> QuerySet[CadencePoll]:
    """Those that take votes, or wait for HR to set the sessions; the first to end first."""
    visible = polls_visible_to(person, membership).filter(state=State.OPEN)
    return visible.order_by("closes_at", "id")


def ballot_of(poll: CadencePoll, person: Person) -> CadenceBallot | None:
    """What a person said."""
    return CadenceBallot.objects.filter(poll=poll, person=person).first()


def tally_of(poll: CadencePoll) -> Tally:
    """The count so far."""
    return tally(_ballots(CadenceBallot.objects.filter(poll=poll)), hours=poll.hours)


def outcome_of_poll(poll: CadencePoll) -> Outcome:
    """What suits most so far; of equal times the one that is usual. Raises NobodyVotedError."""
    return outcome_of(tally_of(poll), usual=usual_time(poll.program, ZoneInfo(poll.time_zone)))


def usual_time(program: Program, zone: ZoneInfo) -> tuple[int, time] | None:
    """The weekday and time of day of a program's latest session."""
    usual = usual_session(program)
    if usual is None:
        return None
    local = usual.starts_at.astimezone(zone)
    return local.weekday(), local.time()


def set_drafts(poll: CadencePoll) -> QuerySet[LearningSession]:
    """The sessions that a vote set and that are still drafts."""
    return LearningSession.objects.filter(
        pk__in=CadenceSlot.objects.filter(poll=poll).values("learning_session_id"),
        state=LearningSession.State.DRAFT,
    ).order_by("starts_at", "id")


def slot_without_topic(program: Program, *, after: datetime) -> LearningSession | None:
    """The first session that a vote set and that waits for a topic."""
    slot = (
        CadenceSlot.objects.filter(
            learning_session__program=program,
            learning_session__state=LearningSession.State.DRAFT,
            learning_session__title=F("title"),
            learning_session__starts_at__gt=after,
        )
        .select_related("learning_session")
        .order_by("learning_session__starts_at")
        .first()
    )
    return slot.learning_session if slot else None


def _ballots(rows: Iterable[CadenceBallot]) -> list[Ballot]:
    return [
        Ballot(frozenset(row.formats), frozenset(row.slots), frozenset(row.frequencies))
        for row in rows
    ]
