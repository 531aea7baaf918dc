"""How a session reaches a view."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from peerlearn.people.http import OrgRequest
from sessions.models import LearningSession
from sessions.queries.learning_sessions import sessions_visible_to


def session_or_404(request: OrgRequest, session_id: UUID) -> LearningSession:
    """A session that the reader may see; others don't exist."""
    visible = sessions_visible_to(request.person, request.membership)
    return get_object_or_404(visible, pk=session_id)
