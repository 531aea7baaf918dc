"""Making a session of a proposed topic, and taking that back."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from peerlearn.people.models import Person
from peerlearn.people.queries.holidays import days_without_sessions
from peerlearn.tenancy.models import OrganizationSettings
from programs.actions.moves import lock_program
from programs.models import Program
from sessions.actions.scheduling import create_session
from sessions.actions.topic_release import note_planned
from sessions.models import LearningSession, ProposalVote, TopicProposal
from sessions.queries.cadence import slot_without_topic
from sessions.queries.proposals import days_taken, first_to_present, usual_session
from sessions.rules.proposals import ProposalSettledError, next_slot, seats_for

State = TopicProposal.State
USUAL_LENGTH = timedelta(hours=1)


def plan_proposal(proposal: TopicProposal, *, by: Person, now: datetime) -> LearningSession:
    """Draft a session on a proposed topic: the next that a vote set and that waits for a topic,
    else one at the usual place and time of its program; with the first who offered as presenter.
    Nobody is told until it is published: then who voted.

    Twice is once. Raises ProposalSettledError, ProgramOverError.
    """
    with transaction.atomic():
        program = lock_program(proposal.program)
        current = TopicProposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
        planned: LearningSession | None = current.learning_session
        if planned is not None:
            return planned
        if not current.is_open:
            raise ProposalSettledError
        draft = _fill_slot(program, current, now=now) or _draft(program, current, by=by, now=now)
        note_planned(current, draft, by=by, now=now)
    return draft


def _fill_slot(
    program: Program, proposal: TopicProposal, *, now: datetime
) -> LearningSession | None:
    """Give the topic to the next session that a vote set and that waits for one."""
    slot = slot_without_topic(program, after=now)
    if slot is None:
        return None
    about = about_topic(proposal)
    slot.title, slot.description = about["title"], about["description"]
    slot.presenter = slot.presenter or about["presenter"]
    slot.capacity = max(slot.capacity, about["capacity"])
    slot.save(update_fields=["title", "description", "presenter", "capacity"])
    return slot


def _draft(
    program: Program, proposal: TopicProposal, *, by: Person, now: datetime
) -> LearningSession:
    usual = usual_session(program)
    zone = ZoneInfo(usual.time_zone if usual else OrganizationSettings.objects.get().time_zone)
    start = next_slot(
        usual.starts_at if usual else None,
        zone,
        now=now,
        first_day=program.starts_on,
        closed=days_without_sessions(),
        taken=days_taken(program, zone, since=now),
    )
    kind = usual.kind if usual else LearningSession.Kind.LUNCH_AND_LEARN
    return draft_like(usual, program, start, zone, by=by, kind=kind, **about_topic(proposal))


def draft_like(
    usual: LearningSession | None,
    program: Program,
    start: datetime,
    zone: ZoneInfo,
    *,
    by: Person,
    **values: Any,
) -> LearningSession:
    """A draft as long as the usual session of its program, and at the same place."""
    return create_session(
        program,
        by=by,
        state=LearningSession.State.DRAFT,
        starts_at=start,
        ends_at=start + (usual.ends_at - usual.starts_at if usual else USUAL_LENGTH),
        time_zone=zone.key,
        room=usual.room if usual else "",
        video_url=usual.video_url if usual else "",
        **values,
    )


def about_topic(proposal: TopicProposal) -> dict[str, Any]:
    """What a session on a proposed topic is about, who presents it, and how many seats it has."""
    votes = ProposalVote.objects.filter(proposal=proposal).count()
    return {
        "title": proposal.title,
        "description": proposal.description,
        "presenter": first_to_present(proposal),
        "capacity": seats_for(votes),
    }
