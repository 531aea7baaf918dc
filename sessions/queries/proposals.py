"""Reads about proposed topics."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from peerlearn.people.models import Membership, Person
from peerlearn.people.queries import active_people
from programs.models import Program
from programs.queries import active_enrollments, programs_visible_to
from sessions.models import LearningSession, PresenterOffer, ProposalVote, TopicProposal

State = TopicProposal.State
OPEN, PLANNED, CLOSED = "open", "planned", "closed"


def proposals_visible_to(person: Person, membership: Membership) -> QuerySet[TopicProposal]:
    """The door: those of the programs that a person sees, their own taken back ones too.

    Each has `vote_count`, `is_voted` and `is_offered` (by the person) and its offers; the most
    wanted first.
    """
    programs = programs_visible_to(person, membership).order_by().values("pk")
    votes = ProposalVote.objects.filter(proposal=OuterRef("pk")).order_by()
    offers = PresenterOffer.objects.filter(proposal=OuterRef("pk"), person=person)
    counted = votes.values("proposal_id").annotate(n=Count("pk")).values("n")
    shown = TopicProposal.objects.filter(program__in=programs).exclude(
        Q(state=State.WITHDRAWN) & ~Q(proposed_by=person)
    )
    return (
        shown.select_related("program", "proposed_by", "learning_session", "decided_by")
        .prefetch_related(Prefetch("offers", _offers_in_force()))
        .annotate(
            vote_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
            is_voted=Exists(votes.filter(person=person)),
            is_offered=Exists(offers),
        )
        .order_by("-vote_count", "created_at", "id")
    )


def in_tab(proposals: QuerySet[TopicProposal], tab: str) -> QuerySet[TopicProposal]:
    """The open ones, those that became sessions (the latest first), or the others."""
    if tab == PLANNED:
        return proposals.filter(state=State.PLANNED).order_by("-decided_at", "id")
    if tab == CLOSED:
        settled = (State.DECLINED, State.WITHDRAWN)
        return proposals.filter(state__in=settled).order_by("-decided_at", "id")
    return proposals.filter(state=State.OPEN)


def open_proposals(program: Program) -> QuerySet[TopicProposal]:
    """The open ones of a program, the most wanted first."""
    return (
        TopicProposal.objects.filter(program=program, state=State.OPEN)
        .annotate(vote_count=Count("votes"))
        .order_by("-vote_count", "created_at", "id")
    )


def interested_people(proposal: TopicProposal) -> QuerySet[Person]:
    """Who would come or present, and whoever proposed it: those who still take part, by name."""
    meant = (
        Q(pk__in=ProposalVote.objects.filter(proposal=proposal).values("person_id"))
        | Q(pk__in=PresenterOffer.objects.filter(proposal=proposal).values("person_id"))
        | Q(pk=proposal.proposed_by_id)
    )
    here = active_enrollments(proposal.program).order_by().values("person_id")
    return active_people().filter(meant, pk__in=here)


def first_to_present(proposal: TopicProposal) -> Person | None:
    """Who offered first to present it, among those who still work here."""
    offer = _offers_in_force().filter(proposal=proposal).first()
    return offer.person if offer else None


def usual_session(program: Program) -> LearningSession | None:
    """The latest session of a program that wasn't called off: the pattern of the next."""
    held = LearningSession.objects.filter(program=program)
    return held.exclude(state=LearningSession.State.CANCELLED).order_by("-starts_at").first()


def days_taken(program: Program, zone: ZoneInfo, *, since: datetime) -> Collection[date]:
    """The days to come on which a program has a session already."""
    held = LearningSession.objects.filter(program=program, starts_at__gte=since)
    starts = held.exclude(state=LearningSession.State.CANCELLED).values_list("starts_at", flat=True)
    return {start.astimezone(zone).date() for start in starts}


def _offers_in_force() -> QuerySet[PresenterOffer]:
    active = PresenterOffer.objects.filter(person__state=Person.State.ACTIVE)
    return active.select_related("person").order_by("offered_at", "id")
