"""A proposed topic has a session, or has none any more."""

from datetime import datetime

from peerlearn.people.models import Person
from sessions.models import LearningSession, TopicProposal


def note_planned(
    proposal: TopicProposal, learning_session: LearningSession, *, by: Person, now: datetime
) -> None:
    """The topic is settled: this is its session."""
    proposal.state, proposal.learning_session = TopicProposal.State.PLANNED, learning_session
    proposal.decided_by, proposal.decided_at = by, now
    proposal.save(update_fields=["state", "learning_session", "decided_by", "decided_at"])


def release_topics(learning_session: LearningSession) -> None:
    """Put the proposals of a session that is discarded or called off before people again."""
    planned = TopicProposal.objects.filter(learning_session=learning_session)
    planned.filter(state=TopicProposal.State.PLANNED).update(
        state=TopicProposal.State.OPEN, learning_session=None, decided_by=None, decided_at=None
    )
