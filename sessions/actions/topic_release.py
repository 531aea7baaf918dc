"""A session on a proposed topic that doesn't take place: the topic is open again."""

from sessions.models import LearningSession, TopicProposal


def release_topics(learning_session: LearningSession) -> None:
    """Put the proposals of a session that is discarded or called off before people again."""
    planned = TopicProposal.objects.filter(learning_session=learning_session)
    planned.filter(state=TopicProposal.State.PLANNED).update(
        state=TopicProposal.State.OPEN, learning_session=None, decided_by=None, decided_at=None
    )
